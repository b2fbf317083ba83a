"""Addresses of the contributions app."""

from django.urls import URLPattern, URLResolver

app_name = "contributions"
urlpatterns: list[URLPattern | URLResolver] = []
