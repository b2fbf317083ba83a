"""The kind object of ideas: what the core needs to know of it."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

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

    def url(self, activity: Activity) -> str:
        """The list of ideas."""
        return reverse("ideas:list", args=[activity.process.slug, activity.slug])

    def contribution_url(self, contribution: Contribution) -> str:
        """The page of one idea."""
        activity = contribution.activity
        return reverse("ideas:detail", args=[activity.process.slug, activity.slug, contribution.pk])

    def summary(self, activity: Activity) -> dict[str, int]:
        """How many ideas are published."""
        return {"ideas": self.contributions(activity).filter(state="published").count()}

    def contributions(self, activity: Activity) -> QuerySet:
        """All contributions of the activity."""
        return Contribution.objects.filter(activity=activity)
