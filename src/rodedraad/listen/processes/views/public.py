"""What residents read: the list of processes, one process, its rules and how they changed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from rodedraad.base.core.permissions import requires
from rodedraad.base.notifications.actions import follow as follow_topic
from rodedraad.base.notifications.actions import unfollow as unfollow_topic

from .. import hooks, queries
from ..forms import ListForm
from ..models import Process
from ..queries import Wanted, find_process
from ..rulebook import RULES, shown
from .shared import Trail


def public_trail(process: Process, here: str = "") -> Trail:
    """From the list of processes to this page."""
    trail = [(_("Processes"), reverse("processes:list")),
             (process.title, reverse("processes:detail", args=[process.slug]) if here else "")]
    return [*trail, (here, "")] if here else trail


@require_safe
@requires("processes.browse")
def process_list(request: HttpRequest) -> HttpResponse:
    """What can I take part in, and what came of earlier processes?"""
    asked = ListForm.read(request.GET)
    wanted = Wanted(asked["q"] or "", asked["buurt"] or "", asked["stand"] or "running", asked["pagina"] or 1)
    listing = queries.public_listing(wanted)
    labels = {"running": _("Running now"), "closing": _("Closes soon"), "finished": pgettext("processes", "Finished")}
    kept = request.GET.copy()
    kept.pop("pagina", None)
    tabs = []
    for name, label in labels.items():
        kept["stand"] = name
        tabs.append((f"{label} ({listing.counts[name]})", f"?{kept.urlencode()}", name == wanted.state))
    return render(request, "processes/list.html",
                  {"listing": listing, "wanted": wanted, "tabs": tabs, "query": request.GET.urlencode()})


@require_safe
@requires("processes.view", find=find_process)
def detail(request: HttpRequest, process: Process) -> HttpResponse:
    """What is this about, what can I do now, and by which rules?"""
    page = queries.process_page(process, request.person)  # type: ignore[attr-defined]
    return render(request, "processes/detail.html", {
        "page": page, "process": process, "trail": public_trail(process), "line": hooks.thread_line(process),
        "sections": hooks.sections(request, process),
    })


@require_safe
@requires("processes.view", find=find_process)
def charter(request: HttpRequest, process: Process) -> HttpResponse:
    """By which rules do we work, and have they changed?"""
    page = queries.rules_page(process)
    return render(request, "processes/charter.html", {
        "page": page, "process": process, "trail": public_trail(process, pgettext("of a process", "Rules")),
        "rules": [(rule, shown(page.charter, rule.name)) for rule in RULES],
    })


@require_safe
@requires("processes.view", find=find_process)
def charter_version(request: HttpRequest, process: Process, number: int) -> HttpResponse:
    """What changed in the rules, and why?"""
    page = queries.version_page(process, number)
    here = _("Version %(number)d") % {"number": number}
    return render(request, "processes/charter_version.html", {
        "page": page, "process": process, "trail": public_trail(process, here),
        "rules": [(rule, shown(page.charter, rule.name)) for rule in RULES],
    })


@require_POST
@requires("processes.follow", find=find_process)
def follow(request: HttpRequest, process: Process) -> HttpResponse:
    """Hear what happens in this process."""
    follow_topic(by=request.person, topic=process.topic)  # type: ignore[attr-defined]
    return redirect("processes:detail", process.slug)


@require_POST
@requires("processes.follow", find=find_process)
def unfollow(request: HttpRequest, process: Process) -> HttpResponse:
    """Hear no more of this process."""
    unfollow_topic(by=request.person, topic=process.topic)  # type: ignore[attr-defined]
    return redirect("processes:detail", process.slug)
