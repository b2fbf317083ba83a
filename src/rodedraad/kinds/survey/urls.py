"""Addresses of the kind, mounted under `/trajecten/<process>/vragenlijst/<activity>`: each part brings its own."""

from django.urls import URLPattern, URLResolver

from .answering.urls import patterns as answering
from .desk.urls import patterns as desk
from .entering.urls import patterns as entering
from .inviting.urls import patterns as inviting
from .paper.urls import patterns as paper
from .results.urls import patterns as results

app_name = "survey"
urlpatterns: list[URLPattern | URLResolver] = [
    *answering,
    *desk,
    *entering,
    *inviting,
    *paper,
    *results,
]
