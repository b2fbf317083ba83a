"""What others add to a contribution: comments, supports and reports."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from rodedraad.base.accounts.models import Person
from rodedraad.base.core.fields import Stamped
from rodedraad.base.organisations.models import Owned
from rodedraad.listen.processes.models import Process

from .contribution import Contribution, State


class Comment(Owned, Stamped):
    """A reaction in words to a contribution."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="comments", db_index=False)
    author = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="comments")
    is_anonymous = models.BooleanField(_("do not show my name"), default=False)
    text = models.TextField(_("your comment"), max_length=2000)
    state = models.CharField(max_length=12, choices=State, default=State.PUBLISHED)
    state_reason = models.TextField(blank=True)
    hold_reason = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        indexes = [
            models.Index(fields=["contribution", "state", "id"], name="comment_list"),
            models.Index(fields=["organisation", "created_at"], condition=models.Q(state="pending"),
                         name="comment_queue"),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def is_public(self) -> bool:
        """Whether everybody can read it."""
        return self.state == State.PUBLISHED

    @property
    def process(self) -> Process:
        """The process in which it was placed; permissions ask for it."""
        return self.contribution.process


class Support(Owned):
    """One person stands behind one contribution; the database holds it to once."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="supports", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="supports")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contribution", "person"], name="support_once")]

    def __str__(self) -> str:
        return f"{self.contribution_id} {self.person_id}"


class Report(Owned, Stamped):
    """Somebody says that a contribution or comment is not right."""

    class Reason(models.TextChoices):
        OFFENSIVE = "offensive", _("It hurts or threatens people")
        PRIVATE = "private", _("It shows private data")
        SPAM = "spam", _("It is advertising or spam")
        OTHER = "other", _("Something else")

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="reports")
    comment = models.ForeignKey(Comment, null=True, blank=True, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(_("what is wrong?"), max_length=10, choices=Reason)
    text = models.TextField(_("explanation"), blank=True, max_length=1000)
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = ScopedManager(organisation="organisation")

    class Meta:
        indexes = [models.Index(fields=["organisation", "created_at"], condition=models.Q(handled_at=None),
                                name="report_queue")]

    def __str__(self) -> str:
        return f"{self.contribution_id} {self.reason}"
