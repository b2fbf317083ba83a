"""Addresses of results; what staff does stands under `/beheer`."""

from django.urls import URLPattern, URLResolver, path

from . import views, weighing

patterns: list[URLPattern | URLResolver] = [
    path("/resultaten", views.results, name="results"),
    path("/resultaten/cijfers.<slug:form>", views.download, name="download"),
    path("/beheer/resultaten/openbaar", views.publish, name="publish_results"),
    path("/beheer/resultaten/tellen", views.count_again, name="count_again"),
    path("/beheer/weging", weighing.weighing, name="weighing"),
    path("/beheer/weging/<slug:trait>", weighing.margin, name="margin"),
    path("/beheer/weging/<slug:trait>/weg", weighing.remove, name="remove_margin"),
    path("/beheer/resultaten/themas", views.to_themes, name="to_themes"),
]
