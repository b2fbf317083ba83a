"""Addresses of the agreements app."""

from django.urls import URLPattern, URLResolver, path

from .views import keeping, public

app_name = "agreements"
WORK = "beheer/toezeggingen/<int:commitment_id>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("toezeggingen", public.overview_page, name="overview"),
    path("toezeggingen.csv", public.overview_csv, name="csv"),
    path("toezeggingen/<int:commitment_id>", public.commitment, name="detail"),
    path("toezeggingen/<int:commitment_id>/bewijs/<int:result_id>", public.evidence, name="evidence"),
    path("trajecten/<slug:process_slug>/toezeggingen", public.commitments, name="list"),
    path("beheer/trajecten/<slug:process_slug>/toezeggingen/nieuw", keeping.make, name="make"),
    path(f"{WORK}/wijzig", keeping.change, name="change"),
    path(f"{WORK}/publiceren", keeping.publish, name="publish"),
    path(f"{WORK}/stoppen", keeping.stop, name="stop"),
    path(f"{WORK}/resultaat", keeping.report, name="report"),
]
