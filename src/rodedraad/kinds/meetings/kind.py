"""The kind object of meetings: what the core needs to know of it."""

from collections.abc import Sequence

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from rodedraad.listen.activities.kinds import Kind
from rodedraad.listen.activities.models import Activity, Feature
from rodedraad.listen.contributions.models import Contribution

SHOWN = ("published", "held")


class Meetings(Kind):
    """People meet at a table, in a hall, in the street or on line; what they say is harvested."""

    key = "meetings"
    path = "gesprekken"
    label = _("Meetings")
    description = _("People talk with each other. What they say is written down and counts.")
    features = (Feature.CONTRIBUTE,)
    urls = "rodedraad.kinds.meetings.urls"
    api = "rodedraad.kinds.meetings.api"
    action_labels = {Feature.CONTRIBUTE: _("Look at the meetings")}
    figure_labels = {
        "meetings": ngettext_lazy("%(n)s meeting", "%(n)s meetings", "number"),
        "statements": ngettext_lazy("%(n)s statement", "%(n)s statements", "number"),
    }

    def url(self, activity: Activity) -> str:
        """The list of meetings."""
        return reverse("meetings:list", args=[activity.process.slug, activity.slug])

    def contribution_url(self, contribution: Contribution) -> str:
        """The page of one statement from a meeting."""
        activity = contribution.activity
        return reverse("meetings:statement", args=[activity.process.slug, activity.slug, contribution.pk])

    def summary(self, activity: Activity) -> dict[str, int]:
        """How many meetings are public and how many statements came from them."""
        return self.summaries([activity])[activity.pk]

    def summaries(self, activities: Sequence[Activity]) -> dict[int, dict[str, int]]:
        """The same for several activities, in two queries."""
        ids = [activity.pk for activity in activities]
        shown = Count("meetings", filter=Q(meetings__state__in=SHOWN), distinct=True)
        meetings = dict(Activity.objects.filter(pk__in=ids).order_by().annotate(n=shown).values_list("pk", "n"))
        said = Contribution.objects.counted().filter(activity__in=ids).order_by()
        statements = dict(said.values("activity").annotate(n=Count("pk")).values_list("activity", "n"))
        return {pk: {"meetings": meetings.get(pk, 0), "statements": statements.get(pk, 0)} for pk in ids}

    def contributions(self, activity: Activity) -> QuerySet:
        """All contributions of the activity."""
        return Contribution.objects.filter(activity=activity)
