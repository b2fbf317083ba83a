"""Commitments (what was promised, by whom, before when) and the results reported on them."""

from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from rodedraad.base.accounts.models import Person
from rodedraad.base.core.fields import Stamped
from rodedraad.base.organisations.models import Owned
from rodedraad.decide.answers.models import Answer, Decision
from rodedraad.listen.processes.models import Process

from .querysets import CommitmentQuerySet


class Commitment(Owned, Stamped):
    """A promise with an owner and a due date, made in a decision or an answer."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        DONE = "done", _("Done")
        STOPPED = "stopped", _("Stopped")

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="commitments")
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.SET_NULL,
                                 related_name="commitments", verbose_name=_("decision"))
    answer = models.ForeignKey(Answer, null=True, blank=True, on_delete=models.SET_NULL, related_name="commitments",
                               verbose_name=_("answer"))
    what = models.CharField(_("what is promised"), max_length=250)
    details = models.TextField(_("explanation"), blank=True)
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="commitments",
                              verbose_name=_("owner"))
    owner_title = models.CharField(_("owner as shown"), max_length=120)
    due_on = models.DateField(_("due date"))
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    stop_reason = models.TextField(_("why it stopped"), blank=True)
    is_published = models.BooleanField(_("published"), default=True)
    made_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager(_manager_class=models.Manager.from_queryset(CommitmentQuerySet),
                            organisation="organisation")

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["organisation", "state", "due_on"], name="commitment_due"),
            models.Index(fields=["organisation", "process", "due_on"], name="commitment_process"),
        ]

    def __str__(self) -> str:
        return self.what

    def is_late(self, today: date | None = None) -> bool:
        """Whether the due date has passed while the promise is still open."""
        return self.state == self.State.OPEN and self.due_on < (today or timezone.localdate())


class CommitmentChange(Owned):
    """What a promise said before it was changed, and why: a promise never moves silently."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="changes")
    old_what = models.CharField(max_length=250)
    new_what = models.CharField(max_length=250)
    old_owner_title = models.CharField(max_length=120)
    new_owner_title = models.CharField(max_length=120)
    old_due_on = models.DateField()
    new_due_on = models.DateField()
    reason = models.TextField(_("why this change"))
    changed_at = models.DateTimeField(auto_now_add=True)
    changed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.commitment_id}: {self.old_due_on} → {self.new_due_on}"

    @property
    def moves_date(self) -> bool:
        """Whether the due date changed."""
        return self.old_due_on != self.new_due_on


class Result(Owned, Stamped):
    """What happened with a commitment, with evidence."""

    class Achieved(models.TextChoices):
        FULLY = "fully", _("Done as promised")
        PARTLY = "partly", _("Partly done")
        NOT = "not", _("Not done")
        PROGRESS = "progress", _("Still busy")

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="results")
    achieved = models.CharField(_("how far"), max_length=8, choices=Achieved)
    text = models.TextField(_("what happened"))
    happened_on = models.DateField(_("date"))
    evidence_url = models.URLField(_("link to evidence"), blank=True)
    evidence = models.FileField(_("evidence"), upload_to="results/%Y/", blank=True)
    evidence_name = models.CharField(max_length=200, blank=True)
    reported_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["happened_on", "pk"]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def is_final(self) -> bool:
        """Whether it closes the commitment."""
        return self.achieved != self.Achieved.PROGRESS
