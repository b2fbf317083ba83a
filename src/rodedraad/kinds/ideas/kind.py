"""The kind object of ideas: what the core needs to know of it."""

from collections.abc import Sequence

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from rodedraad.listen.activities.kinds import Kind
from rodedraad.listen.activities.models import Activity, Feature
from rodedraad.listen.contributions.models import Contribution


class Ideas(Kind):
    """Ideas with a title and a text, that others comment on and support."""

    key = "ideas"
    path = "ideeen"
    label = _("Ideas")
    description = _("People place an idea. Others react and support it.")
    features = (Feature.CONTRIBUTE, Feature.COMMENT, Feature.SUPPORT)
    urls = "rodedraad.kinds.ideas.urls"
    action_labels = {
        Feature.CONTRIBUTE: _("Place my idea"),
        Feature.COMMENT: _("Read and react"),
        Feature.SUPPORT: _("Read and support"),
    }
    figure_labels = {"ideas": ngettext_lazy("%(n)s idea", "%(n)s ideas", "number")}

    def url(self, activity: Activity) -> str:
        """The list of ideas."""
        return reverse("ideas:list", args=[activity.process.slug, activity.slug])

    def contribution_url(self, contribution: Contribution) -> str:
        """The page of one idea."""
        activity = contribution.activity
        return reverse("ideas:detail", args=[activity.process.slug, activity.slug, contribution.pk])

    def summary(self, activity: Activity) -> dict[str, int]:
        """How many ideas are published."""
        return self.summaries([activity])[activity.pk]

    def summaries(self, activities: Sequence[Activity]) -> dict[int, dict[str, int]]:
        """The same for several activities, in one query."""
        shown = Contribution.objects.filter(activity__in=activities, state="published").order_by()
        sizes = dict(shown.values("activity").annotate(size=Count("pk")).values_list("activity", "size"))
        return {activity.pk: {"ideas": sizes.get(activity.pk, 0)} for activity in activities}

    def action_url(self, activity: Activity, feature: str) -> str:
        """Placing an idea begins at its form, the rest at the list."""
        if feature == Feature.CONTRIBUTE:
            return reverse("ideas:new", args=[activity.process.slug, activity.slug])
        return self.url(activity)

    def contributions(self, activity: Activity) -> QuerySet:
        """All contributions of the activity."""
        return Contribution.objects.filter(activity=activity)
