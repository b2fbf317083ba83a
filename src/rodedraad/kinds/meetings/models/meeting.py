"""A meeting and the parts of its programme: the courses of a dinner, the items of an agenda."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from rodedraad.base.core.fields import Stamped
from rodedraad.base.organisations.models import Owned
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.processes.models import Process


class Meeting(Owned, Stamped):
    """One evening, dinner, visit, webinar or round of street talks, in an activity of this kind."""

    class Form(models.TextChoices):
        DINNER = "dinner", _("Dinner talk")
        HEARING = "hearing", _("Hearing")
        STREET = "street", _("Street talks")
        TOUR = "tour", _("Visit")
        WEBINAR = "webinar", _("Webinar")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        CANCELLED = "cancelled", _("Cancelled")
        HELD = "held", _("Held")

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="meetings")
    form = models.CharField(_("form"), max_length=10, choices=Form)
    title = models.CharField(_("title"), max_length=120)
    intro = models.TextField(_("introduction"), blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    state_reason = models.TextField(blank=True)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    venue = models.CharField(_("place"), max_length=120, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    online_url = models.URLField(_("web address of the webinar"), blank=True)
    access_info = models.TextField(_("how to get in, with a wheelchair too"), blank=True)
    food_info = models.TextField(_("about the food"), blank=True)
    host_name = models.CharField(_("host"), max_length=120, blank=True)
    # Which organisation is visited on a tour: a name, and its CBS code when it has one.
    visited_name = models.CharField(_("organisation that is visited"), max_length=120, blank=True)
    visited_code = models.CharField(_("CBS code"), max_length=6, blank=True)
    preparation = models.TextField(_("preparation"), blank=True)
    capacity = models.PositiveIntegerField(_("how many people can come"), null=True, blank=True)
    has_waiting_list = models.BooleanField(_("keep a waiting list"), default=True)
    registration_opens_at = models.DateTimeField(_("registration opens"), null=True, blank=True)
    registration_closes_at = models.DateTimeField(_("registration closes"), null=True, blank=True)
    remind_days_before = models.PositiveSmallIntegerField(_("send a reminder this many days before"), default=2)
    table_size = models.PositiveSmallIntegerField(_("people at a table"), default=6)
    ended_at = models.DateTimeField(null=True, blank=True)
    thanked_at = models.DateTimeField(null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0)  # of the calendar file: rises with each change (RFC 5545)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["organisation", "state", "starts_at"], name="meeting_coming")]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """A meeting ends after it starts."""
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The end must be after the start.")})

    @property
    def process(self) -> Process:
        """The process that the meeting is part of; permissions ask for it."""
        return self.activity.process

    @property
    def is_public(self) -> bool:
        """Whether everybody can read about it."""
        return self.state != self.State.DRAFT and self.process.is_public


class Part(Owned):
    """A course of the dinner or an item of the agenda: a question, and how long it takes."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(_("title"), max_length=120)
    question = models.TextField(_("question"), blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=20)
    has_speakers = models.BooleanField(_("people can register to speak"), default=False)
    minutes_per_speaker = models.PositiveSmallIntegerField(_("minutes per speaker"), default=3)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def process(self) -> Process:
        """The process that the part belongs to; permissions ask for it."""
        return self.meeting.process
