"""Where the pattern page is."""

from django.urls import path

from . import views

app_name = "ui"
urlpatterns = [path("patronen", views.patterns, name="patterns")]
