"""A scan of one organisation in one process: its roles, steps and what is ticked off."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_scopes import ScopedManager

from rodedraad.base.accounts.models import Person
from rodedraad.base.core.fields import Stamped
from rodedraad.base.organisations.models import Organisation, Owned
from rodedraad.decide.answers.models import Decision
from rodedraad.kinds.survey.models import Instrument, Survey
from rodedraad.listen.processes.models import Process

from .. import steps
from ..querysets import ScanQuerySet


class Scan(Owned, Stamped):
    """A body examines its own democracy: five steps, one questionnaire, one improvement agenda."""

    class Body(models.TextChoices):
        MUNICIPALITY = Organisation.Kind.MUNICIPALITY.value, _("Municipality")
        PROVINCE = Organisation.Kind.PROVINCE.value, _("Province")
        WATER_BOARD = Organisation.Kind.WATER_BOARD.value, _("Water board")

    class Province(models.TextChoices):
        """The twelve provinces by their CBS code, which a province on this install has too."""

        GRONINGEN = "PV20", "Groningen"
        FRYSLAN = "PV21", "Fryslân"
        DRENTHE = "PV22", "Drenthe"
        OVERIJSSEL = "PV23", "Overijssel"
        FLEVOLAND = "PV24", "Flevoland"
        GELDERLAND = "PV25", "Gelderland"
        UTRECHT = "PV26", "Utrecht"
        NOORD_HOLLAND = "PV27", "Noord-Holland"
        ZUID_HOLLAND = "PV28", "Zuid-Holland"
        ZEELAND = "PV29", "Zeeland"
        NOORD_BRABANT = "PV30", "Noord-Brabant"
        LIMBURG = "PV31", "Limburg"

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="scans", verbose_name=_("process"))
    title = models.CharField(_("title"), max_length=120)
    body = models.CharField(_("kind"), max_length=20, choices=Body)
    province = models.CharField(_("province"), max_length=4, choices=Province, blank=True)
    # The step that is being worked on; stays 5 when all is done.
    step = models.PositiveSmallIntegerField(
        default=steps.FIRST, validators=[MinValueValidator(steps.FIRST), MaxValueValidator(steps.LAST)])
    # The organisation's own copy of the library instrument; the survey asks one of its versions.
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="scans")
    survey = models.OneToOneField(Survey, null=True, blank=True, on_delete=models.SET_NULL, related_name="scan")
    previous = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="followers",
                                 verbose_name=_("previous scan"))
    # The programme team may see how far the scan is; nobody sees answers.
    is_shared = models.BooleanField(_("shared with the programme team"), default=False)
    shared_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    shared_at = models.DateTimeField(null=True, blank=True)
    # In which decision the agenda was agreed; the commitments hang on it.
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.SET_NULL, related_name="scans")
    published_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager(_manager_class=models.Manager.from_queryset(ScanQuerySet), organisation="organisation")

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["process"], condition=models.Q(closed_at=None), name="scan_one_at_a_time"),
        ]
        indexes = [models.Index(fields=["organisation", "published_at"], name="scan_public")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_published(self) -> bool:
        """Whether it has a public page."""
        return self.published_at is not None

    @property
    def is_closed(self) -> bool:
        """Whether all is done and nothing changes any more, until somebody opens it again."""
        return self.closed_at is not None


class ScanRole(Owned, Stamped):
    """Who does what in a scan; somebody from elsewhere has no account here and is known by name only."""

    class Role(models.TextChoices):
        LEADER = "leader", pgettext_lazy("of a scan", "Leads the scan")
        COMMITTEE = "committee", _("Guiding committee")
        FACILITATOR = "facilitator", _("Facilitator from elsewhere")

    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(_("role"), max_length=12, choices=Role)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="scan_roles",
                               verbose_name=_("person"))
    name = models.CharField(_("name"), max_length=120, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["scan", "role", "person"], condition=models.Q(person__isnull=False),
                                    name="scan_role_once"),
            models.CheckConstraint(condition=models.Q(person__isnull=False) | ~models.Q(name=""),
                                   name="scan_role_has_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.scan_id} {self.role}"

    @property
    def shown_name(self) -> str:
        """Who it is, as people read it."""
        return self.person.display_name if self.person is not None else self.name


class ScanStep(Owned):
    """One of the five steps of a scan: when it is planned and when it was done."""

    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(steps.FIRST), MaxValueValidator(steps.LAST)])
    planned_on = models.DateField(_("planned for"), null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["scan", "number"], name="scan_step_once")]
        indexes = [models.Index(fields=["organisation", "planned_on"], name="scan_step_planned")]

    def __str__(self) -> str:
        return f"{self.scan_id} {self.number}"


class ScanItem(Owned, Stamped):
    """Something that is ticked off in a step, with a note, a link or a document as proof."""

    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="items")
    key = models.CharField(max_length=20)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    note = models.TextField(_("note"), blank=True)
    link = models.URLField(_("link to the document"), blank=True)
    document = models.FileField(_("document"), upload_to="scans/%Y/", blank=True)
    document_name = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["scan", "key"], name="scan_item_once")]

    def __str__(self) -> str:
        return f"{self.scan_id} {self.key}"

    @property
    def process(self) -> Process:
        """The process of the scan; permissions ask for it."""
        return self.scan.process
