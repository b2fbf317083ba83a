"""Addresses of the answers app."""

from django.urls import URLPattern, URLResolver

app_name = "answers"
urlpatterns: list[URLPattern | URLResolver] = []
