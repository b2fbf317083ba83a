"""Who comes to a meeting, and where they sit."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_scopes import ScopedManager

from rodedraad.base.accounts.models import Person
from rodedraad.base.core.fields import Stamped
from rodedraad.base.organisations.models import Neighbourhood, Owned
from rodedraad.listen.processes.models import Process

from .meeting import Meeting, Part


class GuestRole(models.TextChoices):
    """In which role somebody takes part; never who it is."""

    RESIDENT = "resident", _("Resident")
    BUSINESS = "business", _("Entrepreneur")
    ASSOCIATION = "association", _("Association or institution")
    COUNCIL = "council", _("Council member")
    EXECUTIVE = "executive", _("Alderman or mayor")
    CLERK = "clerk", _("Clerk")
    OFFICIAL = "official", _("Civil servant")
    OTHER = "other", _("Other")


class Guest(Owned, Stamped):
    """Somebody who registered for a meeting."""

    class State(models.TextChoices):
        REGISTERED = "registered", _("Registered")
        WAITING = "waiting", _("On the waiting list")
        CANCELLED = "cancelled", pgettext_lazy("of a guest", "Cancelled")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="guests")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"), blank=True)
    role = models.CharField(_("role"), max_length=12, choices=GuestRole, default=GuestRole.RESIDENT)
    neighbourhood = models.ForeignKey(Neighbourhood, null=True, blank=True, on_delete=models.SET_NULL,
                                      related_name="+", verbose_name=_("neighbourhood"))
    # People who came in one party know each other: the tables keep them apart.
    party = models.CharField(_("comes together with"), max_length=80, blank=True)
    needs = models.TextField(_("what we should know: food, access, hearing"), blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.REGISTERED)
    has_come = models.BooleanField(null=True)  # not yet known, came, did not come
    speaks_on = models.ForeignKey(Part, null=True, blank=True, on_delete=models.SET_NULL, related_name="speakers",
                                  verbose_name=_("wants to speak about"))
    speaking_position = models.PositiveSmallIntegerField(default=0)
    speaking_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    key = models.CharField(max_length=64, unique=True)  # in the link with which a guest cancels
    reminded_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "email"], condition=~models.Q(email="")
                                    & ~models.Q(state="cancelled"), name="guest_once"),
        ]
        indexes = [models.Index(fields=["meeting", "state"], name="guest_state")]

    def __str__(self) -> str:
        return self.name

    @property
    def process(self) -> Process:
        """The process that the meeting is part of; permissions ask for it."""
        return self.meeting.process


class Table(Owned):
    """A table, with who keeps the talk there going."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="tables")
    number = models.PositiveSmallIntegerField()
    host_name = models.CharField(_("host"), max_length=120, blank=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="table_once")]

    def __str__(self) -> str:
        return str(self.number)


class Seat(Owned):
    """Where a guest sits during one course."""

    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="seats")
    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="seats")
    table = models.ForeignKey(Table, on_delete=models.CASCADE, related_name="seats")
    is_fixed = models.BooleanField(default=False)  # put there by a person: the mixing leaves it alone

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["guest", "part"], name="seat_once")]

    def __str__(self) -> str:
        return f"{self.guest_id} @ {self.table_id}"
