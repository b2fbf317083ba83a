"""The runs of a method: with what they were made, how they went, and where they put each contribution."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_scopes import ScopedManager

from rodedraad.base.accounts.models import Person
from rodedraad.base.core.fields import Stamped
from rodedraad.base.organisations.models import Owned
from rodedraad.listen.processes.models import Process


class AnalysisRun(Owned, Stamped):
    """One run of a method that suggests grounds or first groups; kept: a suggestion can say where it is from."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        STOPPED = "stopped", pgettext_lazy("a run", "Stopped")

    class Purpose(models.TextChoices):
        THEMES = "themes", _("Suggest themes")
        GROUPS = "groups", _("First groups")

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="analysis_runs")
    purpose = models.CharField(max_length=10, choices=Purpose, default=Purpose.THEMES)
    method = models.CharField(max_length=40)
    encoder = models.CharField(max_length=200, blank=True)
    # Why another encoder was used than the one that was asked for.
    encoder_problem = models.CharField(max_length=300, blank=True)
    seed = models.PositiveIntegerField(default=0)
    example_count = models.PositiveIntegerField(default=0)
    # Per theme: its id, title, a key of its words, its parent and its number of examples, as the run saw them.
    themes_seen = models.JSONField(default=list)
    # What was to be expected of its suggestions: value, low, high, number of confirmations.
    expected = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    is_automatic = models.BooleanField(default=False)
    stop_asked = models.BooleanField(default=False)
    starts = models.PositiveSmallIntegerField(default=0)
    asked_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    contribution_count = models.PositiveIntegerField(default=0)
    done_count = models.PositiveIntegerField(default=0)
    suggestion_count = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.method} {self.state}"

    @property
    def is_busy(self) -> bool:
        """Whether it still waits or works."""
        return self.state in {self.State.QUEUED, self.State.RUNNING}


class RunOutcome(Owned):
    """Where a run put each contribution: numbers only, packed, to compare two runs with."""

    run = models.OneToOneField(AnalysisRun, on_delete=models.CASCADE, related_name="outcome")
    packed = models.BinaryField()

    objects = ScopedManager(organisation="organisation")

    def __str__(self) -> str:
        return f"{self.run_id}"
