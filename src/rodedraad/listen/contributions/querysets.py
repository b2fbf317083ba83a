"""Which contributions a person may see: the one rule of visibility."""

from django.db import models
from django.db.models import Q

from rodedraad.base.accounts.models import Person, Visitor
from rodedraad.base.organisations.roles import Role

PUBLIC = ("published", "merged")
"""Readable by everybody."""
COUNTED = (*PUBLIC, "inside")
"""What was said and counts; of those inside only staff read the words."""
COUNTED_ONCE = ("published", "inside")
"""What sizes and coverage count: a merged double counts where it went."""
SEES_ALL = {Role.ADMINISTRATOR, Role.ADVISER, Role.MODERATOR}


class ContributionQuerySet(models.QuerySet):
    """Filters on contributions."""

    def public(self) -> "ContributionQuerySet":
        """What everybody can read."""
        return self.filter(state__in=PUBLIC).exclude(process__state="draft")

    def counted(self) -> "ContributionQuerySet":
        """What sizes and coverage count, whether or not its words may be read."""
        return self.filter(state__in=COUNTED_ONCE)

    def visible_to(self, person: Person | Visitor) -> "ContributionQuerySet":
        """Public ones for all, one's own always, all of them for who moderates."""
        if person.roles & SEES_ALL:
            return self
        public = Q(state__in=PUBLIC) & ~Q(process__state="draft")
        if not person.is_authenticated:
            return self.filter(public)
        team = person.team_parts.values("process_id")
        return self.filter(public | Q(author_id=person.pk) | Q(process_id__in=team))
