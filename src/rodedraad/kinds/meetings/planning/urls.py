"""Addresses of planning."""

from django.urls import URLPattern, URLResolver

patterns: list[URLPattern | URLResolver] = []
