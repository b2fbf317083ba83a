"""Addresses of planning: the list and the page that everybody reads, and the desk under `/beheer`."""

from django.urls import URLPattern, URLResolver, path

from . import many, public, views

_ONE = "/beheer/<int:pk>"
_PART = f"{_ONE}/onderdelen/<int:part_id>"

patterns: list[URLPattern | URLResolver] = [
    path("", public.meeting_list, name="list"),
    path("/<int:pk>", public.detail, name="detail"),
    path("/beheer", views.desk, name="desk"),
    path("/beheer/nieuw", views.choose, name="choose"),
    path("/beheer/nieuw/<slug:form>", views.plan, name="plan"),
    path("/beheer/meerdere/<slug:what>", many.many, name="many"),
    path(_ONE, views.desk_meeting, name="desk_meeting"),
    path(f"{_ONE}/wijzigen", views.edit, name="edit"),
    path(f"{_ONE}/kopie", views.copy, name="copy"),
    path(f"{_ONE}/publiceren", views.publish, name="publish"),
    path(f"{_ONE}/afgelasten", views.cancel, name="cancel"),
    path(f"{_ONE}/gehouden", views.held, name="held"),
    path(f"{_ONE}/verwijderen", views.delete, name="delete"),
    path(f"{_ONE}/onderdelen/nieuw", views.add_part, name="part_add"),
    path(_PART, views.edit_part, name="part_edit"),
    path(f"{_PART}/omhoog", views.move_part, {"direction": "omhoog"}, name="part_up"),
    path(f"{_PART}/omlaag", views.move_part, {"direction": "omlaag"}, name="part_down"),
    path(f"{_PART}/verwijderen", views.remove_part, name="part_remove"),
]
