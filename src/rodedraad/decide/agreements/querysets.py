"""Which commitments a person may see: the one rule of visibility, and the filters of lists."""

from datetime import date

from django.db import models
from django.db.models import Q

from rodedraad.base.accounts.models import Person, Visitor
from rodedraad.base.organisations.roles import STAFF

TEAM_PARTS = ("lead", "editor", "moderator")


class CommitmentQuerySet(models.QuerySet):
    """Filters on commitments."""

    def visible_to(self, person: Person | Visitor) -> "CommitmentQuerySet":
        """Published ones in a published process for all; every one for who works on it; one's own promises."""
        if person.roles & STAFF:
            return self
        public = Q(is_published=True) & ~Q(process__state="draft")
        if not person.is_authenticated:
            return self.filter(public)
        team = person.team_parts.filter(part__in=TEAM_PARTS).values("process_id")
        return self.filter(public | Q(process_id__in=team) | Q(owner_id=person.pk))

    def public(self) -> "CommitmentQuerySet":
        """What everybody can read."""
        return self.filter(is_published=True).exclude(process__state="draft")

    def late(self, today: date) -> "CommitmentQuerySet":
        """Still open after the due date."""
        return self.filter(state="open", due_on__lt=today)
