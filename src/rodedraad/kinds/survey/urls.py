"""Addresses of the kind, mounted under `/trajecten/<process>/vragenlijst/<activity>`: each part brings its own."""

from django.urls import URLPattern, URLResolver

app_name = "survey"
urlpatterns: list[URLPattern | URLResolver] = []
