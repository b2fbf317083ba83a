"""What a machine proposes for a person to judge: first groups of contributions, and drafts of a language model."""

from django.db import models
from django.utils.translation import pgettext_lazy
from django_scopes import ScopedManager

from rodedraad.base.accounts.models import Person
from rodedraad.base.core.fields import Stamped
from rodedraad.base.organisations.models import Owned
from rodedraad.listen.processes.models import Process

from .runs import AnalysisRun
from .themes import Theme


class FirstGroup(Owned, Stamped):
    """Contributions that lie near each other, before anybody named a theme: to look at, no more."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("a group", "To look at")
        NAMED = "named", pgettext_lazy("a group", "Made a theme")
        IGNORED = "ignored", pgettext_lazy("a group", "Left aside")

    run = models.ForeignKey(AnalysisRun, on_delete=models.CASCADE, related_name="groups")
    number = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=200, blank=True)
    members = models.JSONField(default=list)
    # Ids of the members that stand for the group; their words are read from the contribution itself.
    shown = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="first_group_once")]

    def __str__(self) -> str:
        return f"{self.run_id}.{self.number}"

    @property
    def process(self) -> Process:
        """The process of the run; permissions ask for it."""
        return self.run.process


class Draft(Owned, Stamped):
    """A description of a theme written by a language model: a draft, checked on its quotes, for a person to judge."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("a draft", "Being written")
        OPEN = "open", pgettext_lazy("a draft", "To judge")
        REFUSED = "refused", pgettext_lazy("a draft", "Refused by the check")
        ACCEPTED = "accepted", pgettext_lazy("a draft", "Taken over")
        DROPPED = "dropped", pgettext_lazy("a draft", "Thrown away")

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="drafts")
    model = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    problem = models.CharField(max_length=500, blank=True)
    contributions = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.theme_id} {self.state}"

    @property
    def process(self) -> Process:
        """The process of the theme; permissions ask for it."""
        return self.theme.process
