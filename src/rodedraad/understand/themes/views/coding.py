"""Blind coding: rounds, the page of a coder, and the result."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from rodedraad.base.core.permissions import requires
from rodedraad.listen.processes.models import Process
from rodedraad.listen.processes.queries import find_for_desk

from .. import actions, work
from .. import coding as reads
from ..forms import RoundForm
from ..models import CodingRound
from .shared import Trail, attempt, attempt_form, desk_trail, number_in


@never_cache
@requires("themes.analyse", find=find_for_desk)
def rounds(request: HttpRequest, process: Process) -> HttpResponse:
    """Who codes what, and do we understand the themes in the same way?"""
    form = RoundForm(request.POST or None, people=reads.possible_coders(process))

    def act(**values: object) -> CodingRound:
        return actions.start_round(process=process, by=request.person, **values)  # type: ignore[attr-defined, arg-type]

    if request.method == "POST" and form.is_valid() and attempt_form(form, act):
        messages.success(request, _("The round is ready. Tell the coders that they can begin."))
        return redirect("themes:rounds", process.slug)
    context = {"process": process, "form": form, "trail": desk_trail(process, _("Blind coding")),
               "rows": reads.rounds_page(process, request.person)}  # type: ignore[attr-defined]
    return render(request, "themes/coding/rounds.html", context)


@never_cache
@requires("themes.analyse", find=reads.find_round)
def code(request: HttpRequest, coding: CodingRound) -> HttpResponse:
    """Where does this belong, in my own eyes?"""
    if request.method == "POST":
        what, _colon, which = request.POST.get("do", "").partition(":")
        contribution, theme = work.numbers([request.POST.get("b", "")]), work.numbers([which])
        if contribution and (theme or what == "none"):
            attempt(request, lambda: actions.code(coding=coding, contribution_id=contribution[0],
                                                  theme_id=theme[0] if theme else None,
                                                  by=request.person), done=_("Kept."))  # type: ignore[attr-defined]
        return redirect("themes:code", coding.process.slug, coding.pk)
    wanted = number_in(request, "bijdrage") if "bijdrage" in request.GET else None
    page = reads.code_page(coding, request.person, wanted)  # type: ignore[attr-defined]
    return render(request, "themes/coding/code.html",
                  {"process": coding.process, "round": coding, "page": page, "trail": _trail(coding, _("Code"))})


@require_POST
@requires("themes.analyse", find=reads.find_round)
def close(request: HttpRequest, coding: CodingRound) -> HttpResponse:
    """Everybody is ready."""
    done = attempt(request, lambda: actions.close_round(coding=coding, by=request.person),  # type: ignore[attr-defined]
                   done=_("The round is closed. Below is how far the coders agree."))
    return redirect("themes:round_result" if done else "themes:code", coding.process.slug, coding.pk)


@never_cache
@require_safe
@requires("themes.analyse", find=reads.find_round)
def result(request: HttpRequest, coding: CodingRound) -> HttpResponse:
    """Do we agree, and on what not? Only after the round: before that it would not be blind."""
    if coding.state != CodingRound.State.CLOSED:
        messages.error(request, _("The result comes when the round is closed. Until then nobody sees the codes of "
                                  "others."))
        return redirect("themes:rounds", coding.process.slug)
    return render(request, "themes/coding/result.html",
                  {"process": coding.process, "round": coding, "page": reads.result_page(coding),
                   "trail": _trail(coding, _("Result of the round"))})


@require_POST
@requires("themes.analyse", find=reads.find_round)
def adopt(request: HttpRequest, coding: CodingRound) -> HttpResponse:
    """After talking about it: this is where it belongs."""
    contribution = work.numbers([request.POST.get("b", "")])
    theme = work.numbers([request.POST.get("theme", "")])
    if contribution and theme:
        attempt(request, lambda: actions.adopt_code(
            coding=coding, contribution_id=contribution[0], theme_id=theme[0],
            by=request.person), done=_("The contribution stands under this theme."))  # type: ignore[attr-defined]
    return redirect("themes:round_result", coding.process.slug, coding.pk)


def _trail(coding: CodingRound, here: str) -> Trail:
    trail = desk_trail(coding.process, here)
    trail.insert(-1, (_("Blind coding"), reverse("themes:rounds", args=[coding.process.slug])))
    return trail
