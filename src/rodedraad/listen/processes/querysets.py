"""Which processes a person may see: the one rule of visibility; and rules that stand once they are published."""

from typing import Any

from django.db import models
from django.db.models import Q

from rodedraad.base.accounts.models import Person, Visitor
from rodedraad.base.organisations.roles import Role


class FrozenCharterError(RuntimeError):
    """Somebody tried to change or delete a published version of a charter."""


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

    def worked_on_by(self, person: Person) -> "ProcessQuerySet":
        """The processes in whose team the person is."""
        return self.filter(pk__in=person.team_parts.values("process_id"))

    def running(self) -> "ProcessQuerySet":
        """Published and not finished."""
        return self.filter(state="published")

    def finished(self) -> "ProcessQuerySet":
        """Finished, with what came of them."""
        return self.filter(state="closed")

    def titled_like(self, words: str) -> "ProcessQuerySet":
        """Processes with each of these words in the title or the summary."""
        found = self
        for word in words.split()[:8]:
            found = found.filter(Q(title__icontains=word) | Q(summary__icontains=word))
        return found


class CharterQuerySet(models.QuerySet):
    """Versions of the rules; the published ones can only be read."""

    def published(self) -> "CharterQuerySet":
        """The versions that people have read, oldest first."""
        return self.filter(published_at__isnull=False).order_by("number")

    def drafts(self) -> "CharterQuerySet":
        """Versions being written: at most one per process."""
        return self.filter(published_at__isnull=True)

    def update(self, **values: Any) -> int:
        """Change drafts; refuse when a published version is among the rows."""
        if self.filter(published_at__isnull=False).exists():
            raise FrozenCharterError
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete drafts; refuse when a published version is among the rows."""
        if self.filter(published_at__isnull=False).exists():
            raise FrozenCharterError
        return super().delete()
