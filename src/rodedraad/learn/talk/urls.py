"""Addresses of the talk: the desk of the scan, the phones under `/gesprek`, the outcome for everybody."""

from django.urls import URLPattern, URLResolver, path

from . import phones, views

app_name = "talk"
_DESK = "beheer/quickscans/<int:scan_id>/gesprek"
_CARD = f"{_DESK}/<int:card_id>"
_PHONE = "gesprek/<str:code>"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_DESK, views.desk, name="desk"),
    path(f"{_DESK}/klaarzetten", views.prepare, name="prepare"),
    path(f"{_DESK}/nieuw", views.add, name="add"),
    path(f"{_DESK}/openen", views.step, {"way": "openen"}, name="open"),
    path(f"{_DESK}/stemmen", views.step, {"way": "stemmen"}, name="voting"),
    path(f"{_DESK}/sluiten", views.close, name="close"),
    path(f"{_DESK}/scherm", views.screen, name="screen"),
    path(f"{_DESK}/qr.svg", views.qr, name="qr"),
    path(_CARD, views.edit, name="edit"),
    path(f"{_CARD}/weg", views.remove, name="remove"),
    path(f"{_CARD}/hoger", views.move, {"way": "hoger"}, name="move_up"),
    path(f"{_CARD}/lager", views.move, {"way": "lager"}, name="move_down"),
    path(f"{_CARD}/agenda", views.adopt, name="adopt"),
    path("quickscans/<int:scan_id>/gesprek", views.outcome, name="outcome"),
    path("gesprek", phones.join, name="join"),
    path(_PHONE, phones.phone, name="phone"),
    path(f"{_PHONE}/<int:card_id>/stem", phones.vote, {"way": "stem"}, name="vote"),
    path(f"{_PHONE}/<int:card_id>/terug", phones.vote, {"way": "terug"}, name="take_back"),
]
