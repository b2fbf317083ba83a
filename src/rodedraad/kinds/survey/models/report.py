"""What a survey found, in figures that may be told; and the known numbers of the population that it is weighed by."""

from django.db import models
from django.utils.translation import pgettext_lazy
from django_scopes import ScopedManager

from rodedraad.base.organisations.models import Owned
from rodedraad.listen.processes.models import Process

from .survey import Survey


class SurveyReport(Owned):
    """The one report of a survey: pages, exports and the API are made of `content` and of nothing else.

    No figure in `content` could give a few people away (docs/statistics.md). `basis` holds per group how many answers
    were counted and a digest of them, so that a second count over nearly the same answers is refused; it is never told.
    """

    class State(models.TextChoices):
        MADE = "made", pgettext_lazy("of a report", "Only staff can see it")
        PUBLISHED = "published", pgettext_lazy("of a report", "Public")

    survey = models.OneToOneField(Survey, on_delete=models.CASCADE, related_name="report")
    state = models.CharField(max_length=9, choices=State, default=State.MADE)
    made_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    threshold = models.PositiveSmallIntegerField(default=10)
    content = models.JSONField()
    basis = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["-made_at", "pk"]

    def __str__(self) -> str:
        return str(self.survey_id)

    @property
    def process(self) -> Process:
        """The process that the survey is part of; permissions ask for it."""
        return self.survey.process

    @property
    def is_published(self) -> bool:
        """Whether everybody may read it."""
        return self.state == self.State.PUBLISHED

    @property
    def n_known(self) -> int:
        """At least so many people answered; an exact number would tell who skipped a question."""
        return sum(each["at_least"] for each in self.content["response"])


class PopulationMargin(Owned):
    """Known numbers of one trait in the population: `totals` is category → number, `trait` a question or a place."""

    NEIGHBOURHOOD = "neighbourhood"

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="margins")
    trait = models.CharField(pgettext_lazy("of people", "trait"), max_length=60)
    # The group that is weighed by it; empty when the survey knows no groups.
    group = models.CharField(max_length=12, blank=True)
    totals = models.JSONField(default=dict)
    source = models.CharField(pgettext_lazy("of numbers", "source"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["survey", "trait"], name="margin_of_a_trait_once")]

    def __str__(self) -> str:
        return f"{self.survey_id}: {self.trait}"

    @property
    def process(self) -> Process:
        """The process that the survey is part of; permissions ask for it."""
        return self.survey.process
