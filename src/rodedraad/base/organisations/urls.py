"""Addresses of the organisations app."""

from django.urls import URLPattern, URLResolver, path

from . import views

app_name = "organisations"
urlpatterns: list[URLPattern | URLResolver] = [
    path("over", views.about, name="about"),
    path("privacy", views.privacy, name="privacy"),
    path("toegankelijkheid", views.accessibility, name="accessibility"),
    path("huisstijl/<slug:wanted>.css", views.house_style, name="house_style"),
    path("logo/<slug:wanted>.png", views.logo, name="logo"),
    path("beheer/organisatie", views.settings, name="settings"),
    path("beheer/organisatie/buurten", views.neighbourhoods, name="neighbourhoods"),
    path("beheer/organisatie/buurten/<int:pk>", views.neighbourhood, name="neighbourhood"),
    path("beheer/organisatie/buurten/<int:pk>/verwijderen", views.remove_neighbourhood, name="remove_neighbourhood"),
]
