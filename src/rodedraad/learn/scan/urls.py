"""Addresses of the Quick Scan: the desk under `/beheer/quickscans`, the page for everybody under `/quickscans`."""

from django.urls import URLPattern, URLResolver, path

from .views import agenda, asking, desk, overview, public
from .views import path as walking

app_name = "scan"
LIST = "beheer/quickscans"
DESK = f"{LIST}/<int:scan_id>"
POINT = f"{DESK}/agenda/<int:point_id>"

urlpatterns: list[URLPattern | URLResolver] = [
    path(LIST, desk.listing, name="list"),
    path(f"{LIST}/nieuw", desk.begin, name="begin"),
    path(f"{LIST}/overzicht", overview.overview_page, name="overview"),
    path(f"{LIST}/overzicht.csv", overview.overview_csv, name="overview_csv"),
    path(DESK, desk.desk, name="desk"),
    path(f"{DESK}/gegevens", desk.edit, name="edit"),
    path(f"{DESK}/planning", desk.plan, name="plan"),
    path(f"{DESK}/rollen", desk.roles, name="roles"),
    path(f"{DESK}/rollen/<int:role_id>/weg", desk.take_role, name="take_role"),
    path(f"{DESK}/stap/<int:number>", desk.step, name="step"),
    path(f"{DESK}/stap/<int:number>/klaar", walking.finish, name="finish"),
    path(f"{DESK}/stap/<int:number>/terug", walking.undo, name="undo"),
    path(f"{DESK}/onderdeel/<slug:key>", walking.item, name="item"),
    path(f"{DESK}/onderdeel/<slug:key>/document", walking.document, name="document"),
    path(f"{DESK}/vragen", asking.questions, name="questions"),
    path(f"{DESK}/vragenlijst", asking.round_, name="round"),
    path(f"{DESK}/vragenlijst/openen", asking.open_, name="open"),
    path(f"{DESK}/brieven/<slug:key>", asking.letter, name="letter"),
    path(f"{DESK}/brieven/<slug:key>.docx", asking.letter_docx, name="letter_docx"),
    path(f"{DESK}/agenda", agenda.listing, name="agenda"),
    path(f"{DESK}/agenda/nieuw", agenda.add, name="add_point"),
    path(f"{DESK}/agenda/vaststellen", agenda.agree, name="agree"),
    path(POINT, agenda.edit, name="edit_point"),
    path(f"{POINT}/weg", agenda.remove, name="remove_point"),
    path(f"{POINT}/vastleggen", agenda.promise, name="promise_point"),
    path(f"{POINT}/hoger", agenda.move, {"way": "hoger"}, name="move_up"),
    path(f"{POINT}/lager", agenda.move, {"way": "lager"}, name="move_down"),
    path(f"{DESK}/publiceren", walking.publish, name="publish"),
    path(f"{DESK}/intrekken", walking.withdraw, name="withdraw"),
    path(f"{DESK}/delen", walking.share, name="share"),
    path(f"{DESK}/weggooien", walking.delete, name="delete"),
    path(f"{DESK}/afsluiten", walking.close, name="close"),
    path(f"{DESK}/heropenen", walking.reopen, name="reopen"),
    path("quickscans/<int:scan_id>", public.detail, name="detail"),
]
