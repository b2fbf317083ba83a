"""Addresses of the editor: questionnaires stand apart from any process."""

from django.urls import URLPattern, URLResolver, path

from . import views

app_name = "instruments"
_LIST = "beheer/vragenlijsten"
_ONE = f"{_LIST}/<int:instrument_id>"
_PART = f"{_ONE}/deel/<slug:key>"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_LIST, views.listing, name="list"),
    path(f"{_LIST}/nieuw", views.new, name="new"),
    path(f"{_LIST}/bibliotheek/<slug:key>", views.look, name="look"),
    path(f"{_LIST}/bibliotheek/<slug:key>/overnemen", views.take, name="take"),
    path(_ONE, views.one, name="one"),
    path(f"{_ONE}/voorbeeld", views.preview, name="preview"),
    path(f"{_ONE}/bestand.<slug:form>", views.download, name="download"),
    path(f"{_ONE}/sectie", views.section, name="new_section"),
    path(f"{_ONE}/sectie/<slug:key>", views.section, name="section"),
    path(f"{_ONE}/vraag", views.question, name="new_question"),
    path(f"{_ONE}/vraag/<slug:key>", views.question, name="question"),
    path(f"{_PART}/hoger", views.move, {"way": "hoger"}, name="move_up"),
    path(f"{_PART}/lager", views.move, {"way": "lager"}, name="move_down"),
    path(f"{_PART}/kopie", views.copy, name="copy"),
    path(f"{_PART}/weg", views.remove, name="remove"),
    path(f"{_ONE}/klaar", views.publish, name="publish"),
    path(f"{_ONE}/versie", views.begin, name="begin"),
    path(f"{_ONE}/verwijderen", views.delete, name="delete"),
]
