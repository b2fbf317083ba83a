"""Which processes a person may see: the one rule of visibility."""

from django.db import models
from django.db.models import Q

from rodedraad.base.accounts.models import Person, Visitor
from rodedraad.base.organisations.roles import Role


class ProcessQuerySet(models.QuerySet):
    """Filters on processes."""

    def visible_to(self, person: Person | Visitor) -> "ProcessQuerySet":
        """Published processes for all; drafts for their team, advisers and administrators."""
        if person.roles & {Role.ADMINISTRATOR, Role.ADVISER}:
            return self
        public = ~Q(state="draft")
        if person.is_authenticated:
            return self.filter(public | Q(pk__in=person.team_parts.values("process_id")))
        return self.filter(public)

    def running(self) -> "ProcessQuerySet":
        """Published and not finished."""
        return self.filter(state="published")

    def finished(self) -> "ProcessQuerySet":
        """Finished, with what came of them."""
        return self.filter(state="closed")
