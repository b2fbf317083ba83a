"""Addresses of the kind, mounted under `/trajecten/<process>/gesprekken/<activity>`: each part brings its own."""

from django.urls import URLPattern, URLResolver

from .harvest.urls import patterns as harvest
from .planning.urls import patterns as planning
from .registering.urls import patterns as registering
from .street.urls import patterns as street
from .tables.urls import patterns as tables
from .tour.urls import patterns as tour

app_name = "meetings"
urlpatterns: list[URLPattern | URLResolver] = [
    *harvest,
    *planning,
    *registering,
    *street,
    *tables,
    *tour,
]
