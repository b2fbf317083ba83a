"""Pages on which the machine asks, proposes or accounts for itself: questions, first groups, and runs."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from rodedraad.base.core.permissions import requires
from rodedraad.listen.processes.models import Process
from rodedraad.listen.processes.queries import find_for_desk

from .. import actions, inquiring, work
from ..actions.bulk import last_act
from ..actions.runs import last_run
from ..forms import GroupForm
from ..models import AnalysisRun, FirstGroup
from .shared import attempt, attempt_form, desk_trail, number_in, to_desk


@never_cache
@require_safe
@requires("themes.analyse", find=find_for_desk)
def ask(request: HttpRequest, process: Process) -> HttpResponse:
    """Which contribution teaches most, and where does it belong?"""
    context = {"process": process, "ask": inquiring.ask_page(process, request.person),  # type: ignore[attr-defined]
               "trail": desk_trail(process, _("Questions"))}
    return render(request, "themes/learning/ask.html", context)


@require_POST
@requires("themes.analyse", find=find_for_desk)
def answer(request: HttpRequest, process: Process) -> HttpResponse:
    """It belongs to this theme, or to none; or I do not know."""
    chosen = work.numbers(request.POST.getlist("b"))
    from ..learning.asking import note_chance, skip  # noqa: PLC0415 -- the numeric libraries load only when needed

    if request.POST.get("do") == "skip" and chosen:
        skip(process, request.person, chosen[0])  # type: ignore[attr-defined]
        return redirect("themes:ask", process.slug)
    done = work.answer(process, request.POST, request.person)  # type: ignore[attr-defined]
    if done.is_ok and chosen:
        note_chance(process, request.person, chosen[0])  # type: ignore[attr-defined]
    (messages.success if done.is_ok else messages.error)(request, done.words)
    return redirect("themes:ask", process.slug)


@require_POST
@requires("themes.analyse", find=find_for_desk)
def undo_answer(request: HttpRequest, process: Process) -> HttpResponse:
    """Take my last answer back."""
    last = last_act(process, request.person)  # type: ignore[attr-defined]
    if last is None:
        messages.error(request, _("There is nothing to undo (any more)."))
    else:
        attempt(request, lambda: actions.undo_bulk(bulk=last, by=request.person),  # type: ignore[attr-defined]
                done=_("Undone. What others decided since then stays."))
    return redirect("themes:ask", process.slug)


@never_cache
@require_safe
@requires("themes.analyse", find=find_for_desk)
def groups(request: HttpRequest, process: Process) -> HttpResponse:
    """What could these contributions be about, before anybody named a theme?"""
    context = {"process": process, "page": inquiring.groups_page(process),
               "trail": desk_trail(process, _("First groups"))}
    return render(request, "themes/learning/groups.html", context)


@require_POST
@requires("themes.analyse", find=find_for_desk)
def find_groups(request: HttpRequest, process: Process) -> HttpResponse:
    """Make first groups."""
    attempt(request, lambda: actions.start_run(process=process, by=request.person,  # type: ignore[attr-defined]
                                               purpose=AnalysisRun.Purpose.GROUPS),
            done=_("We read all contributions. The groups come here."))
    return redirect("themes:groups", process.slug)


@never_cache
@requires("themes.analyse", find=inquiring.find_group)
def group(request: HttpRequest, group: FirstGroup) -> HttpResponse:
    """Is this a theme, and what do people say in it?"""
    shown, process = inquiring.group_page(group), group.run.process
    form = GroupForm(request.POST or None, initial={"title": shown.group.label.split(",")[0].capitalize()})
    chosen = work.numbers(request.POST.getlist("b"))

    def act(**values: object) -> object:
        return actions.name_group(group=group, by=request.person, belongs=chosen, **values)  # type: ignore[attr-defined, arg-type]

    if request.method == "POST" and form.is_valid() and (theme := attempt_form(form, act)):
        messages.success(request, _("The theme “%(title)s” is made. Residents do not see it yet.")
                         % {"title": str(theme)})
        return redirect("themes:groups", process.slug)
    return render(request, "themes/learning/group.html",
                  {"process": process, "shown": shown, "form": form, "chosen": chosen,
                   "trail": desk_trail(process, _("Group %(number)d") % {"number": group.number})})


@require_POST
@requires("themes.analyse", find=inquiring.find_group)
def leave_group(request: HttpRequest, group: FirstGroup) -> HttpResponse:
    """This is no theme."""
    attempt(request, lambda: actions.leave_group(group=group, by=request.person),  # type: ignore[attr-defined]
            done=_("The group is left aside."))
    return redirect("themes:groups", group.run.process.slug)


@never_cache
@require_safe
@requires("themes.analyse", find=find_for_desk)
def runs(request: HttpRequest, process: Process) -> HttpResponse:
    """What did the machine do here, when, and with what?"""
    context = {"process": process, "rows": inquiring.runs_page(process), "trail": desk_trail(process, _("Runs"))}
    return render(request, "themes/learning/runs.html", context)


@never_cache
@require_safe
@requires("themes.analyse", find=inquiring.find_run)
def compare(request: HttpRequest, run: AnalysisRun) -> HttpResponse:
    """What moved since another run, and why? Without another run: back to the list, to choose one."""
    if "met" not in request.GET:
        return redirect("themes:runs", run.process.slug)
    other = inquiring.find_run(request, run.process.slug, number_in(request, "met"))
    from ..learning.outcomes import compare as compared  # noqa: PLC0415 -- as above

    context = {"process": run.process, "shown": compared(other, run),
               "trail": desk_trail(run.process, _("What moved"))}
    return render(request, "themes/learning/compare.html", context)


@require_POST
@requires("themes.analyse", find=find_for_desk)
def stop(request: HttpRequest, process: Process) -> HttpResponse:
    """Stop reading."""
    purpose = AnalysisRun.Purpose.GROUPS if request.POST.get("wat") == "groups" else AnalysisRun.Purpose.THEMES
    run = last_run(process, purpose)
    if run is None:
        messages.error(request, _("Nothing is being read."))
    else:
        attempt(request, lambda: actions.stop_run(run=run, by=request.person),  # type: ignore[attr-defined]
                done=_("We stop. What was read is kept: going on is quick."))
    return redirect("themes:groups", process.slug) if purpose == "groups" else to_desk(process)
