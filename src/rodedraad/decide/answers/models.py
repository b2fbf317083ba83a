"""Answers to themes and contributions, and the decisions that rest on them, each with the words it had before."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from rodedraad.base.accounts.models import Person
from rodedraad.base.core.fields import Stamped
from rodedraad.base.organisations.models import Owned
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.processes.models import Process
from rodedraad.understand.themes.models import Theme

from .querysets import AnswerQuerySet, DecisionQuerySet


class Answer(Owned, Stamped):
    """What the organisation says back to one or more themes or contributions."""

    class Outcome(models.TextChoices):
        TAKEN_OVER = "taken_over", _("Taken over")
        PARTLY = "partly", _("Partly taken over")
        NOT = "not", _("Not taken over")
        OUTSIDE = "outside", _("Outside this process")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Waits for approval")
        APPROVED = "approved", _("Approved")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="answers")
    themes = models.ManyToManyField(Theme, blank=True, related_name="answers", verbose_name=_("themes"))
    contributions = models.ManyToManyField(Contribution, blank=True, related_name="answers",
                                           verbose_name=_("contributions"))
    title = models.CharField(_("title"), max_length=150)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome)
    text = models.TextField(_("answer"))
    motivation = models.TextField(_("why"), blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    written_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    approved_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.TextField(_("why it was returned"), blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdraw_reason = models.TextField(_("why it was withdrawn"), blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager(_manager_class=models.Manager.from_queryset(AnswerQuerySet), organisation="organisation")

    class Meta:
        ordering = ["-published_at", "-pk"]
        indexes = [models.Index(fields=["organisation", "process", "state", "-published_at"], name="answer_list")]

    def __str__(self) -> str:
        return self.title

    @property
    def deviates(self) -> bool:
        """Whether the organisation does not (fully) do what was asked."""
        return self.outcome in {self.Outcome.PARTLY, self.Outcome.NOT, self.Outcome.OUTSIDE}

    @property
    def was_published(self) -> bool:
        """Whether residents have been able to read it: published now, or withdrawn after it."""
        return self.published_at is not None and self.state in {self.State.PUBLISHED, self.State.WITHDRAWN}


class AnswerVersion(Owned):
    """The words of a published answer before a change; the history that everybody can see."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=150)
    outcome = models.CharField(max_length=12, choices=Answer.Outcome)
    text = models.TextField()
    motivation = models.TextField(blank=True)
    reason = models.TextField(_("why this change"))
    replaced_at = models.DateTimeField(auto_now_add=True)
    replaced_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["answer", "number"], name="answer_version_once")]

    def __str__(self) -> str:
        return f"{self.answer_id} v{self.number}"


class AnswerRevision(Owned, Stamped):
    """A change of a published answer that waits for a second person; the published words stand until then."""

    answer = models.OneToOneField(Answer, on_delete=models.CASCADE, related_name="revision")
    base_version = models.PositiveIntegerField()
    title = models.CharField(max_length=150)
    outcome = models.CharField(max_length=12, choices=Answer.Outcome)
    text = models.TextField()
    motivation = models.TextField(blank=True)
    theme_ids = models.JSONField(default=list)
    contribution_ids = models.JSONField(default=list)
    reason = models.TextField(_("why this change"))
    proposed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = ScopedManager(organisation="organisation")

    def __str__(self) -> str:
        return f"{self.answer_id} ← {self.title}"


class Decision(Owned, Stamped):
    """What a body decided, when, in which document, resting on which answers."""

    class Body(models.TextChoices):
        COUNCIL = "council", _("Council")
        EXECUTIVE = "executive", _("Executive")
        MAYOR = "mayor", _("Mayor")
        DELEGATED = "delegated", _("Staff, on behalf of the executive")
        OTHER = "other", _("Another body")

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="decisions")
    answers = models.ManyToManyField(Answer, blank=True, related_name="decisions", verbose_name=_("answers"))
    title = models.CharField(_("title"), max_length=150)
    body = models.CharField(_("who decided"), max_length=10, choices=Body)
    decided_on = models.DateField(_("date of the decision"))
    text = models.TextField(_("what was decided"))
    document_url = models.URLField(_("link to the document"), blank=True)
    document = models.FileField(_("document"), upload_to="decisions/%Y/", blank=True)
    document_name = models.CharField(max_length=200, blank=True)
    is_published = models.BooleanField(_("published"), default=False)
    published_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdraw_reason = models.TextField(_("why it was withdrawn"), blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager(_manager_class=models.Manager.from_queryset(DecisionQuerySet), organisation="organisation")

    class Meta:
        ordering = ["-decided_on", "-pk"]
        indexes = [models.Index(fields=["organisation", "process", "is_published", "-decided_on"],
                                name="decision_list")]

    def __str__(self) -> str:
        return self.title

    @property
    def was_published(self) -> bool:
        """Whether residents have been able to read it: published now, or withdrawn after it."""
        return self.is_published or self.withdrawn_at is not None


class DecisionVersion(Owned):
    """What a published decision said before a correction; the history that everybody can see."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=150)
    body = models.CharField(max_length=10, choices=Decision.Body)
    decided_on = models.DateField()
    text = models.TextField()
    document_url = models.URLField(blank=True)
    document = models.FileField(upload_to="decisions/%Y/", blank=True)
    document_name = models.CharField(max_length=200, blank=True)
    reason = models.TextField(_("why this change"))
    replaced_at = models.DateTimeField(auto_now_add=True)
    replaced_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["decision", "number"], name="decision_version_once")]

    def __str__(self) -> str:
        return f"{self.decision_id} v{self.number}"
