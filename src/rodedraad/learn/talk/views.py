"""The desk of the talk and the screen of the room: for the facilitator who leads the evening."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from rodedraad.base.core.permissions import requires
from rodedraad.base.core.pictures import code_picture
from rodedraad.learn.scan.frame import ask_first, scan_form, scan_page
from rodedraad.learn.scan.lookup import find_on_desk, find_scan, url_of
from rodedraad.learn.scan.models import Scan
from rodedraad.listen.processes.errors import RefusedError
from rodedraad.listen.processes.views.shared import Edited, Question, edit_form

from . import actions, queries
from .forms import CardForm
from .models import Card, Talk


def _url(name: str, scan: Scan, *more: object) -> str:
    return reverse(f"talk:{name}", args=[scan.pk, *more])


def find_talk(request: HttpRequest, scan_id: int) -> Talk:
    """The talk of a scan at the desk; else 404, for a visitor an empty one."""
    scan = find_on_desk(request, scan_id)
    found = queries.talk_of(scan)
    if found is None and scan.pk is not None:
        raise Http404(str(scan_id))
    return found or Talk(scan=scan)


def find_outcome(request: HttpRequest, scan_id: int) -> Talk:
    """The talk of a scan for everybody, when it is closed; else 404."""
    found = queries.talk_of(find_scan(request, scan_id))
    if found is None or found.state != Talk.State.CLOSED:
        raise Http404(str(scan_id))
    return found


def find_card(request: HttpRequest, scan_id: int, card_id: int) -> Card:
    """A card of the talk of a scan at the desk; else 404, for a visitor an empty one."""
    talk = find_talk(request, scan_id)
    if talk.pk is None:
        return Card(talk=talk)
    found = queries.card_on(talk, card_id)
    if found is None:
        raise Http404(str(card_id))
    return found


@never_cache
@require_safe
@requires("talk.lead", find=find_on_desk)
def desk(request: HttpRequest, scan: Scan) -> HttpResponse:
    """Facilitator: what lies on the table, and what is the next step?"""
    talk = queries.talk_of(scan)
    return scan_page(request, "talk/desk.html", scan, here=_("Agenda talk"), talk=talk,
                     cards=queries.cards_of(talk) if talk else [], room=queries.room_of(talk) if talk else None,
                     proposed=len(queries.proposed_cards(scan)), agenda_url=url_of("agenda", scan))


def _do(request: HttpRequest, scan: Scan, act: Callable[[], Any], done: str = "") -> HttpResponse:
    """An act of one press; a refusal is told on the desk."""
    try:
        act()
    except RefusedError as error:
        messages.error(request, str(error))
    else:
        if done:
            messages.success(request, done)
    return redirect(_url("desk", scan))


@require_POST
@requires("talk.lead", find=find_on_desk)
def prepare(request: HttpRequest, scan: Scan) -> HttpResponse:
    """Facilitator: begin, with what stands out in the report on the table."""
    def act() -> None:
        talk = actions.prepare_talk(scan=scan, by=request.person)  # type: ignore[attr-defined]
        cards = queries.proposed_cards(scan)
        if cards:
            actions.add_cards(talk=talk, cards=cards, by=request.person)  # type: ignore[attr-defined]

    return _do(request, scan, act, _("The table is ready. Add cards, remove some, and put them in order."))


def _card_form(request: HttpRequest, scan: Scan, edited: Edited, title: str) -> HttpResponse:
    if edited.is_saved:
        return redirect(_url("desk", scan))
    return scan_form(request, scan, edited, title=title, submit=_("Put the card on the table"),
                     back=_url("desk", scan), between=((_("Agenda talk"), _url("desk", scan)),))


@requires("talk.lead", find=find_talk)
def add(request: HttpRequest, talk: Talk) -> HttpResponse:
    """Facilitator: the room wants to talk about this, too."""
    edited = edit_form(request, CardForm, {"version": 0}, lambda form: actions.add_cards(
        talk=talk, cards=[form.values()], by=request.person), CardForm.values_of)  # type: ignore[attr-defined]
    return _card_form(request, talk.scan, edited, _("New card"))


@requires("talk.lead", find=find_card)
def edit(request: HttpRequest, card: Card) -> HttpResponse:
    """Facilitator: say it as the room says it."""
    edited = edit_form(request, CardForm, CardForm.values_of(card), lambda form: actions.edit_card(
        card=card, version=form.cleaned_data["version"], values=form.values(card),
        by=request.person), CardForm.values_of)  # type: ignore[attr-defined]
    return _card_form(request, card.scan, edited, _("Change the card"))


@requires("talk.lead", find=find_card)
def remove(request: HttpRequest, card: Card) -> HttpResponse:
    """Facilitator: this is not what we talk about."""
    question = Question(_("Remove the card “%(title)s”") % {"title": card.title},
                        _("The card leaves the table. You cannot undo this."), _("Remove the card"),
                        _("The card is removed."), is_danger=True)

    def act(*, by: Any, **_fields: object) -> None:
        actions.remove_card(card=card, by=by)

    return ask_first(request, card.scan, question, act, after=_url("desk", card.scan))


@require_POST
@requires("talk.lead", find=find_card)
def move(request: HttpRequest, card: Card, way: str) -> HttpResponse:
    """Facilitator: the room puts this higher, or lower."""
    return _do(request, card.scan, lambda: actions.move_card(
        card=card, up=way == "hoger", by=request.person))  # type: ignore[attr-defined]


STEPS: dict[str, tuple[Callable[..., Any], Any]] = {
    "openen": (actions.open_talk, lambda: _("People can join now. Show the screen with the code.")),
    "stemmen": (actions.begin_voting, lambda: _("Everybody can give three votes now.")),
}


@require_POST
@requires("talk.lead", find=find_talk)
def step(request: HttpRequest, talk: Talk, way: str) -> HttpResponse:
    """Facilitator: go one step further."""
    act, said = STEPS[way]
    return _do(request, talk.scan, lambda: act(talk=talk, by=request.person), said())  # type: ignore[attr-defined]


@requires("talk.lead", find=find_talk)
def close(request: HttpRequest, talk: Talk) -> HttpResponse:
    """Facilitator: everybody has voted."""
    question = Question(_("Close the vote"), _("The votes are counted and shown. Nobody can vote any more, and who "
                                               "gave which vote is deleted."), _("Close the vote"),
                        _("The vote is closed."))

    def act(*, by: Any, **_fields: object) -> None:
        actions.close_talk(talk=talk, by=by)

    return ask_first(request, talk.scan, question, act, after=_url("desk", talk.scan))


@require_POST
@requires("talk.lead", find=find_card)
def adopt(request: HttpRequest, card: Card) -> HttpResponse:
    """Facilitator: this goes on the improvement agenda."""
    return _do(request, card.scan, lambda: actions.adopt_card(card=card, by=request.person),  # type: ignore[attr-defined]
               _("The card is a point of the improvement agenda now."))


def _screen_context(request: HttpRequest, talk: Talk) -> dict[str, Any]:
    join_url = request.build_absolute_uri(reverse("talk:phone", args=[talk.code])) if talk.code else ""
    return {"talk": talk, "scan": talk.scan, "cards": queries.cards_of(talk), "room": queries.room_of(talk),
            "join_url": join_url, "short_url": request.build_absolute_uri(reverse("talk:join")),
            "poll_url": _url("screen", talk.scan)}


@never_cache
@require_safe
@requires("talk.lead", find=find_talk)
def screen(request: HttpRequest, talk: Talk) -> HttpResponse:
    """The room: where do we join, what lies on the table, and what came first?"""
    part = bool(request.htmx)  # type: ignore[attr-defined]
    return render(request, "talk/_screen.html" if part else "talk/screen.html", _screen_context(request, talk))


@never_cache
@require_safe
@requires("talk.lead", find=find_talk)
def qr(request: HttpRequest, talk: Talk) -> HttpResponse:
    """The code that a phone photographs."""
    if not talk.code:
        raise Http404(str(talk.pk))
    return code_picture(request.build_absolute_uri(reverse("talk:phone", args=[talk.code])))


@never_cache
@require_safe
@requires("talk.see_outcome", find=find_outcome)
def outcome(request: HttpRequest, talk: Talk) -> HttpResponse:
    """Everybody: what did the room put first?"""
    return render(request, "talk/outcome.html", {
        "talk": talk, "scan": talk.scan, "process": talk.process, "cards": queries.cards_of(talk),
        "room": queries.room_of(talk)})
