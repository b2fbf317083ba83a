"""The talk of a scan, its cards, and the votes while they are given; who voted what is gone when the talk closes."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_scopes import ScopedManager

from rodedraad.base.core.fields import Stamped
from rodedraad.base.organisations.models import Owned
from rodedraad.learn.scan.models import Scan
from rodedraad.listen.processes.models import Process

VOTES_EACH = 3


class Talk(Owned, Stamped):
    """One evening with one set of cards."""

    class State(models.TextChoices):
        PREPARED = "prepared", _("In preparation")
        OPEN = "open", pgettext_lazy("of a talk", "People can join")
        VOTING = "voting", pgettext_lazy("of a talk", "People vote")
        CLOSED = "closed", pgettext_lazy("of a talk", "Closed")

    scan = models.OneToOneField(Scan, on_delete=models.CASCADE, related_name="talk")
    state = models.CharField(max_length=8, choices=State, default=State.PREPARED)
    # What people type to join; only while the talk is open.
    code = models.CharField(max_length=6, blank=True)
    # Kept when the voters themselves are forgotten.
    voter_count = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], condition=~Q(code=""), name="talk_code_once")]

    def __str__(self) -> str:
        return str(self.scan_id)

    @property
    def process(self) -> Process:
        """The process of the scan; permissions ask for it."""
        return self.scan.process

    @property
    def is_going_on(self) -> bool:
        """Whether people can be in it now."""
        return self.state in {self.State.OPEN, self.State.VOTING}


class Card(Owned, Stamped):
    """One thing to talk about; `votes` is filled when the vote closes."""

    talk = models.ForeignKey(Talk, on_delete=models.CASCADE, related_name="cards")
    position = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(_("what is it about?"), max_length=160)
    explanation = models.TextField(_("explanation"), blank=True)
    # Keys in the report, as on a point of the agenda.
    grounds = models.JSONField(default=list, blank=True)
    votes = models.PositiveIntegerField(default=0)
    is_adopted = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["talk", "position"], name="talk_card_order")]

    def __str__(self) -> str:
        return self.title

    @property
    def scan(self) -> Scan:
        """The scan that the card is about; permissions ask for it."""
        return self.talk.scan

    @property
    def process(self) -> Process:
        """The process of the scan."""
        return self.talk.process


class Voter(Owned):
    """A phone in the room: a token by chance, and nothing about whose it is."""

    talk = models.ForeignKey(Talk, on_delete=models.CASCADE, related_name="voters")
    token_hash = models.CharField(max_length=64, unique=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["pk"]


class Vote(Owned):
    """One of the three votes of a phone. The slot makes a fourth impossible, whatever happens at the same time."""

    voter = models.ForeignKey(Voter, on_delete=models.CASCADE, related_name="votes")
    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="given")
    slot = models.PositiveSmallIntegerField()

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["voter", "slot"], name="talk_vote_slot_once"),
            models.CheckConstraint(condition=Q(slot__gte=1) & Q(slot__lte=VOTES_EACH), name="talk_vote_slots"),
        ]


BY_VOTES = (F("votes").desc(), "position", "pk")
"""Most votes first; the same number in the order in which the room had put them."""
