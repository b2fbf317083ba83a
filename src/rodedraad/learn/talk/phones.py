"""The pages of a phone in the room: type the code, give three votes, see the outcome; no login, no script needed."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from rodedraad.base.core.limits import allow, client_prefix, is_spent
from rodedraad.base.core.permissions import requires
from rodedraad.listen.processes.errors import RefusedError

from . import actions, queries
from .forms import CodeForm
from .models import Talk, Voter
from .tokens import WRONG_CODES, normal

SALT = "talk.voter"
COOKIE = "gesprek-"
SECONDS_KEPT = 12 * 3600


def find_open_talk(request: HttpRequest, code: str) -> Talk:
    """The talk of a code that is on a screen now, or that this browser was in; a wrong one counts, and is 404."""
    was_in = _was_in(request, normal(code))
    if was_in is not None:
        return was_in
    network = client_prefix(request)
    found: Talk | None = None
    if normal(code) and not is_spent(WRONG_CODES, network):
        found = queries.talk_with_code(normal(code))
    if found is None or not found.is_going_on:
        allow(WRONG_CODES, network)
        raise Http404(code)
    return found


def _was_in(request: HttpRequest, code: str) -> Talk | None:
    # After closing the code finds nothing any more; the phones of the room still see the outcome, and do not
    # count as guessing when they load their page again. The name of a cookie is signed along with its value.
    for name in request.COOKIES:
        if code and name.startswith(COOKIE):
            kept = request.get_signed_cookie(name, "", salt=SALT, max_age=SECONDS_KEPT)
            if kept and kept.startswith(f"{code}:"):
                return queries.talk_joined_with(code, int(name.removeprefix(COOKIE)))
    return None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("talk.join")
def join(request: HttpRequest) -> HttpResponse:
    """Somebody in the room: I have a code."""
    form, problem = CodeForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            find_open_talk(request, form.cleaned_data["code"])
        except Http404:
            problem = _("We do not know this code. Look at the screen again: it works while the talk is on.")
        else:
            return redirect("talk:phone", form.cleaned_data["code"])
    return render(request, "talk/join.html", {"form": form, "problem": problem}, status=409 if problem else 200)


def _name(talk: Talk) -> str:
    return f"{COOKIE}{talk.pk}"


def voter_of(request: HttpRequest, talk: Talk) -> Voter | None:
    """The voter whose token this browser keeps, in this vote."""
    token = (request.get_signed_cookie(_name(talk), "", salt=SALT) or "").partition(":")[2]
    return queries.voter_with(token, talk) if token else None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("talk.join", find=find_open_talk)
def phone(request: HttpRequest, talk: Talk) -> HttpResponse:
    """Somebody in the room: what can I choose from, and how many votes have I left?"""
    if not talk.is_going_on:
        return _closed(request, talk)
    voter = voter_of(request, talk)
    if voter is not None:
        return _page(request, talk, voter)
    problem = ""
    if request.method == "POST":
        try:
            token = actions.join(talk=talk, network=client_prefix(request))
        except RefusedError as error:
            problem = str(error)
        else:
            answer = redirect("talk:phone", talk.code)
            answer.set_signed_cookie(
                _name(talk), f"{talk.code}:{token}", salt=SALT, max_age=SECONDS_KEPT,
                path=reverse("talk:join"), httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
            return answer
    return render(request, "talk/welcome.html", {"talk": talk, "scan": talk.scan, "problem": problem},
                  status=409 if problem else 200)


def _closed(request: HttpRequest, talk: Talk) -> HttpResponse:
    return render(request, "talk/closed.html", {"talk": talk, "scan": talk.scan, "cards": queries.cards_of(talk)})


def _page(request: HttpRequest, talk: Talk, voter: Voter, problem: str = "") -> HttpResponse:
    return render(request, "talk/phone.html", {
        "talk": talk, "scan": talk.scan, "phone": queries.phone_of(voter, talk), "problem": problem},
        status=409 if problem else 200)


@never_cache
@require_POST
@requires("talk.join", find=find_open_talk)
def vote(request: HttpRequest, talk: Talk, card_id: int, way: str) -> HttpResponse:
    """Somebody in the room: this one; or rather not."""
    if not talk.is_going_on:
        return _closed(request, talk)
    voter = voter_of(request, talk)
    if voter is None:
        return redirect("talk:phone", talk.code)
    card = queries.card_on(talk, card_id)
    if card is None:
        return _page(request, talk, voter, _("This card is not on the table."))
    try:
        if way == "stem":
            actions.give_vote(voter=voter, card=card)
        else:
            actions.take_back(voter=voter, card=card)
    except RefusedError as error:
        return _page(request, talk, voter, str(error))
    return redirect(f"{reverse('talk:phone', args=[talk.code])}#kaart-{card.pk}")
