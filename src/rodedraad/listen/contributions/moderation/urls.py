"""Addresses of the moderation desk."""

from django.urls import URLPattern, URLResolver, path

from . import views

app_name = "moderation"
urlpatterns: list[URLPattern | URLResolver] = [
    path("beheer/moderatie", views.queue, name="queue"),
    path("beheer/moderatie/<int:pk>", views.judge, name="judge"),
    path("beheer/moderatie/<int:pk>/plaatsen", views.publish, name="publish"),
    path("beheer/moderatie/<int:pk>/verbergen", views.hide, name="hide"),
    path("beheer/moderatie/<int:pk>/wijziging-vragen", views.ask_change, name="ask_change"),
    path("beheer/moderatie/<int:pk>/laten-staan", views.dismiss, name="dismiss"),
    path("beheer/moderatie/<int:pk>/samenvoegen", views.merge, name="merge"),
    path("beheer/moderatie/<int:pk>/losmaken", views.unmerge, name="unmerge"),
    path("beheer/moderatie/reacties/<int:pk>/plaatsen", views.publish_comment, name="publish_comment"),
    path("beheer/moderatie/reacties/<int:pk>/verbergen", views.hide_comment, name="hide_comment"),
    path("beheer/moderatie/reacties/<int:pk>/laten-staan", views.dismiss_comment, name="dismiss_comment"),
]
