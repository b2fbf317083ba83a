"""Addresses of registering: the guest's own pages, the calendar file, and the desk of guests under `/beheer`."""

from django.urls import URLPattern, URLResolver, path

from . import public, views

_ONE = "/<int:pk>"
_DESK = "/beheer/<int:pk>"
_OWN = f"{_ONE}/aanmelding/<str:link>"

patterns: list[URLPattern | URLResolver] = [
    path(f"{_ONE}/aanmelden", public.register, name="register"),
    path(f"{_ONE}/aangemeld", public.registered, name="registered"),
    path(f"{_ONE}/agenda.ics", public.agenda, name="agenda"),
    path(_OWN, public.registration, name="registration"),
    path(f"{_OWN}/afmelden", public.registration_cancel, name="registration_cancel"),
    path(f"{_OWN}/vergeten", public.registration_forget, name="registration_forget"),
    path(f"{_DESK}/gasten", views.guests, name="guests"),
    path(f"{_DESK}/gasten.csv", views.guests_csv, name="guests_csv"),
    path(f"{_DESK}/gasten/nieuw", views.add_guest, name="guest_add"),
    path(f"{_DESK}/gasten/<int:guest_id>", views.edit_guest, name="guest_edit"),
    path(f"{_DESK}/gasten/<int:guest_id>/afmelden", views.cancel_guest, name="guest_cancel"),
    path(f"{_DESK}/aanwezig", views.attendance, name="attendance"),
    path(f"{_DESK}/wensen", views.needs, name="needs"),
    path(f"{_DESK}/sprekers", views.speakers, name="speakers"),
    path(f"{_DESK}/bedanken", views.thank, name="thank"),
    path(f"{_DESK}/vergeten", views.forget, name="forget"),
]
