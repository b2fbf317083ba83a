"""Addresses of the kind, mounted under `/trajecten/<process>/gesprekken/<activity>`."""

app_name = "meetings"
urlpatterns: list = []
