"""Addresses of the activities app: the desk; the public page of an activity is mounted by its kind."""

from django.urls import URLPattern, URLResolver, path

from . import views

app_name = "activities"

_DESK = "beheer/trajecten/<slug:process_slug>/activiteiten"
_ONE = f"{_DESK}/<slug:activity_slug>"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_DESK, views.desk, name="desk"),
    path(f"{_DESK}/nieuw/<slug:kind_key>", views.add, name="add"),
    path(_ONE, views.edit, name="edit"),
    path(f"{_ONE}/omhoog", views.move, {"direction": "omhoog"}, name="move_up"),
    path(f"{_ONE}/omlaag", views.move, {"direction": "omlaag"}, name="move_down"),
    path(f"{_ONE}/verwijderen", views.delete, name="delete"),
    path(f"{_ONE}/fases/nieuw", views.add_phase, name="add_phase"),
    path(f"{_ONE}/fases/<int:phase_id>", views.edit_phase, name="edit_phase"),
    path(f"{_ONE}/fases/<int:phase_id>/verwijderen", views.delete_phase, name="delete_phase"),
]
