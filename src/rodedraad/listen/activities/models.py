"""An activity has a kind and phases; a phase says what is open and when."""

from datetime import datetime
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_scopes import ScopedManager

from rodedraad.base.core.fields import Stamped
from rodedraad.base.organisations.models import Owned
from rodedraad.listen.processes.models import Process

from .kinds import Kind, kind_of


class Feature(models.TextChoices):
    """What a phase can open."""

    CONTRIBUTE = "contribute", pgettext_lazy("what a phase opens", "Contribute")
    COMMENT = "comment", pgettext_lazy("what a phase opens", "Comment")
    SUPPORT = "support", pgettext_lazy("what a phase opens", "Support")


class Activity(Owned, Stamped):
    """One way of taking part in a process."""

    class Moderation(models.TextChoices):
        POST = "post", _("Show at once, check afterwards")
        PRE = "pre", _("Check first, then show")

    class Access(models.TextChoices):
        ANYONE = "anyone", _("Everybody, without e-mail address")
        EMAIL = "email", _("With an e-mail address")

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="activities")
    kind = models.CharField(max_length=30)
    title = models.CharField(_("title"), max_length=120)
    slug = models.SlugField(_("web address"), max_length=80)
    intro = models.TextField(_("introduction"), blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    moderation = models.CharField(_("moderation"), max_length=4, choices=Moderation, default=Moderation.POST)
    access = models.CharField(_("who can take part"), max_length=6, choices=Access, default=Access.EMAIL)
    options = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["process", "slug"], name="activity_slug_once")]

    def __str__(self) -> str:
        return self.title

    @cached_property
    def phase_list(self) -> list["Phase"]:
        """The phases in order of time; one query, then remembered."""
        return list(self.phases.all())

    @property
    def kind_object(self) -> Kind:
        """What the activity can do: the object of its kind."""
        return kind_of(self)

    def current_phases(self, at: datetime | None = None) -> list["Phase"]:
        """The phases that are on at a moment (now when not given)."""
        at = at or timezone.now()
        return [phase for phase in self.phase_list if phase.is_on(at)]

    def is_open(self, feature: str, at: datetime | None = None) -> bool:
        """Whether a feature is open at a moment (now when not given) in a running process."""
        at = at or timezone.now()
        return self.process.state == Process.State.PUBLISHED and any(
            feature in phase.features and phase.is_on(at) for phase in self.phase_list
        )


class Phase(Owned, Stamped):
    """A stretch of time in an activity and what is open in it."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="phases")
    title = models.CharField(_("title"), max_length=120)
    features = models.JSONField(_("what is open"), default=list)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["organisation", "ends_at"], name="phase_end")]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """A phase ends after it starts."""
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The end must be after the start.")})

    def is_on(self, at: datetime) -> bool:
        """Whether the moment lies in the phase: from the start up to, not including, the end."""
        return self.starts_at <= at and (self.ends_at is None or at < self.ends_at)

    @property
    def process(self) -> Process:
        """The process that the phase is part of."""
        return self.activity.process

    @property
    def feature_labels(self) -> list[str]:
        """What the phase opens, in words."""
        return [str(Feature(feature).label) for feature in self.features]
