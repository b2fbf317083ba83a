"""Addresses of the themes app: public pages, the analysis desk, and one theme on that desk."""

from django.urls import URLPattern, URLResolver, path

from .views import alike, cards, coding, desk, learning, public, themes, wording

app_name = "themes"
DESK = "beheer/trajecten/<slug:process_slug>/analyse"
urlpatterns: list[URLPattern | URLResolver] = [
    path("algoritmes", cards.algorithms, name="algorithms"),
    path("trajecten/<slug:process_slug>/themas", public.themes, name="list"),
    path("trajecten/<slug:process_slug>/themas/<int:theme_id>", public.theme, name="detail"),
    path(DESK, desk.page, name="desk"),
    path(f"{DESK}/dubbel", alike.page, name="alike"),
    path(f"{DESK}/doen", desk.act, name="act"),
    path(f"{DESK}/ongedaan", desk.undo, name="undo"),
    path(f"{DESK}/suggesties", desk.suggest, name="suggest"),
    path(f"{DESK}/voortgang", desk.progress, name="progress"),
    path(f"{DESK}/stop", learning.stop, name="stop"),
    path(f"{DESK}/vragen", learning.ask, name="ask"),
    path(f"{DESK}/vragen/antwoord", learning.answer, name="answer"),
    path(f"{DESK}/vragen/ongedaan", learning.undo_answer, name="undo_answer"),
    path(f"{DESK}/groepen", learning.groups, name="groups"),
    path(f"{DESK}/groepen/maken", learning.find_groups, name="find_groups"),
    path(f"{DESK}/groepen/<int:group_id>", learning.group, name="group"),
    path(f"{DESK}/groepen/<int:group_id>/weg", learning.leave_group, name="leave_group"),
    path(f"{DESK}/leesbeurten", learning.runs, name="runs"),
    path(f"{DESK}/leesbeurten/<int:run_id>/vergelijk", learning.compare, name="compare"),
    path(f"{DESK}/coderen", coding.rounds, name="rounds"),
    path(f"{DESK}/coderen/<int:round_id>", coding.code, name="code"),
    path(f"{DESK}/coderen/<int:round_id>/sluiten", coding.close, name="close_round"),
    path(f"{DESK}/coderen/<int:round_id>/uitkomst", coding.result, name="round_result"),
    path(f"{DESK}/coderen/<int:round_id>/overnemen", coding.adopt, name="adopt_code"),
    path(f"{DESK}/themas/nieuw", desk.new_theme, name="new"),
    path(f"{DESK}/bijdragen/<int:contribution_id>", desk.contribution, name="contribution"),
    path(f"{DESK}/gronden/<int:grounds_id>/passage", desk.mark, name="mark"),
    path(f"{DESK}/gronden/<int:grounds_id>/passage/weg", desk.unmark, name="unmark"),
    path(f"{DESK}/gronden/<int:grounds_id>/weg", desk.remove, name="remove"),
    path(f"{DESK}/themas/<int:theme_id>", themes.edit, name="edit"),
    path(f"{DESK}/themas/<int:theme_id>/onder", themes.put_under, name="put_under"),
    path(f"{DESK}/themas/<int:theme_id>/eronderuit", themes.take_out, name="take_out"),
    path(f"{DESK}/themas/<int:theme_id>/woorden", wording.page, name="wording"),
    path(f"{DESK}/themas/<int:theme_id>/woorden/neem", wording.take, name="take_wording"),
    path(f"{DESK}/themas/<int:theme_id>/concept", wording.ask_draft, name="ask_draft"),
    path(f"{DESK}/concepten/<int:draft_id>", wording.decide_draft, name="decide_draft"),
    path(f"{DESK}/themas/<int:theme_id>/plaats", themes.move, name="move"),
    path(f"{DESK}/themas/<int:theme_id>/publiceren", themes.publish, name="publish"),
    path(f"{DESK}/themas/<int:theme_id>/van-de-site", themes.unpublish, name="unpublish"),
    path(f"{DESK}/themas/<int:theme_id>/samenvoegen", themes.merge, name="merge"),
    path(f"{DESK}/themas/<int:theme_id>/splitsen", themes.split, name="split"),
]
