"""A survey asks one version of an instrument, in an activity of this kind; and who is invited to it."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_scopes import ScopedManager

from rodedraad.base.core.fields import Stamped
from rodedraad.base.organisations.models import Neighbourhood, Owned
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.processes.models import Process

from .instrument import InstrumentVersion


class Group(models.TextChoices):
    """The sides from which people see their democracy; an instrument gives each its own label."""

    RESIDENT = "resident", _("Residents")
    COUNCIL = "council", _("Council")
    EXECUTIVE = "executive", pgettext_lazy("group in a survey", "Executive")
    STAFF = "staff", _("Staff")
    INSTITUTION = "institution", _("Institutions")
    BUSINESS = "business", _("Businesses")


class Survey(Owned, Stamped):
    """One round of asking: which questions, when, to whom, and what is kept."""

    class State(models.TextChoices):
        PREPARED = "prepared", _("In preparation")
        RUNNING = "running", _("Running")
        STOPPED = "stopped", _("Stopped")

    class Access(models.TextChoices):
        OPEN = "open", _("Everybody with the link")
        CODE = "code", _("Only with a personal code")
        BOTH = "both", _("With the link or with a personal code")

    class PageMode(models.TextChoices):
        QUESTION = "question", _("One question per page")
        SECTION = "section", _("One section per page")

    class GroupChoice(models.TextChoices):
        NONE = "none", _("There are no groups")
        ASKED = "asked", _("Everybody says it at the start")
        CODE = "code", _("It comes with the code")

    activity = models.OneToOneField(Activity, on_delete=models.CASCADE, related_name="survey")
    asks = models.ForeignKey(InstrumentVersion, on_delete=models.PROTECT, related_name="surveys",
                             verbose_name=_("questionnaire"))
    state = models.CharField(max_length=10, choices=State, default=State.PREPARED)
    opens_at = models.DateTimeField(pgettext_lazy("of a survey", "opens"))
    closes_at = models.DateTimeField(pgettext_lazy("of a survey", "closes"))
    is_anonymous = models.BooleanField(_("anonymous"), default=True)
    access = models.CharField(_("who can take part"), max_length=5, choices=Access, default=Access.OPEN)
    page_mode = models.CharField(_("pages"), max_length=8, choices=PageMode, default=PageMode.SECTION)
    group_choice = models.CharField(_("groups"), max_length=5, choices=GroupChoice, default=GroupChoice.NONE)
    # Keys of Group that take part; empty: all groups of the instrument.
    groups = models.JSONField(default=list, blank=True)
    asks_neighbourhood = models.BooleanField(_("ask for the neighbourhood"), default=False)
    stopped_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["-opens_at", "pk"]
        indexes = [models.Index(fields=["organisation", "state", "closes_at"], name="survey_closing")]

    def __str__(self) -> str:
        return str(self.activity_id)

    def clean(self) -> None:
        """A survey closes after it opens."""
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise ValidationError({"closes_at": _("The end must be after the start.")})

    @property
    def process(self) -> Process:
        """The process that the survey is part of; permissions ask for it."""
        return self.activity.process

    def is_open(self, at: datetime) -> bool:
        """Whether answers are taken at a moment: from the opening up to, not including, the announced second."""
        return self.state == self.State.RUNNING and self.opens_at <= at < self.closes_at

    @property
    def allows_link(self) -> bool:
        """Whether somebody without a code can take part."""
        return self.access != self.Access.CODE

    @property
    def allows_code(self) -> bool:
        """Whether there are personal codes."""
        return self.access != self.Access.OPEN


class Invitation(Owned):
    """A personal code. No moments are kept here: who was quick must not be told by who answered when."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("of an invitation", "Not used")
        USED = "used", pgettext_lazy("of an invitation", "Used")
        WITHDRAWN = "withdrawn", pgettext_lazy("of an invitation", "Withdrawn")

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="invitations")
    # Keyed hash; NULL when the code is burnt.
    code_hash = models.CharField(max_length=64, null=True, blank=True, unique=True)
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    group = models.CharField(_("group"), max_length=12, choices=Group, blank=True)
    neighbourhood = models.ForeignKey(Neighbourhood, null=True, blank=True, on_delete=models.SET_NULL,
                                      related_name="+", verbose_name=_("neighbourhood"))
    email = models.EmailField(_("e-mail address"), blank=True)
    # Which letter or mailing it was made for, so that staff can find a batch again.
    batch = models.CharField(max_length=40, blank=True)
    is_mailed = models.BooleanField(default=False)
    times_reminded = models.PositiveSmallIntegerField(default=0)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "email"], condition=~models.Q(email=""), name="invited_once"),
        ]
        indexes = [models.Index(fields=["survey", "state", "group"], name="invitation_monitor")]

    def __str__(self) -> str:
        return f"{self.survey_id}:{self.pk}"

    @property
    def process(self) -> Process:
        """The process that the invitation is part of; permissions ask for it."""
        return self.survey.process
