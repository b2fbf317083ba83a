"""A form of paper that is typed in twice, by two people; once it became a response only its number is left."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_scopes import ScopedManager

from rodedraad.base.accounts.models import Person
from rodedraad.base.organisations.models import Owned
from rodedraad.listen.processes.models import Process

from .survey import Group, Survey


class PaperForm(Owned):
    """What two people read on one form. No moments are kept, and nothing leads to the response that it became."""

    class State(models.TextChoices):
        FIRST = "first", pgettext_lazy("of a form of paper", "Entered once")
        DIFFERS = "differs", pgettext_lazy("of a form of paper", "The two entries differ")
        DONE = "done", pgettext_lazy("of a form of paper", "Counts")

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="paper_forms")
    # Written on the paper itself.
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=7, choices=State, default=State.FIRST)
    group = models.CharField(_("group"), max_length=12, choices=Group, blank=True)
    first = models.JSONField(default=dict)
    second = models.JSONField(default=dict)
    first_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    second_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # How many answers differed, of how many: what the entry is worth.
    differences = models.PositiveIntegerField(default=0)
    compared = models.PositiveIntegerField(default=0)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["survey", "number"], name="paper_number_once")]

    def __str__(self) -> str:
        return self.mark

    @property
    def mark(self) -> str:
        """What is written on the paper: P-0012."""
        return f"P-{self.number:04d}"

    @property
    def process(self) -> Process:
        """The process that the form is part of; permissions ask for it."""
        return self.survey.process
