"""Addresses of the desk, under `/beheer`."""

from django.urls import URLPattern, URLResolver, path

from . import views

patterns: list[URLPattern | URLResolver] = [
    path("/beheer", views.desk, name="desk"),
    path("/beheer/voorbereiden", views.prepare, name="prepare"),
    path("/beheer/starten", views.start, name="open"),
    path("/beheer/einde", views.move_end, name="move_end"),
    path("/beheer/stoppen", views.stop, name="stop"),
    path("/beheer/vragen", views.look_through, name="try"),
]
