"""Addresses of the Quick Scan."""

from django.urls import URLPattern, URLResolver

app_name = "scan"

urlpatterns: list[URLPattern | URLResolver] = []
