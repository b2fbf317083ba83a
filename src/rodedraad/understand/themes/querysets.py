"""Which themes and grounds a person may see: the one rule of visibility, and the filters everybody shares."""

from django.db import models
from django.db.models import Q

from rodedraad.base.accounts.models import Person, Visitor
from rodedraad.base.organisations.roles import Role
from rodedraad.listen.contributions.querysets import COUNTED_ONCE

SEES_ALL = {Role.ADMINISTRATOR, Role.ADVISER, Role.MODERATOR}


class ThemeQuerySet(models.QuerySet):
    """Filters on themes."""

    def published(self) -> "ThemeQuerySet":
        """The themes that stand on the site."""
        return self.filter(state="published")

    def live(self) -> "ThemeQuerySet":
        """The themes that the desk works with: draft and published."""
        return self.exclude(state="merged")

    def visible_to(self, person: Person | Visitor) -> "ThemeQuerySet":
        """Published (and merged, pointing on) in a public process for all; everything for who works on it."""
        if person.roles & SEES_ALL:
            return self
        public = ~Q(state="draft") & ~Q(process__state="draft")
        if not person.is_authenticated:
            return self.filter(public)
        return self.filter(public | Q(process_id__in=person.team_parts.values("process_id")))


class GroundsQuerySet(models.QuerySet):
    """Filters on grounds."""

    def confirmed(self) -> "GroundsQuerySet":
        """What a person said belongs together."""
        return self.filter(state="confirmed")

    def suggested(self) -> "GroundsQuerySet":
        """What a method found and nobody decided on yet."""
        return self.filter(state="suggested")

    def live(self) -> "GroundsQuerySet":
        """Under a theme that was not merged into another."""
        return self.exclude(theme__state="merged")

    def counting(self) -> "GroundsQuerySet":
        """Confirmed, for a contribution that counts: what the size of a theme is.

        A merged double does not count: its grounds stand with the contribution it was merged into.
        """
        return self.filter(state="confirmed", contribution__state__in=COUNTED_ONCE)

    def readable(self) -> "GroundsQuerySet":
        """Those that count and whose words everybody can read: what a public page shows."""
        return self.filter(state="confirmed", contribution__state="published")
