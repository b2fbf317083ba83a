"""Addresses of a respondent."""

from django.urls import URLPattern, URLResolver, path

from . import views

patterns: list[URLPattern | URLResolver] = [
    path("", views.start, name="start"),
    path("/verder", views.resume, name="resume"),
    path("/invullen/<int:number>", views.page, name="page"),
    path("/nakijken", views.check, name="check"),
    path("/later", views.later, name="later"),
    path("/woorden", views.words, name="words"),
    path("/wissen", views.take_back, name="take_back"),
    path("/klaar", views.done, name="done"),
]
