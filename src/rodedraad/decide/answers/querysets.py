"""Which answers and decisions a person may see: the one rule of visibility."""

from django.db import models
from django.db.models import Q

from rodedraad.base.accounts.models import Person, Visitor
from rodedraad.base.organisations.roles import STAFF

TEAM_PARTS = ("lead", "editor", "moderator")
SHOWN_STATES = ("published", "withdrawn")


def _visible(rows: models.QuerySet, person: Person | Visitor, public: Q) -> models.QuerySet:
    if person.roles & STAFF:
        return rows
    public &= ~Q(process__state="draft")
    if not person.is_authenticated:
        return rows.filter(public)
    team = person.team_parts.filter(part__in=TEAM_PARTS).values("process_id")
    return rows.filter(public | Q(process_id__in=team))


class AnswerQuerySet(models.QuerySet):
    """Filters on answers."""

    def visible_to(self, person: Person | Visitor) -> "AnswerQuerySet":
        """Published ones (and those withdrawn after it, for the trail) for all; every one for who works on it."""
        return _visible(self, person, Q(state__in=SHOWN_STATES) & ~Q(published_at=None))

    def published(self) -> "AnswerQuerySet":
        """In force now."""
        return self.filter(state="published")


class DecisionQuerySet(models.QuerySet):
    """Filters on decisions."""

    def visible_to(self, person: Person | Visitor) -> "DecisionQuerySet":
        """Published ones (and those withdrawn after it, for the trail) for all; every one for who works on it."""
        return _visible(self, person, Q(is_published=True) | ~Q(withdrawn_at=None))

    def published(self) -> "DecisionQuerySet":
        """In force now."""
        return self.filter(is_published=True)
