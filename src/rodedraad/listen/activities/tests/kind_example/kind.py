"""Postcards: the smallest kind there can be, with its own key, path, features, options, figures and pages."""

from typing import Any

from django import forms
from django.apps import apps
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import ngettext_lazy

from rodedraad.listen.activities.kinds import Kind
from rodedraad.listen.activities.models import Activity, Feature


class PostcardOptions(forms.Form):
    """What an adviser can choose for postcards."""

    greeting = forms.CharField(label="Groet", required=False, initial="Lieve gemeente")


class Postcards(Kind):
    """People send a postcard."""

    key = "postcards"
    path = "ansichtkaarten"
    label = "Ansichtkaarten"  # type: ignore[assignment]
    description = "Mensen sturen een kaart."  # type: ignore[assignment]
    features = (Feature.CONTRIBUTE,)
    urls = "rodedraad.listen.activities.tests.kind_example.urls"
    options_form = PostcardOptions
    action_labels = {Feature.CONTRIBUTE: "Stuur mijn kaart"}  # type: ignore[dict-item]
    figure_labels = {"cards": ngettext_lazy("%(n)s kaart", "%(n)s kaarten", "number")}

    def url(self, activity: Activity) -> str:
        """The wall of cards."""
        return reverse("postcards:wall", args=[activity.process.slug, activity.slug])

    def contribution_url(self, contribution: Any) -> str:
        """The place of one card on the wall."""
        return f"{self.url(contribution.activity)}#{contribution.pk}"

    def summary(self, activity: Activity) -> dict[str, int]:
        """How many cards."""
        return {"cards": self.contributions(activity).count()}

    def contributions(self, activity: Activity) -> QuerySet:
        """The cards are ordinary contributions."""
        return apps.get_model("contributions", "Contribution").objects.filter(activity=activity)
