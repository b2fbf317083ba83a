"""What a person follows, what is to be told (Notice) and what goes out (Message)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from rodedraad.base.accounts.models import Person
from rodedraad.base.core.fields import Stamped
from rodedraad.base.organisations.models import Owned


class Follow(Owned, Stamped):
    """A person follows a topic: a text key such as `process:12` or `theme:7`."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="follows")
    topic = models.CharField(max_length=60)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "topic"], name="follow_once")]
        indexes = [models.Index(fields=["topic"], name="follow_topic")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.topic}"


class Notice(Owned, Stamped):
    """One thing a person is told: shown on Mijn draad, and mailed at the pace the person chose."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices")
    event = models.CharField(max_length=60)
    about = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    path = models.CharField(max_length=300)
    once_key = models.CharField(max_length=200)
    read_at = models.DateTimeField(null=True, blank=True)
    # When it went into an e-mail, or when it was clear that no e-mail is wanted.
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "once_key"], name="notice_once")]
        indexes = [
            models.Index(fields=["person", "-created_at"], name="notice_person"),
            models.Index(fields=["organisation", "person"], condition=models.Q(mailed_at=None), name="notice_unmailed"),
        ]

    def __str__(self) -> str:
        return self.title


class Message(Owned, Stamped):
    """One e-mail to one recipient in the outbox."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        KEPT = "kept", _("Kept here")
        FAILED = "failed", _("Failed")

    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    once_key = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    retried_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "once_key"], name="message_once")]
        indexes = [
            models.Index(fields=["state", "next_attempt_at"], name="message_due"),
            models.Index(fields=["organisation", "-id"], name="message_newest"),
            models.Index(fields=["organisation", "to"], name="message_to"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def shown_subject(self) -> str:
        """The subject for administrators: a login code stays between the person and the mailbox."""
        return str(_("Code to log in")) if self.once_key.startswith("login_code:") else self.subject


class PeriodicSlot(models.Model):
    """One job in one slot of time: the row that exists once makes the work happen once, of the whole install."""

    job = models.CharField(max_length=60)
    slot = models.BigIntegerField()
    enqueued_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "slot"], name="periodic_slot_once")]

    def __str__(self) -> str:
        return f"{self.job} {self.slot}"


class WorkerBeat(models.Model):
    """A sign of life of a worker, so that the work of one that was killed goes to another."""

    worker_id = models.CharField(max_length=64, primary_key=True)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.worker_id
