"""Addresses of the processes app: for residents under /trajecten, for the team under /beheer/trajecten."""

from django.urls import URLPattern, URLResolver, path

from .views import desk, public, rules, team

app_name = "processes"

_PUBLIC = "trajecten/<slug:process_slug>"
_DESK = "beheer/trajecten/<slug:process_slug>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("trajecten", public.process_list, name="list"),
    path(_PUBLIC, public.detail, name="detail"),
    path(f"{_PUBLIC}/spelregels", public.charter, name="charter"),
    path(f"{_PUBLIC}/spelregels/versies/<int:number>", public.charter_version, name="charter_version"),
    path(f"{_PUBLIC}/volgen", public.follow, name="follow"),
    path(f"{_PUBLIC}/ontvolgen", public.unfollow, name="unfollow"),
    path("beheer/trajecten", desk.desk_list, name="desk_list"),
    path("beheer/trajecten/nieuw", desk.create, name="create"),
    path(_DESK, desk.desk, name="desk"),
    path(f"{_DESK}/kopie", desk.copy, name="copy"),
    path(f"{_DESK}/gegevens", desk.edit, name="edit"),
    path(f"{_DESK}/voorbeeld", desk.preview, name="preview"),
    path(f"{_DESK}/publiceren", desk.publish, name="publish"),
    path(f"{_DESK}/afronden", desk.close, name="close"),
    path(f"{_DESK}/archiveren", desk.archive, name="archive"),
    path(f"{_DESK}/heropenen", desk.reopen, name="reopen"),
    path(f"{_DESK}/weggooien", desk.delete, name="delete"),
    path(f"{_DESK}/spelregels", rules.charter_edit, name="charter_edit"),
    path(f"{_DESK}/spelregels/publiceren", rules.charter_publish, name="charter_publish"),
    path(f"{_DESK}/spelregels/weggooien", rules.charter_discard, name="charter_discard"),
    path(f"{_DESK}/team", team.team, name="team"),
    path(f"{_DESK}/team/<int:member_id>/rol", team.change_part, name="change_part"),
    path(f"{_DESK}/team/<int:member_id>/verwijderen", team.remove, name="remove_member"),
]
