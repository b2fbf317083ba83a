"""Pages that cross floors; each answers one question of one reader."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rodedraad.base.core.permissions import requires
from rodedraad.listen.processes.models import Process
from rodedraad.listen.processes.queries import find_process

from . import queries
from . import search as finding
from .council import living_page
from .coverage import coverage_of
from .lines import line_of_process, line_of_thread
from .threads import Thread, find_thread


def page_number(request: HttpRequest) -> int:
    """The page asked for; 1 for anything that is not a number."""
    asked = request.GET.get("pagina", "1")
    return int(asked) if asked.isdecimal() and len(asked) < 6 else 1


@require_safe
@requires("site.visit")
def home(request: HttpRequest) -> HttpResponse:
    """Resident: what runs here, what closes soon, what was promised and is late, what came of it?"""
    return render(request, "site/home.html", {"home": queries.home(request.person)})  # type: ignore[attr-defined]


@require_safe
@requires("site.visit")
def search(request: HttpRequest) -> HttpResponse:
    """Anybody: where is what I am looking for?"""
    words = request.GET.get("q", "").strip()[:200]
    person = request.person  # type: ignore[attr-defined]
    found = finding.find_everywhere(words, person, page_number(request)) if words else None
    return render(request, "site/search.html", {"words": words, "found": found, "query": request.GET.urlencode()})


@require_safe
@requires("site.visit")
def promises(request: HttpRequest) -> HttpResponse:
    """Resident: what did they promise, and did they keep it?"""
    person = request.person  # type: ignore[attr-defined]
    listing = queries.promises(person, request.GET.get("stand", "late"), page_number(request))
    return render(request, "site/promises.html", {"listing": listing, "query": request.GET.urlencode()})


@require_safe
@requires("site.my_thread")
def my_thread(request: HttpRequest) -> HttpResponse:
    """Resident: where did my contributions go?"""
    mine = queries.my_thread(request.person, page_number(request))  # type: ignore[attr-defined]
    return render(request, "site/my_thread.html", {"mine": mine, "query": request.GET.urlencode()})


@require_safe
@requires("site.view_thread", find=find_thread)
def thread(request: HttpRequest, found: Thread) -> HttpResponse:
    """Anybody: the whole thread, from whichever knot I hold."""
    return render(request, "site/thread.html", {"thread": found, "line": line_of_thread(found),
                                                "process": found.process})


@require_safe
@requires("site.desk")
def desk(request: HttpRequest) -> HttpResponse:
    """Staff, council and who is in the team of a process: what waits for me today?"""
    return render(request, "site/desk.html", {"desk": queries.desk(request.person)})  # type: ignore[attr-defined]


@require_safe
@requires("processes.view", find=find_process)
def living(request: HttpRequest, process: Process) -> HttpResponse:
    """Council member on the train: what did people say, what did we promise, what is asked of us tonight?"""
    if not process.is_public and not request.person.is_staff_member:  # type: ignore[attr-defined]
        raise Http404
    return render(request, "site/living.html", {"process": process, "living": living_page(process),
                                                "line": line_of_process(process)})


@require_safe
@requires("contributions.moderate", find=find_process)
def coverage(request: HttpRequest, process: Process) -> HttpResponse:
    """Adviser: how many contributions have a theme, an answer, a decision, a result, and which are late?"""
    return render(request, "site/coverage.html", {"process": process, "coverage": coverage_of(process),
                                                  "line": line_of_process(process)})
