"""The kind object of surveys: what the core needs to know of it."""

from collections.abc import Sequence

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from rodedraad.listen.activities.kinds import Kind
from rodedraad.listen.activities.models import Activity, Feature
from rodedraad.listen.contributions.models import Contribution

from .models import Response
from .queries import in_tens


class Surveys(Kind):
    """People answer a questionnaire; what they say is counted per group."""

    key = "survey"
    path = "vragenlijst"
    label = _("Survey")
    description = _("People answer questions. You see per group what they think.")
    features = (Feature.CONTRIBUTE,)
    urls = "rodedraad.kinds.survey.urls"
    desk_urls = "rodedraad.kinds.survey.editing.urls"
    api = "rodedraad.kinds.survey.results.api"
    action_labels = {Feature.CONTRIBUTE: _("Answer the questions")}
    figure_labels = {
        "responses": ngettext_lazy("%(n)s filled in questionnaire", "%(n)s filled in questionnaires", "number"),
    }

    def url(self, activity: Activity) -> str:
        """The first page of the survey."""
        return reverse("survey:start", args=[activity.process.slug, activity.slug])

    def contribution_url(self, contribution: Contribution) -> str:
        """An open answer has no page of its own: the first page of the survey."""
        return self.url(contribution.activity)

    def summary(self, activity: Activity) -> dict[str, int]:
        """How many questionnaires were filled in."""
        return self.summaries([activity])[activity.pk]

    def summaries(self, activities: Sequence[Activity]) -> dict[int, dict[str, int]]:
        """The same for several activities, in one query, rounded down to tens: see queries.totals_of."""
        done = Response.objects.filter(survey__activity__in=activities, state=Response.State.FINISHED).order_by()
        sizes = dict(done.values("survey__activity").annotate(n=Count("pk")).values_list("survey__activity", "n"))
        return {activity.pk: {"responses": in_tens(sizes.get(activity.pk, 0))} for activity in activities}

    def contributions(self, activity: Activity) -> QuerySet:
        """Open answers that were made contributions."""
        return Contribution.objects.filter(activity=activity)
