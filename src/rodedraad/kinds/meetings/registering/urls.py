"""Addresses of registering."""

from django.urls import URLPattern, URLResolver

patterns: list[URLPattern | URLResolver] = []
