"""The phone page of street talks with what it needs without a connection, and the page that shows whom they reached."""

import hashlib
import json
from pathlib import Path
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rodedraad.base.core.permissions import requires
from rodedraad.listen.processes.errors import RefusedError
from rodedraad.listen.processes.views.shared import Edited, edit_form

from ..lookup import url_of
from ..models import Meeting
from ..planning.desk import meeting_page
from . import actions
from .entries import EntryForm, values_from_json
from .forms import ExpectedForm, names
from .queries import find_street, reach_of, waiting_drafts

WORKER = Path(__file__).parent / "worker.js"
REMEMBERED = ("place", "neighbourhood")
ASSETS = ("ui/rodedraad.css", "ui/source-sans-3.woff2", "ui/htmx.min.js", "ui/rodedraad.js", "ui/knot.svg",
          "meetings/street.js")


@never_cache
@require_http_methods(["GET", "POST"])
@requires("meetings.hold_street_talks", find=find_street)
def talk(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Colleague in the street: how do I write down what I just heard, with or without a connection?"""
    first = {name: request.GET.get(name, "") for name in REMEMBERED}
    form = EntryForm(request.POST or None, meeting=meeting, initial=first)
    found: list[str] = []
    if request.method == "POST" and form.is_valid():
        entry = form.entry()
        found = [] if entry.personal else entry.found()
        if not found:
            answer = _kept(request, meeting, form)
            if answer is not None:
                return answer
    return render(request, "meetings/street/talk.html", {
        "meeting": meeting, "activity": meeting.activity, "process": meeting.process, "form": form, "found": found,
        "ages": reach_of(meeting.activity)[0], "fresh_url": url_of("street_fresh", meeting),
        "send_url": url_of("street_send", meeting), "worker_url": url_of("street_worker", meeting),
        "path": url_of("street", meeting), "reach_url": url_of("street_reach", meeting),
        "login_url": f"/inloggen?next={url_of('street', meeting)}",
    }, status=422 if form.errors or found else 200)


def _kept(request: HttpRequest, meeting: Meeting, form: EntryForm) -> HttpResponse | None:
    """Keep the talk and give an empty form with the place filled in; None when it was refused."""
    try:
        actions.keep_talk(meeting=meeting, entry=form.entry(), by=request.person)  # type: ignore[attr-defined]
    except RefusedError as error:
        form.add_error(None, str(error))
        return None
    messages.success(request, _("The talk is kept. You can write down the next one."))
    return redirect(f"{url_of('street', meeting)}?{form_query(form)}")


def form_query(form: EntryForm) -> str:
    """What the next talk starts with: somebody stays at the same place for a while."""
    return urlencode({name: form.data.get(name, "") for name in REMEMBERED if form.data.get(name)})


@never_cache
@require_safe
@requires("meetings.hold_street_talks", find=find_street)
def fresh(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Phone: am I still logged in, and with which mark may I send?"""
    return JsonResponse({"csrf": get_token(request), "meeting": meeting.pk})


@require_POST
@requires("meetings.hold_street_talks", find=find_street)
def send(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Phone: keep this one talk that was waiting; the same key twice is one talk."""
    given = _json(request)
    form = EntryForm(values_from_json(given), meeting=meeting)
    if not form.is_valid():
        return JsonResponse({"state": "refused", "errors": _errors(form)}, status=422)
    entry = form.entry()
    if given.get("ask") is True and not entry.personal and (found := entry.found()):
        return JsonResponse({"state": "personal", "found": found}, status=409)
    try:
        kept = actions.keep_talk(meeting=meeting, entry=entry, by=request.person)  # type: ignore[attr-defined]
    except RefusedError as error:
        return JsonResponse({"state": "refused", "errors": [str(error)]}, status=422)
    return JsonResponse({"state": kept.state})


def _json(request: HttpRequest) -> dict[str, object]:
    try:
        given = json.loads(request.body or b"{}")
    except ValueError:
        return {}
    return given if isinstance(given, dict) else {}


def _errors(form: EntryForm) -> list[str]:
    """Every error with the name of its field before it."""
    return [f"{form.fields[name].label}: {text}" if name in form.fields and form.fields[name].label else str(text)
            for name, texts in form.errors.items() for text in texts]


@require_safe
@requires("meetings.hold_street_talks", find=find_street)
def worker(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Phone: the script that keeps the page and its files for when there is no connection."""
    organisation, page = request.organisation, url_of("street", meeting)  # type: ignore[attr-defined]
    assets = [static(name) for name in ASSETS]
    assets += [path for path in (organisation.house_style_path, organisation.logo_path) if path]
    code = WORKER.read_text("utf-8")
    version = hashlib.sha256((code + json.dumps(assets)).encode()).hexdigest()[:12]
    facts = json.dumps({"page": page, "assets": assets, "version": version})
    answer = HttpResponse(f"const FACTS = {facts};\n{code}", content_type="text/javascript; charset=utf-8")
    answer["Service-Worker-Allowed"] = page
    answer["Cache-Control"] = "no-cache"
    return answer


@require_http_methods(["GET", "POST"])
@requires("meetings.hold_street_talks", find=find_street)
def reach(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Adviser: whom have we not reached yet, and where should we stand tomorrow?"""
    activity, may_change = meeting.activity, request.person.may("meetings.plan", meeting)  # type: ignore[attr-defined]
    edited = edit_form(
        request, ExpectedForm, ExpectedForm.values_of(activity),
        lambda form: actions.set_expected(activity=activity, version=form.cleaned_data["version"], shares=form.shares,
                                          by=request.person),  # type: ignore[attr-defined]
        ExpectedForm.values_of) if may_change else Edited(ExpectedForm(initial=ExpectedForm.values_of(activity)))
    if edited.is_saved:
        return redirect(url_of("street_reach", meeting))
    ages, areas = reach_of(activity)
    return meeting_page(
        request, "meetings/street/reach.html", meeting, here=_("Whom have we not reached yet?"),
        reaches=[(_("By age"), ages), (_("By neighbourhood"), areas)], form=edited.form,
        may_change=may_change, differences=edited.differences, problem=edited.problem,
        has_expected=bool(meeting.activity.options.get(actions.OPTION)), drafts=waiting_drafts(meeting),
        age_fields=names(edited.form, "age"), area_fields=names(edited.form, "area"),
        talk_url=url_of("street", meeting), status=422 if edited.form.errors else edited.status)
