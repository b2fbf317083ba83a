"""A point of the improvement agenda: why, who, the first step, before when; and the commitment it became."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from rodedraad.base.accounts.models import Person
from rodedraad.base.core.fields import Stamped
from rodedraad.base.organisations.models import Owned
from rodedraad.decide.agreements.models import Commitment
from rodedraad.listen.processes.models import Process

from .scan import Scan


class AgendaPoint(Owned, Stamped):
    """One thing that will get better, resting on what the report shows."""

    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="points")
    position = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(_("what gets better"), max_length=250)
    why = models.TextField(_("why"), blank=True)
    # Keys of sections and questions of the instrument, as they stand in the report.
    grounds = models.JSONField(_("grounds in the report"), default=list, blank=True)
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
                              verbose_name=_("who gets the reminders"))
    owner_title = models.CharField(_("who does it"), max_length=120, blank=True)
    first_step = models.TextField(_("first step"), blank=True)
    due_on = models.DateField(_("before when"), null=True, blank=True)
    commitment = models.OneToOneField(Commitment, null=True, blank=True, on_delete=models.SET_NULL,
                                      related_name="agenda_point")
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["scan", "position"], name="agenda_point_order")]

    def __str__(self) -> str:
        return self.title

    @property
    def process(self) -> Process:
        """The process of the scan; permissions ask for it."""
        return self.scan.process
