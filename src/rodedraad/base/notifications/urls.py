"""Addresses of the notifications app."""

from django.urls import URLPattern, URLResolver, path

from . import views

app_name = "notifications"
urlpatterns: list[URLPattern | URLResolver] = [
    path("meldingen", views.notices, name="notices"),
    path("meldingen/gezien", views.mark_read, name="mark_read"),
    path("mijn-gegevens/volgen", views.follows, name="follows"),
    path("volgen", views.follow, name="follow"),
    path("ontvolgen", views.unfollow, name="unfollow"),
    path("afmelden/<str:token>", views.unsubscribe, name="unsubscribe"),
    path("beheer/berichten", views.outbox, name="outbox"),
    path("beheer/berichten/<int:pk>/opnieuw", views.retry, name="retry"),
    path("postvak", views.letterbox, name="letterbox"),
    path("postvak/<int:pk>", views.letter, name="letter"),
]
