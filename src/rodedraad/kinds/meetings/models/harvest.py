"""A conversation that was held, and per statement who may hear that it was said."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from rodedraad.base.accounts.models import Person
from rodedraad.base.core.fields import Stamped
from rodedraad.base.organisations.models import Neighbourhood, Owned
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.processes.models import Process

from .meeting import Meeting, Part
from .people import GuestRole, Table


class Conversation(Owned, Stamped):
    """One harvest card: the talk at a table, with a passer-by, or with one organisation."""

    class State(models.TextChoices):
        OPEN = "open", _("Being written")
        DONE = "done", _("Done")

    class Age(models.TextChoices):
        TO_17 = "0-17", _("younger than 18")
        TO_29 = "18-29", _("18 to 29")
        TO_44 = "30-44", _("30 to 44")
        TO_64 = "45-64", _("45 to 64")
        FROM_65 = "65-", _("65 or older")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="conversations")
    table = models.ForeignKey(Table, null=True, blank=True, on_delete=models.SET_NULL, related_name="conversations")
    title = models.CharField(_("title"), max_length=120)
    held_at = models.DateTimeField(_("held"))
    state = models.CharField(max_length=6, choices=State, default=State.OPEN)
    # How many people of each role took part: {"resident": 5, "council": 1}. No names.
    people_by_role = models.JSONField(_("who took part"), default=dict, blank=True)
    notes = models.TextField(_("notes"), blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    neighbourhood = models.ForeignKey(Neighbourhood, null=True, blank=True, on_delete=models.SET_NULL,
                                      related_name="+", verbose_name=_("neighbourhood"))
    age = models.CharField(_("age"), max_length=6, choices=Age, blank=True)
    # Chosen by the phone that wrote it down without a connection: sending twice makes one conversation.
    client_key = models.CharField(max_length=40, null=True, blank=True)  # noqa: DJ001 -- NULL: not from a phone
    written_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["held_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "client_key"], name="conversation_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def process(self) -> Process:
        """The process that the conversation is part of; permissions ask for it."""
        return self.meeting.process

    @property
    def people(self) -> int:
        """How many people took part, of all roles together."""
        return sum(self.people_by_role.values())


class Consent(models.TextChoices):
    """What the speaker agreed to for one statement."""

    NAME = "name", _("May be quoted with name")
    ROLE = "role", _("May be quoted with role")
    THEME = "theme", _("Counts in themes only, words are not public")
    NONE = "none", _("May not be used")


class Quote(Owned, Stamped):
    """The detail of a harvested contribution: where it was said, in which role, and what may be done with it."""

    contribution = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="quote")
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="quotes")
    part = models.ForeignKey(Part, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    position = models.PositiveIntegerField(default=0)
    said_by_role = models.CharField(_("who said it"), max_length=12, choices=GuestRole, default=GuestRole.OTHER)
    said_by_name = models.CharField(_("name"), max_length=120, blank=True)
    consent = models.CharField(_("may it be quoted?"), max_length=5, choices=Consent, default=Consent.ROLE)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # How often nearly the same was said in this conversation.
    times_said = models.PositiveSmallIntegerField(default=1)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["conversation_id", "position", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(said_by_name="") | models.Q(consent="name"),
                                   name="quote_name_with_consent"),
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id}:{self.position}"

    @property
    def process(self) -> Process:
        """The process that the statement is part of; permissions ask for it."""
        return self.conversation.process

    @property
    def is_withdrawn(self) -> bool:
        """Whether the speaker took the words back: they are gone, the count stays."""
        return self.withdrawn_at is not None


class HarvestDraft(Owned, Stamped):
    """Statements of one card that are being prepared: they become contributions only when somebody confirms them.

    It holds what people typed or uploaded, also names that still have to go; so it is thrown away after recording,
    and by a job when nobody came back to it.
    """

    conversation = models.OneToOneField(Conversation, on_delete=models.CASCADE, related_name="draft")
    # Per statement: id, text, role, consent, name, part, times, speaker.
    rows = models.JSONField(default=list)
    next_id = models.PositiveIntegerField(default=1)

    objects = ScopedManager(organisation="organisation")

    def __str__(self) -> str:
        return f"{self.conversation_id}: {len(self.rows)}"
