"""Blind coding: several people put the same contributions under the same themes, without seeing one another."""

from django.db import models
from django.utils.translation import pgettext_lazy
from django_scopes import ScopedManager

from rodedraad.base.accounts.models import Person
from rodedraad.base.core.fields import Stamped
from rodedraad.base.organisations.models import Owned
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.processes.models import Process

from .themes import Theme


class CodingRound(Owned, Stamped):
    """A sample of contributions, the themes as they were when it began, and the people who code."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("a coding round", "Open")
        CLOSED = "closed", pgettext_lazy("a coding round", "Closed")

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="coding_rounds")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    seed = models.PositiveIntegerField(default=0)
    sample = models.JSONField(default=list)
    # Per theme: id, title and description, as the coders see them during the whole round.
    themes = models.JSONField(default=list)
    coders = models.ManyToManyField(Person, related_name="coding_rounds")
    made_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.process_id} {self.seed}"


class Code(Owned, Stamped):
    """What one coder said about one contribution: a theme, or (empty) none of them."""

    round = models.ForeignKey(CodingRound, on_delete=models.CASCADE, related_name="codes", db_index=False)
    coder = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="+")
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    is_none = models.BooleanField(default=False)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "coder", "contribution"], name="code_once")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.coder_id} {self.contribution_id}"
