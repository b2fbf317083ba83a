"""The pages of ideas: the list, one idea, and placing a new one."""

import secrets
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rodedraad.base.core.limits import client_prefix
from rodedraad.base.core.permissions import requires
from rodedraad.listen.activities.models import Activity, Feature
from rodedraad.listen.contributions import actions, drafts
from rodedraad.listen.contributions import queries as contributions
from rodedraad.listen.contributions.drawn import draw_comments, draw_text_field
from rodedraad.listen.contributions.errors import RefusedError
from rodedraad.listen.contributions.forms import CommentForm, ContributionForm, WordsForm
from rodedraad.listen.contributions.hooks import thread_line_for
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.search import similar_ideas
from rodedraad.listen.contributions.views.shared import gone

from . import queries
from .drawn import draw_filters, draw_line, draw_row
from .filters import Filters
from .openness import Openness, openness, promise_of

SIMILAR_SHOWN = 3


def activity_of_ideas(_request: HttpRequest, process_slug: str, activity_slug: str) -> Activity:
    """The activity of an address, when it is of this kind."""
    return contributions.find_activity(process_slug, activity_slug, kind="ideas")


def activity_to_read(_request: HttpRequest, process_slug: str, activity_slug: str) -> Activity:
    """The same, remembered for a moment: for reading, not for acts."""
    return contributions.remembered_activity(process_slug, activity_slug, kind="ideas")


def first_visit(request: HttpRequest, key: str, read: Callable[[], Any]) -> Any:
    """What was read, at most two seconds ago for who comes for the first time; fresh for who has any cookie.

    A shared link brings many people at once who never were here. Who reacted or logged in has a cookie, and never
    misses what they just did.
    """
    if request.COOKIES:
        return read()
    return cache.get_or_set(key, read, contributions.SECONDS_REMEMBERED)


def idea_at(_request: HttpRequest, process_slug: str, activity_slug: str, pk: int) -> Contribution:
    """The idea of an address, whatever its state."""
    activity = activity_to_read(_request, process_slug, activity_slug)
    return first_visit(_request, f"idea:{activity.pk}:{pk}", lambda: contributions.find_to_read(activity, pk))


