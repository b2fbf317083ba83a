"""A process, its versioned charter (spelregels) and its team."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from rodedraad.base.accounts.models import Person
from rodedraad.base.core.fields import Stamped
from rodedraad.base.organisations.models import Neighbourhood, Owned

from .querysets import CharterQuerySet, FrozenCharterError, ProcessQuerySet


class Process(Owned, Stamped):
    """One participation process (traject), from the first idea to the reported result."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Running")
        CLOSED = "closed", _("Finished")
        ARCHIVED = "archived", _("Archived")

    title = models.CharField(_("title"), max_length=120)
    slug = models.SlugField(_("web address"), max_length=80)
    summary = models.CharField(_("summary"), max_length=300)
    description = models.TextField(_("what is it about?"), blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    neighbourhoods = models.ManyToManyField(Neighbourhood, blank=True, verbose_name=_("neighbourhoods"))
    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    contact_email = models.EmailField(_("e-mail address for questions"), blank=True)
    lesson = models.TextField(_("what we learned"), blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    copied_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager(_manager_class=models.Manager.from_queryset(ProcessQuerySet), organisation="organisation")

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["organisation", "slug"], name="process_slug_once")]
        indexes = [models.Index(fields=["organisation", "state", "-published_at"], name="process_state")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        """Whether residents can see the process."""
        return self.state != self.State.DRAFT

    @property
    def is_changeable(self) -> bool:
        """Whether the team can still change it: a finished process must be opened again first."""
        return self.state in {self.State.DRAFT, self.State.PUBLISHED}

    @property
    def topic(self) -> str:
        """The key under which people follow the process."""
        return f"process:{self.pk}"


class Level(models.TextChoices):
    """The participation ladder (Edelenbos); each level is a promise."""

    INFORM = "inform", _("Inform")
    CONSULT = "consult", _("Consult")
    ADVISE = "advise", _("Advise")
    COPRODUCE = "coproduce", _("Co-produce")
    CO_DECIDE = "co_decide", _("Co-decide")
    SELF_GOVERN = "self_govern", _("Self-govern")


class Charter(Owned, Stamped):
    """One version of the rules of a process. Published versions never change; a new one needs a reason."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="charters")
    number = models.PositiveIntegerField(default=1)
    goal = models.TextField(_("goal"), blank=True)
    core_questions = models.TextField(_("core questions"), blank=True)
    level = models.CharField(_("influence level"), max_length=12, choices=Level, default=Level.CONSULT)
    fixed = models.TextField(_("what is fixed"), blank=True)
    open = models.TextField(_("what is open"), blank=True)
    weighing = models.TextField(_("how input weighs"), blank=True)
    decider = models.CharField(_("who decides"), max_length=200, blank=True)
    decision_on = models.DateField(_("date of the decision"), null=True, blank=True)
    participants = models.TextField(_("who takes part and how we reach them"), blank=True)
    feedback = models.TextField(_("how people hear back"), blank=True)
    answer_by = models.DateField(_("answer before"), null=True, blank=True)
    cost = models.TextField(_("what it costs"), blank=True)
    evaluation = models.TextField(_("how we look back"), blank=True)
    reason = models.TextField(_("why this change"), blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager(_manager_class=models.Manager.from_queryset(CharterQuerySet), organisation="organisation")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["process", "number"], name="charter_number_once")]

    def __str__(self) -> str:
        return f"{self.process_id} v{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save a draft; a version that people have read never changes again."""
        self._refuse_when_published()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete a draft; a version that people have read stays."""
        self._refuse_when_published()
        return super().delete(*args, **kwargs)

    def _refuse_when_published(self) -> None:
        stored = Charter._base_manager.filter(pk=self.pk, published_at__isnull=False) if self.pk else None
        if stored is not None and stored.exists():
            raise FrozenCharterError(str(self))

    @property
    def needs_motivation(self) -> bool:
        """Whether an answer that deviates must be motivated: from the level *advise* up."""
        return self.level not in {Level.INFORM, Level.CONSULT}


class TeamMember(Owned, Stamped):
    """A person's part in one process."""

    class Part(models.TextChoices):
        LEAD = "lead", _("Leads the process")
        EDITOR = "editor", _("Works on the process")
        MODERATOR = "moderator", _("Moderates")
        READER = "reader", _("Reads along")

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="team")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="team_parts")
    part = models.CharField(_("part"), max_length=10, choices=Part, default=Part.EDITOR)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["process", "person"], name="team_member_once")]

    def __str__(self) -> str:
        return f"{self.process_id} {self.person_id} {self.part}"
