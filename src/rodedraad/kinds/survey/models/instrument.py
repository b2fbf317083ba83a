"""An instrument of an organisation in versions; a published version never changes again."""

import hashlib
import json
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_scopes import ScopedManager

from rodedraad.base.accounts.models import Person
from rodedraad.base.core.fields import Stamped
from rodedraad.base.organisations.models import Owned


class FrozenError(Exception):
    """The content of a published version was about to change."""


class Instrument(Owned, Stamped):
    """A questionnaire that an organisation made itself or took from the library."""

    title = models.CharField(_("title"), max_length=200)
    # Which tested instrument it was taken from, "" for an own one: `quickscan_municipality`.
    library_key = models.CharField(max_length=60, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


def digest_of(content: dict[str, Any]) -> str:
    """What two versions with the same questions share: sections of an organisation's own do not count."""
    sections = [each for each in content.get("sections", []) if not each.get("is_own")]
    return hashlib.sha256(json.dumps(content | {"sections": sections}, sort_keys=True).encode()).hexdigest()


class InstrumentVersion(Owned, Stamped):
    """The questions themselves, as instrument/shape.py writes them down."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", pgettext_lazy("of a questionnaire", "Ready for use")

    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(default=1)
    content = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True, db_index=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True)
    written_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["instrument_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["instrument", "number"], name="instrument_version_once"),
            models.UniqueConstraint(fields=["instrument"], condition=models.Q(state="draft"),
                                    name="instrument_one_draft"),
        ]

    def __str__(self) -> str:
        return f"{self.instrument_id} v{self.number}"

    @property
    def is_draft(self) -> bool:
        """Whether the questions can still be changed."""
        return self.state == self.State.DRAFT

    def save(self, **kwargs: Any) -> None:
        """Save with the digest of the content. Raises `FrozenError` when a published version would change."""
        self.digest = digest_of(self.content)
        if self.pk is not None and not self._state.adding:
            kept = type(self).objects.filter(pk=self.pk).values_list("state", "content").first()
            if kept is not None and kept[0] == self.State.PUBLISHED and kept[1] != self.content:
                raise FrozenError(str(self))
        super().save(**kwargs)
