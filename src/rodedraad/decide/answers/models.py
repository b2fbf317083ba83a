"""Answers to themes and contributions, and the decisions that rest on them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from rodedraad.base.accounts.models import Person
from rodedraad.base.core.fields import Stamped
from rodedraad.base.organisations.models import Owned
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.processes.models import Process
from rodedraad.understand.themes.models import Theme


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
    return_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["-published_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def deviates(self) -> bool:
        """Whether the organisation does not (fully) do what was asked."""
        return self.outcome in {self.Outcome.PARTLY, self.Outcome.NOT, self.Outcome.OUTSIDE}


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
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["-decided_on", "-pk"]

    def __str__(self) -> str:
        return self.title
