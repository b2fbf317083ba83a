"""Addresses of the themes app: public pages, the analysis desk, and one theme on that desk."""

from django.urls import URLPattern, URLResolver, path

from .views import desk, public, themes

app_name = "themes"
DESK = "beheer/trajecten/<slug:process_slug>/analyse"
urlpatterns: list[URLPattern | URLResolver] = [
    path("trajecten/<slug:process_slug>/themas", public.themes, name="list"),
    path("trajecten/<slug:process_slug>/themas/<int:theme_id>", public.theme, name="detail"),
    path(DESK, desk.page, name="desk"),
    path(f"{DESK}/doen", desk.act, name="act"),
    path(f"{DESK}/ongedaan", desk.undo, name="undo"),
    path(f"{DESK}/suggesties", desk.suggest, name="suggest"),
    path(f"{DESK}/voortgang", desk.progress, name="progress"),
    path(f"{DESK}/themas/nieuw", desk.new_theme, name="new"),
    path(f"{DESK}/bijdragen/<int:contribution_id>", desk.contribution, name="contribution"),
    path(f"{DESK}/gronden/<int:grounds_id>/passage", desk.mark, name="mark"),
    path(f"{DESK}/gronden/<int:grounds_id>/passage/weg", desk.unmark, name="unmark"),
    path(f"{DESK}/gronden/<int:grounds_id>/weg", desk.remove, name="remove"),
    path(f"{DESK}/themas/<int:theme_id>", themes.edit, name="edit"),
    path(f"{DESK}/themas/<int:theme_id>/plaats", themes.move, name="move"),
    path(f"{DESK}/themas/<int:theme_id>/publiceren", themes.publish, name="publish"),
    path(f"{DESK}/themas/<int:theme_id>/van-de-site", themes.unpublish, name="unpublish"),
    path(f"{DESK}/themas/<int:theme_id>/samenvoegen", themes.merge, name="merge"),
    path(f"{DESK}/themas/<int:theme_id>/splitsen", themes.split, name="split"),
]
