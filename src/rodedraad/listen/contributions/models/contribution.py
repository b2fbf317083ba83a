"""The one table for everything a person says, with its versions and attachments."""

import secrets

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from rodedraad.base.accounts.models import Person
from rodedraad.base.core.fields import Stamped
from rodedraad.base.organisations.models import Neighbourhood, Owned
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.processes.models import Process

from ..querysets import ContributionQuerySet
from .imports import ImportBatch


def random_key() -> int:
    """A key that gives each contribution its place in the random order."""
    return secrets.randbelow(2**31)


class State(models.TextChoices):
    """Where a contribution or comment stands in moderation."""

    PENDING = "pending", _("Waits for a moderator")
    CHANGE_ASKED = "change_asked", _("Change asked")
    PUBLISHED = "published", _("Published")
    INSIDE = "inside", _("Counts, words not public")
    HIDDEN = "hidden", _("Hidden")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    MERGED = "merged", _("Merged")


class Stage(models.IntegerChoices):
    """How far a contribution has come along the thread: the furthest knot it reached."""

    NEW = 0, _("New")
    THEME = 1, _("Has a theme")
    ANSWER = 2, _("Answered")
    DECISION = 3, _("Decided")
    RESULT = 4, _("Has a result")


STAGE_WORDS = {"nieuw": Stage.NEW, "thema": Stage.THEME, "antwoord": Stage.ANSWER, "besluit": Stage.DECISION,
               "resultaat": Stage.RESULT}
"""The word for each stage in an address, on the pages and in the API."""


class Channel(models.TextChoices):
    """How a contribution came in."""

    WEB = "web", _("Website")
    PAPER = "paper", _("On paper")
    STREET = "street", _("In the street")
    PHONE = "phone", _("By telephone")
    MEETING = "meeting", _("At a meeting")
    EMAIL = "email", _("By e-mail")
    IMPORT = "import", _("Imported")


def list_indexes(name: str, *filtered: str, needs_answer: bool = True) -> list[models.Index]:
    """The indexes for a list filtered on these columns: most supported, newest, random, and needs an answer."""
    start = [F(column) for column in ("organisation", *filtered)]
    popular = [F("support_count").desc(), F("id").desc()]
    indexes = [
        models.Index(*start, *popular, name=f"{name}_popular"),
        models.Index(*start, F("created_at").desc(), F("id").desc(), name=f"{name}_newest"),
        models.Index(*start, F("random_key"), F("id"), name=f"{name}_random"),
    ]
    if needs_answer:
        indexes.append(models.Index(*start, F("has_answer"), *popular, name=f"{name}_needs_answer"))
    return indexes


