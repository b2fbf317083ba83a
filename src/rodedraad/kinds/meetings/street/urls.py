"""Addresses of street talks: the phone page with its script and its sending, and the meter at the desk."""

from django.urls import URLPattern, URLResolver, path

from . import views

_ONE = "/straat/<int:pk>"

patterns: list[URLPattern | URLResolver] = [
    path(_ONE, views.talk, name="street"),
    path(f"{_ONE}/stand", views.fresh, name="street_fresh"),
    path(f"{_ONE}/sturen", views.send, name="street_send"),
    path(f"{_ONE}/zonder-verbinding.js", views.worker, name="street_worker"),
    path("/beheer/<int:pk>/bereik", views.reach, name="street_reach"),
]
