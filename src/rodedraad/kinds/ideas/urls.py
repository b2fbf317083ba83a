"""Addresses of ideas, under `/trajecten/<process>/ideeen/<activity>`."""

from django.urls import URLPattern, URLResolver, path

from . import views

app_name = "ideas"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.idea_list, name="list"),
    path("/nieuw", views.new, name="new"),
    path("/<int:pk>", views.detail, name="detail"),
    path("/<int:pk>/geplaatst", views.placed, name="placed"),
]
