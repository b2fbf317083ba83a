"""Addresses of the exporting desk."""

from django.urls import URLPattern, URLResolver

app_name = "exporting"
urlpatterns: list[URLPattern | URLResolver] = []
