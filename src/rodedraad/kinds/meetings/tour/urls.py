"""Addresses of a tour, all at the desk: the plan with what belongs to it, and per visit who was there and the card."""

from django.urls import URLPattern, URLResolver, path

from . import views

_PLAN = "/beheer/bezoeken"
_ONE = "/beheer/<int:pk>"

patterns: list[URLPattern | URLResolver] = [
    path(_PLAN, views.plan, name="tour"),
    path(f"{_PLAN}/toevoegen", views.add, name="tour_add"),
    path(f"{_PLAN}/afdrukken", views.printed, name="tour_print"),
    path(f"{_PLAN}/agenda.ics", views.agenda, name="tour_agenda"),
    path(f"{_ONE}/wie-was-er", views.people, name="visit_people"),
    path(f"{_ONE}/voorbereiding", views.preparation, name="visit_preparation"),
    path(f"{_ONE}/voorbereiding/wijzigen", views.facts, name="visit_facts"),
]
