"""Addresses of the kind, mounted under `/trajecten/<process>/gesprekken/<activity>`: each part brings its own."""

from django.urls import URLPattern, URLResolver

from .planning.urls import patterns as planning
from .registering.urls import patterns as registering
from .tables.urls import patterns as tables

app_name = "meetings"
urlpatterns: list[URLPattern | URLResolver] = [
    *planning,
    *registering,
    *tables,
]
