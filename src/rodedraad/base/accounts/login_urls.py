"""Addresses of logging in, under the names that allauth reverses."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
