"""A booklet on the site: what it is made of, its words, and the editions in which it was handed out."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_scopes import ScopedManager

from rodedraad.base.accounts.models import Person
from rodedraad.base.core.fields import Stamped
from rodedraad.base.organisations.models import Owned
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.processes.models import Process
from rodedraad.understand.themes.models import Theme


class Booklet(Owned, Stamped):
    """The working copy of a booklet. Counts are never kept here: they are read when it is shown."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("a booklet", "Draft")
        SUBMITTED = "submitted", pgettext_lazy("a booklet", "Waits for a colleague")
        APPROVED = "approved", pgettext_lazy("a booklet", "Approved")

    title = models.CharField(_("title"), max_length=120)
    subtitle = models.CharField(_("subtitle"), max_length=200, blank=True)
    slug = models.SlugField(max_length=60)
    foreword = models.TextField(_("foreword"), blank=True)
    method = models.TextField(_("how it was made"), blank=True)
    missing = models.TextField(_("who was missing"), blank=True)
    closing = models.TextField(_("closing words"), blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    return_reason = models.TextField(blank=True)
    written_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    approved_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdraw_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = [F("published_at").desc(nulls_first=True), "-pk"]
        constraints = [models.UniqueConstraint(fields=["organisation", "slug"], name="booklet_slug_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        """Whether everybody can read an edition of it."""
        return self.published_at is not None and self.withdrawn_at is None

    @property
    def was_published(self) -> bool:
        """Whether it has stood on the site; when it was withdrawn, its page says why."""
        return self.published_at is not None


class Source(Owned):
    """What a booklet is made of: a whole process, one activity of it, or one part of that (a meeting, a visit)."""

    booklet = models.ForeignKey(Booklet, on_delete=models.CASCADE, related_name="sources")
    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="+")
    activity = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    # The key that the kind of the activity gave the part; see `sources.py`.
    part = models.CharField(max_length=60, blank=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["process_id", F("activity_id").asc(nulls_first=True), "part", "pk"]

    def __str__(self) -> str:
        return f"{self.booklet_id}: {self.process_id}/{self.activity_id or ''}/{self.part}"


class Chapter(Owned):
    """A page of the booklet: one red thread, named and told by people. Its numbers come from the theme."""

    booklet = models.ForeignKey(Booklet, on_delete=models.CASCADE, related_name="chapters")
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(_("title"), max_length=120)
    lead = models.TextField(_("introduction"), blank=True)
    values = models.JSONField(default=list, blank=True)  # names of core values
    instruments = models.JSONField(default=list, blank=True)  # names of instruments
    questions = models.TextField(_("questions that remain"), blank=True)  # one on each line

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class Line(Owned):
    """A numbered observation of a chapter. It rests on an observation of the desk, or on chosen contributions."""

    chapter = models.ForeignKey(Chapter, on_delete=models.CASCADE, related_name="lines")
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(_("observation"), blank=True)
    # The contribution in which this text stands literally: it goes when those words are withdrawn.
    taken_from = models.ForeignKey(Contribution, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    grounds = models.ManyToManyField(Contribution, related_name="+", blank=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class ChosenQuote(Owned):
    """Words of a contribution that a person chose to stand out in a chapter, exactly as they were said."""

    chapter = models.ForeignKey(Chapter, on_delete=models.CASCADE, related_name="quotes")
    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class Edition(Owned, Stamped):
    """The booklet as it was published: its contents frozen, but for words that people withdrew since.

    `data` is what `contents.Booklet.as_dict` gives, with beside every ground, quote and literal observation the
    `contribution` it stands in.
    """

    booklet = models.ForeignKey(Booklet, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveSmallIntegerField()
    data = models.JSONField()
    note = models.CharField(_("what changed"), max_length=300, blank=True)
    published_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    approved_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["booklet", "number"], name="edition_once")]

    def __str__(self) -> str:
        return f"{self.booklet_id}.{self.number}"


class Term(Owned, Stamped):
    """A word an organisation uses in its booklets: a core value or an instrument, with its meaning."""

    class Vocabulary(models.TextChoices):
        VALUE = "value", _("Core value")
        INSTRUMENT = "instrument", _("Instrument")

    vocabulary = models.CharField(max_length=10, choices=Vocabulary)
    name = models.CharField(_("name"), max_length=80)
    meaning = models.CharField(_("meaning in one sentence"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["vocabulary", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "vocabulary", "name"], name="term_once"),
            models.CheckConstraint(condition=~Q(name=""), name="term_named"),
        ]

    def __str__(self) -> str:
        return self.name