@require_safe
@requires("activities.view", find=activity_to_read)
def idea_list(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Inwoner: what do others want, and what came of it?"""
    filters = Filters.read(request.GET)
    options = queries.options_for(activity)
    path = reverse("ideas:list", args=[activity.process.slug, activity.slug])
    page = queries.page_of_ideas(activity, filters, _seed(request, filters))
    language = get_language() or ""
    part = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    context = {
        "activity": activity, "process": activity.process, "filters": filters, "path": path, "page": page,
        "rows": [draw_row(row, path, language) for row in page.object_list],
        "filter_form": "" if part else draw_filters(filters, options, path, language),
        "removable": filters.removable(options.themes, options.neighbourhoods),
        "openness": openness(activity, Feature.CONTRIBUTE),
    }
    response = render(request, "ideas/_results.html" if part else "ideas/list.html", context)
    response["Vary"] = "HX-Request, Cookie"
    return response


def _seed(request: HttpRequest, filters: Filters) -> int:
    """Where the random order starts: the same for the whole visit, only made when it is asked for."""
    if filters.sort != "willekeurig":
        return 0
    if "ideas_seed" not in request.session:
        request.session["ideas_seed"] = secrets.randbelow(2**31)
    return int(request.session["ideas_seed"])


@require_safe
@requires("contributions.look_up", find=idea_at)
def detail(request: HttpRequest, idea: Contribution) -> HttpResponse:
    """Inwoner: what is this idea, and where has it got to?"""
    if not request.person.may("contributions.view", idea):  # type: ignore[attr-defined]
        return gone(request, idea)
    return render(request, "ideas/detail.html", _detail_context(request, idea))


def _around(idea: Contribution, person: Any, number: str, newest_first: bool) -> tuple[Any, Any, Any, Any]:  # noqa: FBT001
    """What stands around an idea: comments, thread line, photo, and what was merged into it."""
    comments = contributions.comments_of(idea, person, number=number, newest_first=newest_first)
    comments.page.paginator.object_list = ()  # counted and read already: nothing is left to ask
    return comments, thread_line_for(idea), contributions.photo_of(idea), contributions.merged_from(idea)


def _detail_context(request: HttpRequest, idea: Contribution) -> dict[str, Any]:
    person = request.person  # type: ignore[attr-defined]
    newest_first = request.GET.get("reacties") == "nieuw"
    is_own = person.is_authenticated and idea.author_id == person.pk
    number = request.GET.get("pagina", "1")[:6]
    comments, line, photo, merged = first_visit(
        request, f"idea-page:{idea.pk}:{number}:{newest_first}", lambda: _around(idea, person, number, newest_first))
    return {
        "idea": idea, "contribution": idea, "activity": idea.activity, "process": idea.process, "is_own": is_own,
        "author": contributions.shown_author(idea), "photo": photo,
        "line": draw_line(tuple(line.knots), get_language() or ""), "comments": comments,
        "drawn_comments": draw_comments(comments.page.object_list, idea, person), "comment_form": CommentForm(),
        "text_field": draw_text_field(get_language() or ""),
        "merged_from": merged,
        "supported": contributions.has_supported(idea, person), "is_author": is_own,
        "may_support": person.may("contributions.support", idea),
        "support_open": idea.activity.is_open(Feature.SUPPORT),
        "comment_open": idea.activity.is_open(Feature.COMMENT),
        "may_comment": person.may("contributions.comment", idea),
        "may_edit": person.may("contributions.edit_own", idea),
        "comment_query": "reacties=nieuw" if newest_first else "",
    }


@require_http_methods(["GET", "POST"])
@requires("activities.view", find=activity_of_ideas)
def new(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Inwoner: how do I place my idea? First the words, then (after similar ideas) the details; no JavaScript needed.

    Who must log in first comes back with the words kept.
    """
    state = openness(activity, Feature.CONTRIBUTE)
    if request.method == "GET":
        if not state.is_open:
            return render(request, "ideas/closed.html", _new_context(activity, state), status=403)
        kept = drafts.kept(request, _draft(activity))
        if kept and request.GET.get("stap") == "2" and _may(request, activity):
            return _details(request, activity, ContributionForm(initial=kept), kept)
        return _words(request, activity, WordsForm(initial=kept))
    if request.POST.get("stap") == "2":
        return _place(request, activity)
    form = WordsForm(request.POST)
    if request.POST.get("stap") == "terug" or not form.is_valid():
        if request.POST.get("stap") == "terug":
            form = WordsForm(initial=request.POST.dict())
        return _words(request, activity, form)
    if not _may(request, activity):
        return _log_in_first(request, activity)
    return _details(request, activity, ContributionForm(initial=form.cleaned_data), form.cleaned_data)


def _may(request: HttpRequest, activity: Activity) -> bool:
    return bool(request.person.may("contributions.submit", activity))  # type: ignore[attr-defined]


def _draft(activity: Activity) -> str:
    return f"idea:{activity.pk}"


def _log_in_first(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Keep the words and go to the login page; or say that it closed in the meantime, with the words on the page."""
    if request.person.is_authenticated or not openness(activity, Feature.CONTRIBUTE).is_open:  # type: ignore[attr-defined]
        form = WordsForm(request.POST)
        form.is_valid()
        form.add_error(None, _("This is not open at the moment. Your text has not been placed."))
        return _words(request, activity, form)
    words = {name: request.POST.get(name, "") for name in ContributionForm.base_fields if name != "photo"}
    drafts.keep(request, _draft(activity), words)
    messages.info(request, _("Your idea is kept. Log in with your e-mail address to place it."))
    return drafts.to_login(f"{request.path}?stap=2")


def _new_context(activity: Activity, state: Openness | None = None) -> dict[str, Any]:
    process = activity.process
    return {"activity": activity, "process": process, "openness": state,
            "path": reverse("ideas:list", args=[process.slug, activity.slug])}


def _words(request: HttpRequest, activity: Activity, form: WordsForm) -> HttpResponse:
    context = {**_new_context(activity), "form": form}
    return render(request, "ideas/new_words.html", context, status=422 if form.errors else 200)


def _details(request: HttpRequest, activity: Activity, form: ContributionForm, words: dict[str, Any]) -> HttpResponse:
    title, text = words.get("title", ""), words.get("text", "")
    similar = similar_ideas(activity, title, text, SIMILAR_SHOWN) if not form.is_bound else []
    context = {**_new_context(activity), "form": form, "words": words, "similar": similar,
               "support_open": activity.is_open(Feature.SUPPORT),
               "place_open": any(form[name].value() for name in ("latitude", "longitude"))}
    return render(request, "ideas/new_details.html", context, status=422 if form.errors else 200)


def _place(request: HttpRequest, activity: Activity) -> HttpResponse:
    if not _may(request, activity):
        return _log_in_first(request, activity)
    form = ContributionForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            idea = actions.submit_contribution(
                activity=activity, by=request.person, words=form.words(),  # type: ignore[attr-defined]
                photo=form.ready_photo(), network=client_prefix(request))
        except RefusedError as error:
            form.add_error(None, error.message)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            drafts.drop(request, _draft(activity))
            request.session["placed"] = [*request.session.get("placed", []), idea.pk][-20:]
            return HttpResponseRedirect(reverse("ideas:placed", args=[activity.process.slug, activity.slug, idea.pk]))
    return _details(request, activity, form, {name: request.POST.get(name, "") for name in ("title", "text")})


@require_safe
@requires("contributions.look_up", find=idea_at)
def placed(request: HttpRequest, idea: Contribution) -> HttpResponse:
    """Inwoner: has it arrived, and what happens now? Also for a visitor who has just placed it."""
    person = request.person  # type: ignore[attr-defined]
    if not person.may("contributions.view", idea) and idea.pk not in request.session.get("placed", []):
        return gone(request, idea)
    context = {**_new_context(idea.activity), "idea": idea, "line": thread_line_for(idea),
               "promise": promise_of(idea.process)}
    return render(request, "ideas/placed.html", context)
