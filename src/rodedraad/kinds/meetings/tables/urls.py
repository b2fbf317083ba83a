"""Addresses of tables: the desk under `/beheer`, what is printed, and the code on the place cards."""

from django.urls import URLPattern, URLResolver, path

from . import views

_DESK = "/beheer/<int:pk>/tafels"

patterns: list[URLPattern | URLResolver] = [
    path("/<int:pk>/qr.svg", views.code, name="qr"),
    path(_DESK, views.tables, name="tables"),
    path(f"{_DESK}/maken", views.make, name="tables_make"),
    path(f"{_DESK}/mengen", views.mix, name="tables_mix"),
    path(f"{_DESK}/nieuwe-gasten", views.newcomers, name="tables_newcomers"),
    path(f"{_DESK}/gastheren", views.hosts, name="tables_hosts"),
    path(f"{_DESK}/gasten/<int:guest_id>", views.seat, name="tables_seat"),
    path(f"{_DESK}/gastheerbladen", views.sheets, name="tables_sheets"),
    path(f"{_DESK}/naamkaartjes", views.cards, name="tables_cards"),
    path(f"{_DESK}/overzicht", views.overview, name="tables_overview"),
]
