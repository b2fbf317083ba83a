"""Addresses of typing in paper, under `/beheer`."""

from django.urls import URLPattern, URLResolver, path

from . import views

_LIST = "/beheer/papier"
_FORM = f"{_LIST}/<int:number>"

patterns: list[URLPattern | URLResolver] = [
    path(_LIST, views.paper, name="paper"),
    path(f"{_LIST}/nieuw", views.new, name="paper_new"),
    path(f"{_FORM}/tweede", views.second, name="paper_second"),
    path(f"{_FORM}/vergelijken", views.compare, name="paper_compare"),
    path(f"{_FORM}/weg", views.remove, name="paper_remove"),
]
