"""The team of a process: for who leads it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rodedraad.base.core.permissions import requires

from .. import actions, queries
from ..actions import Invited
from ..errors import RefusedError
from ..forms import InviteForm, PartForm
from ..models import Process, TeamMember
from ..queries import find_for_desk, find_member
from .shared import Question, confirm, desk_page


@requires("processes.manage_team", find=find_for_desk)
def team(request: HttpRequest, process: Process) -> HttpResponse:
    """Who works on this process?"""
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        came_of_it = actions.invite_member(process=process, by=request.person, **form.cleaned_data)  # type: ignore[attr-defined]
        if came_of_it == Invited.ADDED:
            messages.success(request, _("This person is now in the team."))
            return redirect("processes:team", process.slug)
        form.add_error("email", _said(came_of_it))
    return desk_page(request, "processes/desk/team.html", process, tab="team", here=_("Team"), form=form,
                     members=queries.team_of(process), parts=TeamMember.Part.choices)


def _said(came_of_it: Invited) -> str:
    if came_of_it == Invited.ALREADY:
        return _("This person is in the team already.")
    return _("We do not know this address. Ask the administrator to add this person first.")


@require_POST
@requires("processes.manage_team", find=find_member)
def change_part(request: HttpRequest, member: TeamMember) -> HttpResponse:
    """Give somebody another part."""
    form = PartForm(request.POST)
    if form.is_valid():
        try:
            actions.change_part(member=member, part=form.cleaned_data["part"], by=request.person)  # type: ignore[attr-defined]
            messages.success(request, _("The part is changed."))
        except RefusedError as error:
            messages.error(request, str(error))
    return redirect("processes:team", member.process.slug)


@requires("processes.manage_team", find=find_member)
def remove(request: HttpRequest, member: TeamMember) -> HttpResponse:
    """Take somebody out of the team?"""
    name = member.person.display_name
    question = Question(_("Remove %(name)s from the team") % {"name": name},
                        _("This person can no longer work on the process."), _("Remove from the team"),
                        _("%(name)s is no longer in the team.") % {"name": name}, is_danger=True)

    def act(**_fields: object) -> None:
        actions.remove_member(member=member, by=request.person)  # type: ignore[attr-defined]

    return confirm(request, member.process, question, act,
                   after=reverse("processes:team", args=[member.process.slug]))
