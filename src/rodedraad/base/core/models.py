"""The tables under everything: audit lines, the head of each chain, and counters for limits."""

from django.db import models


class AuditLine(models.Model):
    """One act: who, what, on what, when, chained to the line before it."""

    organisation_id = models.BigIntegerField()
    sequence = models.BigIntegerField()
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    act = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation_id", "sequence"], name="audit_sequence_once")]
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="audit_subject")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.act} {self.subject_type}:{self.subject_id}"


class AuditHead(models.Model):
    """The last line of one organisation's chain; locking it serialises the chain."""

    organisation_id = models.BigIntegerField(primary_key=True)
    sequence = models.BigIntegerField()
    previous_hash = models.CharField(max_length=64, default="0" * 64)
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.sequence}"


class LimitCount(models.Model):
    """How often a key was used in one window of time; shared by all processes."""

    key = models.CharField(max_length=128)
    window = models.BigIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "window"], name="limit_key_window_once")]

    def __str__(self) -> str:
        return f"{self.key} {self.count}"
