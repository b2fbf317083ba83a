"""What one respondent answered. In an anonymous survey nothing here leads to anybody: no person, no code, no moment."""

import secrets
import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_scopes import ScopedManager

from rodedraad.base.accounts.models import Person
from rodedraad.base.organisations.models import Neighbourhood, Owned
from rodedraad.listen.processes.models import Process

from .survey import Group, Invitation, Survey


def new_seed() -> int:
    """A seed for the order of questions; it says nothing about when or who."""
    return secrets.randbelow(2**31)


class Response(Owned):
    """The answers of one respondent; its key is chance, so that the order of the keys tells nothing either.

    `answers` is the truth: question key → kept value (instrument/answers.py). `packed` repeats the closed answers of a
    finished response in fixed columns (columns.py), so that a report reads a hundred thousand in a blink.
    """

    class State(models.TextChoices):
        BEGUN = "begun", pgettext_lazy("of a questionnaire that is filled in", "Begun")
        FINISHED = "finished", pgettext_lazy("of a questionnaire that is filled in", "Finished")

    class Channel(models.TextChoices):
        SITE = "site", _("Site")
        PAPER = "paper", _("Paper")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="responses")
    state = models.CharField(max_length=8, choices=State, default=State.BEGUN)
    channel = models.CharField(max_length=5, choices=Channel, default=Channel.SITE)
    seed = models.PositiveIntegerField(default=new_seed)
    language = models.CharField(max_length=20, default="nl")
    group = models.CharField(_("group"), max_length=12, choices=Group, blank=True)
    neighbourhood = models.ForeignKey(Neighbourhood, null=True, blank=True, on_delete=models.SET_NULL,
                                      related_name="+", verbose_name=_("neighbourhood"))
    answers = models.JSONField(default=dict)
    packed = models.BinaryField(null=True)
    # In an anonymous survey: midnight of the day (UTC), never the moment.
    begun_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    # Keyed hash of the code to go on later. An anonymous response loses it when it is finished.
    resume_hash = models.CharField(max_length=64, null=True, blank=True, unique=True)
    # Only when the survey is not anonymous.
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    invitation = models.OneToOneField(Invitation, null=True, blank=True, on_delete=models.SET_NULL,
                                      related_name="response")

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["survey", "state", "group"], name="response_report"),
            models.Index(fields=["survey", "person"], condition=models.Q(person__isnull=False), name="response_person"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def process(self) -> Process:
        """The process that the response is part of; permissions ask for it."""
        return self.survey.process

    @property
    def is_finished(self) -> bool:
        """Whether it was sent in and counts."""
        return self.state == self.State.FINISHED