class Contribution(Owned, Stamped):
    """What somebody said in an activity, on line or off line; the first knot of the thread."""

    class AuthorRole(models.TextChoices):
        RESIDENT = "resident", _("Resident")
        BUSINESS = "business", _("Entrepreneur")
        ASSOCIATION = "association", _("Association or institution")
        OTHER = "other", _("Other")

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="contributions", db_index=False)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="contributions", db_index=False)
    title = models.CharField(_("title"), max_length=120, blank=True)
    text = models.TextField(_("text"), blank=True)
    language = models.CharField(max_length=8, default="nl")
    author = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="contributions")
    author_role = models.CharField(_("you are"), max_length=12, choices=AuthorRole, default=AuthorRole.RESIDENT)
    is_anonymous = models.BooleanField(_("do not show my name"), default=False)
    channel = models.CharField(_("how it came in"), max_length=10, choices=Channel, default=Channel.WEB)
    entered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
                                   db_index=False)
    neighbourhood = models.ForeignKey(Neighbourhood, null=True, blank=True, on_delete=models.SET_NULL,
                                      related_name="+", db_index=False, verbose_name=_("neighbourhood"))
    place = models.CharField(_("place"), max_length=120, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)

    state = models.CharField(max_length=12, choices=State, default=State.PUBLISHED)
    state_reason = models.TextField(blank=True)
    hold_reason = models.CharField(max_length=200, blank=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="merged")
    version = models.PositiveIntegerField(default=1)
    published_at = models.DateTimeField(null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)

    # The knots this contribution has reached; kept by acts on the higher floors through `mark_reached`.
    has_theme = models.BooleanField(default=False)
    has_answer = models.BooleanField(default=False)
    has_decision = models.BooleanField(default=False)
    has_commitment = models.BooleanField(default=False)
    has_result = models.BooleanField(default=False)

    # The furthest of these knots, kept by the database itself, so that lists can filter and sort along an index.
    stage = models.GeneratedField(
        expression=models.Case(
            models.When(has_result=True, then=models.Value(4)),
            models.When(Q(has_decision=True) | Q(has_commitment=True), then=models.Value(3)),
            models.When(has_answer=True, then=models.Value(2)),
            models.When(has_theme=True, then=models.Value(1)),
            default=models.Value(0),
        ),
        output_field=models.PositiveSmallIntegerField(),
        db_persist=True,
    )

    support_count = models.PositiveIntegerField(default=0)
    comment_count = models.PositiveIntegerField(default=0)
    random_key = models.PositiveIntegerField(default=random_key)

    batch = models.ForeignKey(ImportBatch, null=True, blank=True, on_delete=models.SET_NULL,
                              related_name="contributions")
    external_id = models.CharField(max_length=100, null=True, blank=True)  # noqa: DJ001 -- NULL: no source, not unique

    objects = ScopedManager(_manager_class=models.Manager.from_queryset(ContributionQuerySet),
                            organisation="organisation")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "external_id"], name="contribution_external_once"),
        ]
        indexes = [
            # One index for each order of the public list, alone and under each filter: a page of a list reads only
            # its own rows, whether the process holds a thousand contributions or a million.
            *list_indexes("contr", "activity", "state"),
            *list_indexes("contr_stage", "activity", "state", "stage", needs_answer=False),
            *list_indexes("contr_area", "activity", "state", "neighbourhood", needs_answer=False),
            models.Index(fields=["organisation", "process", "state", "has_theme", "has_answer", "has_decision",
                                 "has_commitment", "has_result"], name="contr_coverage"),
            models.Index(fields=["organisation", "created_at"], condition=models.Q(state="pending"),
                         name="contr_queue"),
        ]

    def __str__(self) -> str:
        return self.heading

    @property
    def heading(self) -> str:
        """The title, or the first words of the text."""
        if self.title:
            return self.title
        if not self.text:
            return str(_("Without words"))
        return self.text if len(self.text) <= 80 else self.text[:77].rsplit(" ", 1)[0] + "…"

    @property
    def coordinates(self) -> str:
        """Latitude and longitude in degrees as `52.1,4.9`; empty without a spot on the map."""
        return "" if self.latitude is None else f"{self.latitude},{self.longitude}"

    @property
    def is_public(self) -> bool:
        """Whether everybody can read it (a merged one stays readable and points on)."""
        return self.state in {State.PUBLISHED, State.MERGED}

    @property
    def is_inside(self) -> bool:
        """Whether it counts without anybody but staff reading its words."""
        return self.state == State.INSIDE


class ContributionVersion(Owned):
    """The words of a contribution before an edit; the history that everybody can see."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120, blank=True)
    text = models.TextField(blank=True)
    written_at = models.DateTimeField()
    is_visible = models.BooleanField(default=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["contribution", "number"], name="contribution_version_once")]

    def __str__(self) -> str:
        return f"{self.contribution_id} v{self.number}"


class Attachment(Owned, Stamped):
    """A photo with a contribution: re-encoded, without metadata, served only through a permission."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="attachments")
    file = models.ImageField(upload_to="attachments/%Y/%m/")
    alt = models.CharField(_("what is in the picture?"), max_length=200, blank=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    objects = ScopedManager(organisation="organisation")

    def __str__(self) -> str:
        return f"{self.contribution_id}: {self.alt}"
