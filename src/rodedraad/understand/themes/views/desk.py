"""The analysis desk: contributions beside themes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from rodedraad.base.core.permissions import requires
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.processes.models import Process
from rodedraad.listen.processes.queries import find_for_desk

from .. import actions, desk, work
from ..actions.bulk import last_act
from ..actions.runs import last_run
from ..filters import DeskFilter
from ..forms import PassageForm
from ..models import AnalysisRun, Grounds
from .shared import attempt, desk_trail, to_desk


@never_cache
@require_safe
@requires("themes.analyse", find=find_for_desk)
def page(request: HttpRequest, process: Process) -> HttpResponse:
    """An adviser with 3,000 contributions asks: what is still to sort, and where does this one belong?"""
    asked = DeskFilter.read(request.GET)
    shown = desk.desk_page(process, asked, request.person)  # type: ignore[attr-defined]
    return render(request, "themes/desk/desk.html",
                  {"process": process, "desk": shown, "asked": asked, "trail": desk_trail(process)})


@require_POST
@requires("themes.analyse", find=find_for_desk)
def act(request: HttpRequest, process: Process) -> HttpResponse:
    """Assign, accept, reject or mark what was chosen."""
    done = work.perform(process, request.POST, request.person)  # type: ignore[attr-defined]
    (messages.success if done.is_ok else messages.error)(request, done.words)
    if done.look_at:
        return redirect("themes:contribution", process.slug, done.look_at)
    return to_desk(process, DeskFilter.read(request.GET).full_query)


@require_POST
@requires("themes.analyse", find=find_for_desk)
def new_theme(request: HttpRequest, process: Process) -> HttpResponse:
    """Make a theme for what was chosen."""
    chosen = work.numbers(request.POST.getlist("b"))
    done = work.add_theme(process, request.POST.get("title", ""), chosen, request.person)  # type: ignore[attr-defined]
    (messages.success if done.is_ok else messages.error)(request, done.words)
    return to_desk(process, DeskFilter.read(request.GET).full_query)


@require_POST
@requires("themes.analyse", find=find_for_desk)
def undo(request: HttpRequest, process: Process) -> HttpResponse:
    """Take back what I did last."""
    last = last_act(process, request.person)  # type: ignore[attr-defined]
    if last is None:
        messages.error(request, _("There is nothing to undo (any more)."))
    else:
        attempt(request, lambda: actions.undo_bulk(bulk=last, by=request.person),  # type: ignore[attr-defined]
                done=_("Undone. What others decided since then stays."))
    return to_desk(process, DeskFilter.read(request.GET).full_query)


@require_POST
@requires("themes.analyse", find=find_for_desk)
def suggest(request: HttpRequest, process: Process) -> HttpResponse:
    """Which themes may these contributions belong to?"""
    attempt(request, lambda: actions.start_run(process=process, by=request.person),  # type: ignore[attr-defined]
            done=_("We read all contributions. You can go on working, the suggestions come here."))
    return to_desk(process, DeskFilter.read(request.GET).full_query)


@never_cache
@require_safe
@requires("themes.analyse", find=find_for_desk)
def progress(request: HttpRequest, process: Process) -> HttpResponse:
    """How far are the suggestions?"""
    if request.GET.get("wat") == "groups":
        context = {"process": process, "run": last_run(process, AnalysisRun.Purpose.GROUPS), "action": "groups"}
        return render(request, "themes/learning/_reading.html", context)
    return render(request, "themes/desk/_run.html", {"process": process, "run": last_run(process)})


@never_cache
@require_safe
@requires("themes.analyse", find=desk.find_desk_contribution)
def contribution(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """What does this one say, on which words does each theme rest, and who says the same?"""
    context = {"process": contribution.process, "shown": desk.contribution_page(contribution),
               "themes": desk.themes_of_desk(contribution.process), "form": PassageForm(auto_id=False),
               "trail": desk_trail(contribution.process, contribution.heading)}
    return render(request, "themes/desk/contribution.html", context)


@require_POST
@requires("themes.analyse", find=desk.find_grounds)
def mark(request: HttpRequest, grounds: Grounds) -> HttpResponse:
    """These are the words."""
    form = PassageForm(request.POST)
    if form.is_valid():
        attempt(request, lambda: actions.mark_passage(grounds=grounds, by=request.person,  # type: ignore[attr-defined]
                                                      **form.cleaned_data), done=_("The words are marked."))
    else:
        messages.error(request, _("Write or copy the words first."))
    return redirect("themes:contribution", grounds.theme.process.slug, grounds.contribution_id)


@require_POST
@requires("themes.analyse", find=desk.find_grounds)
def unmark(request: HttpRequest, grounds: Grounds) -> HttpResponse:
    """Not on these words after all."""
    attempt(request, lambda: actions.remove_passage(grounds=grounds, by=request.person),  # type: ignore[attr-defined]
            done=_("The mark is gone. The contribution stays under the theme."))
    return redirect("themes:contribution", grounds.theme.process.slug, grounds.contribution_id)


@require_POST
@requires("themes.analyse", find=desk.find_grounds)
def remove(request: HttpRequest, grounds: Grounds) -> HttpResponse:
    """This contribution does not belong to this theme."""
    process = grounds.theme.process
    attempt(request, lambda: actions.reject(process=process, grounds_ids=[grounds.pk], confirmed_too=True,
                                            by=request.person),  # type: ignore[attr-defined]
            done=_("Taken out of “%(title)s”.") % {"title": grounds.theme.title})
    return redirect("themes:contribution", process.slug, grounds.contribution_id)
