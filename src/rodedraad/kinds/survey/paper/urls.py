"""Addresses of the survey on paper, under `/beheer`."""

from django.urls import URLPattern, URLResolver, path

from . import views

patterns: list[URLPattern | URLResolver] = [
    path("/beheer/formulier", views.form, name="paper_form"),
]
