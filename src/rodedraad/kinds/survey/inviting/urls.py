"""Addresses of inviting, under `/beheer`; and the page where somebody asks for no more e-mail."""

from django.urls import URLPattern, URLResolver, path

from . import views

_DESK = "/beheer/uitnodigen"

patterns: list[URLPattern | URLResolver] = [
    path(_DESK, views.inviting, name="inviting"),
    path(f"{_DESK}/qr.svg", views.qr, name="qr"),
    path(f"{_DESK}/codes", views.codes, name="codes"),
    path(f"{_DESK}/brieven", views.letters, name="letters"),
    path(f"{_DESK}/adressen", views.addresses, name="addresses"),
    path(f"{_DESK}/versturen", views.send, name="send_invitations"),
    path(f"{_DESK}/herinneren", views.remind, name="remind"),
    path(f"{_DESK}/intrekken", views.withdraw, name="withdraw_codes"),
    path("/beheer/respons", views.monitor, name="monitor"),
    path("/beheer/respons.csv", views.monitor_csv, name="monitor_csv"),
    path("/geen-mail/<str:signed>", views.no_mail, name="no_mail"),
]
