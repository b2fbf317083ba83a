"""Addresses of the importing desk."""

from django.urls import URLPattern, URLResolver, path

from . import views

DESK = "beheer/trajecten/<slug:process_slug>"

app_name = "importing"
urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{DESK}/activiteiten/<int:activity_id>/importeren", views.upload, name="upload"),
    path(f"{DESK}/importen/<int:batch_id>", views.batch, name="batch"),
    path(f"{DESK}/importen/<int:batch_id>/voortgang", views.progress, name="progress"),
    path(f"{DESK}/importen/<int:batch_id>/starten", views.start, name="start"),
    path(f"{DESK}/importen/<int:batch_id>/ongedaan", views.undo, name="undo"),
]
