"""A theme on one of two levels, its grounds in contributions, and decisions that can be undone."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from rodedraad.base.accounts.models import Person
from rodedraad.base.core.fields import Stamped
from rodedraad.base.organisations.models import Owned
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.processes.models import Process

from ..querysets import GroundsQuerySet, ThemeQuerySet
from .runs import AnalysisRun


class Theme(Owned, Stamped):
    """What many contributions of a process say together. Published only with confirmed grounds.

    Two levels: a thread, and the observations under it (`parent`). What stands under an observation counts in both.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        MERGED = "merged", _("Merged")

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="themes")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="observations")
    title = models.CharField(_("name"), max_length=120)
    description = models.TextField(_("what people say"), blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    position = models.PositiveIntegerField(default=0)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="merged")
    split_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="split_off")
    published_at = models.DateTimeField(null=True, blank=True)
    unpublished_at = models.DateTimeField(null=True, blank=True)
    unpublish_reason = models.TextField(blank=True)
    # Sentences that a person did not want as wording: the first 16 signs of the sha256 of each.
    declined = models.JSONField(default=list, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager(_manager_class=models.Manager.from_queryset(ThemeQuerySet), organisation="organisation")

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        """Whether everybody can read it (a merged one points on)."""
        return self.state != self.State.DRAFT

    @property
    def is_live(self) -> bool:
        """Whether the desk still works with it: not merged into another."""
        return self.state != self.State.MERGED

    @property
    def was_public(self) -> bool:
        """Whether it once stood on the site and was taken off."""
        return self.state == self.State.DRAFT and self.unpublished_at is not None

    @property
    def is_observation(self) -> bool:
        """Whether it stands under another theme."""
        return self.parent_id is not None

    @property
    def words(self) -> str:
        """What a method reads of it."""
        return f"{self.title}\n{self.description}".strip()

    @property
    def topic(self) -> str:
        """The key under which people follow the theme."""
        return f"theme:{self.pk}"


class Grounds(Owned, Stamped):
    """Why a contribution belongs to a theme: the exact passage, from whom or which run, and who confirmed it."""

    class State(models.TextChoices):
        SUGGESTED = "suggested", _("Suggested")
        CONFIRMED = "confirmed", _("Confirmed")
        REJECTED = "rejected", _("Rejected")

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="grounds", db_index=False)
    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="grounds", db_index=False)
    moved_from = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
                                   db_index=False)
    passage = models.TextField(blank=True)
    passage_start = models.PositiveIntegerField(null=True, blank=True)
    confidence = models.FloatField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.CONFIRMED)
    # Whether the desk drew the contribution by chance before somebody decided: only those tell fairly how right it is.
    is_by_chance = models.BooleanField(default=False)
    run = models.ForeignKey(AnalysisRun, null=True, blank=True, on_delete=models.SET_NULL, related_name="grounds")
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(_manager_class=models.Manager.from_queryset(GroundsQuerySet), organisation="organisation")

    class Meta:
        verbose_name_plural = "grounds"
        constraints = [models.UniqueConstraint(fields=["theme", "contribution"], name="grounds_once")]
        indexes = [
            models.Index(fields=["theme", "state", "contribution"], name="grounds_theme"),
            models.Index(fields=["contribution", "state"], name="grounds_contribution"),
            models.Index(fields=["theme"], condition=~models.Q(passage=""), name="grounds_marked"),
        ]

    def __str__(self) -> str:
        return f"{self.theme_id} ← {self.contribution_id}"

    @property
    def process(self) -> Process:
        """The process of the theme; permissions ask for it."""
        return self.theme.process


class BulkAct(Owned, Stamped):
    """One decision on several contributions at once, kept so that it can be undone."""

    class Act(models.TextChoices):
        ASSIGN = "assign", _("Assigned")
        ACCEPT = "accept", _("Accepted")
        REJECT = "reject", _("Rejected")

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    act = models.CharField(max_length=10, choices=Act)
    decided_at = models.DateTimeField()
    # Per grounds: [id, state before or null, decided_by before, decided_at before].
    changes = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["by", "process", "-id"], name="bulk_act_last")]

    def __str__(self) -> str:
        return f"{self.act} {self.process_id}"
