"""The desk of the harvest: the cards of a meeting, one card around its statements, and consent per statement."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rodedraad.base.core.permissions import requires
from rodedraad.base.core.pictures import code_picture
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.processes.errors import RefusedError
from rodedraad.listen.processes.views.shared import Question, confirm, desk_page, edit_form

from ..lookup import find_activity_on_desk, find_meeting_on_desk, url_in, url_of
from ..models import Conversation, Meeting, Quote
from ..planning.desk import meeting_page, trail
from . import actions, queries
from .codes import code_of
from .consent import change_consent, withdraw_consent
from .forms import CardForm, ConsentForm


def card_url(name: str, card: Conversation, *more: object) -> str:
    """The address of a page of a card."""
    return url_of(name, card.meeting, card.pk, *more)


def card_page(request: HttpRequest, template: str, card: Conversation, *, here: str, **context: Any) -> HttpResponse:
    """A page at the desk of one card."""
    steps = [*trail(card.meeting.activity, card.meeting, "-")[:-1], (_("Harvest"), url_of("cards", card.meeting)),
             (card.title, card_url("card", card) if here != card.title else "")]
    frame: dict[str, Any] = {"card": card, "card_url": card_url("card", card), "title": here,
             "may_harvest": request.person.may("meetings.harvest", card)}  # type: ignore[attr-defined]
    return meeting_page(request, template, card.meeting, **frame, **context,
                        steps=steps if here == card.title else [*steps, (here, "")])


@require_safe
@requires("meetings.read_cards", find=find_activity_on_desk)
def overview(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Adviser: which cards are still open, and how much was said?"""
    title = _("Harvest of all meetings")
    return desk_page(request, "meetings/harvest/overview.html", activity.process, tab="activities", title=title,
                     activity=activity, overview=queries.overview_of(activity, request.GET.get("pagina", "1")[:6]),
                     trail=trail(activity, here=title))


@require_safe
@requires("meetings.read_cards", find=find_meeting_on_desk)
def cards(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Adviser: for which tables is the card filled in?"""
    return meeting_page(
        request, "meetings/harvest/cards.html", meeting, here=_("Harvest"), rows=queries.cards_of(meeting),
        tables=queries.tables_without_card(meeting), harvest_url=url_of("harvest", meeting),
        overview_url=url_in("harvest_overview", meeting.activity), counted=queries.counts_of(meeting),
        may_harvest=request.person.may("meetings.harvest", meeting))  # type: ignore[attr-defined]


@require_POST
@requires("meetings.harvest", find=find_meeting_on_desk)
def open_new(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Open the card of a table, or a new one."""
    chosen = request.POST.get("table", "")
    table = get_object_or_404(meeting.tables.all(), pk=int(chosen)) if chosen.isdecimal() and len(chosen) < 18 else None
    try:
        made = actions.open_card(meeting=meeting, table=table, by=request.person)  # type: ignore[attr-defined]
    except RefusedError as error:
        messages.error(request, str(error))
        return redirect(url_of("cards", meeting))
    made.meeting = meeting
    return redirect(card_url("card", made))


@requires("meetings.harvest", find=queries.find_card)
def edit(request: HttpRequest, card: Conversation) -> HttpResponse:
    """Adviser: when and where was this talk, and who were there?"""
    edited = edit_form(
        request, CardForm, CardForm.values_of(card),
        lambda form: actions.save_card(card=card, version=form.cleaned_data["version"], values=form.values,
                                       by=request.person),  # type: ignore[attr-defined]
        CardForm.values_of)
    if edited.is_saved:
        return redirect(card_url("card", card))
    return card_page(request, "meetings/harvest/edit.html", card, here=_("About the talk"), form=edited.form,
                     differences=edited.differences, problem=edited.problem, status=edited.status)


def _ask(request: HttpRequest, card: Conversation, question: Question, act: Callable[..., object]) -> HttpResponse:
    steps = trail(card.meeting.activity, card.meeting, question.title)
    return confirm(request, card.process, question, partial(act, card=card, by=request.person),  # type: ignore[attr-defined]
                   version=card.version, after=card_url("card", card), tab="activities", trail=steps)


@requires("meetings.harvest", find=queries.find_card)
def finish(request: HttpRequest, card: Conversation) -> HttpResponse:
    """Adviser: is everything of this table in?"""
    return _ask(request, card, Question(
        _("“%(card)s” is done") % {"card": card.title},
        _("Nobody writes on this card any more, until you open it again. Speakers can always take words back."),
        _("The card is done"), _("The card is done.")), actions.finish_card)


@requires("meetings.harvest", find=queries.find_card)
def reopen(request: HttpRequest, card: Conversation) -> HttpResponse:
    """Adviser: is there more to write down?"""
    return _ask(request, card, Question(
        _("Open “%(card)s” again") % {"card": card.title}, _("You can then write down more statements."),
        _("Open the card again"), _("The card is open again.")), actions.reopen_card)


@requires("meetings.harvest", find=queries.find_card)
def undo(request: HttpRequest, card: Conversation) -> HttpResponse:
    """Adviser: was this card recorded too soon?"""
    return _ask(request, card, Question(
        _("Take back all statements of “%(card)s”") % {"card": card.title},
        _("All statements go off the site and back to this card, so that you can mend them. That is possible as long "
          "as no theme, answer or reaction rests on them."),
        _("Take the statements back"), _("The statements are back on the card."), is_danger=True), actions.undo_card)


@require_safe
@requires("meetings.read_cards", find=queries.find_card)
def print_card(request: HttpRequest, card: Conversation) -> HttpResponse:
    """Adviser: what do I hand out at the table, so that people know what was written down?"""
    code, activity = code_of(card), card.meeting.activity
    address = activity.organisation.absolute(url_in("own_words", activity))
    return card_page(request, "meetings/harvest/print.html", card, here=_("Print the card"), code=code, address=address,
                     picture_url=card_url("card_code", card), quotes=queries.all_quotes_of(card))


@require_safe
@requires("meetings.read_cards", find=queries.find_card)
def code_of_card(_request: HttpRequest, card: Conversation) -> HttpResponse:
    """Speaker: a code to photograph that leads to my own words."""
    activity = card.meeting.activity
    return code_picture(activity.organisation.absolute(url_in("own_words_card", activity, code_of(card))))


@require_safe
@requires("meetings.read_cards", find=queries.find_card)
def quotes(request: HttpRequest, card: Conversation) -> HttpResponse:
    """Adviser: what was recorded of this card, and what may be done with it?"""
    return card_page(request, "meetings/harvest/quotes.html", card, here=_("Recorded statements"),
                     page=queries.quotes_of(card, request.GET.get("pagina", "1")[:6]))


@requires("meetings.change_consent", find=queries.find_quote)
def quote(request: HttpRequest, quote: Quote) -> HttpResponse:
    """Adviser: a speaker changed their mind. What may be done with it now?"""
    form = ConsentForm(request.POST or None, initial={"consent": quote.consent, "name": quote.said_by_name})
    problem, back = "", card_url("card_quotes", quote.conversation)
    if request.method == "POST" and form.is_valid():
        try:
            change_consent(quote=quote, by=request.person, **form.cleaned_data)  # type: ignore[attr-defined]
        except RefusedError as error:
            problem = str(error)
        else:
            messages.success(request, _("The consent is changed."))
            return redirect(f"{back}#uitspraak-{quote.position}")
    return card_page(request, "meetings/harvest/quote.html", quote.conversation, quote=quote, form=form,
                     problem=problem, back=back, status=409 if problem else 200,
                     withdraw_url=card_url("quote_withdraw", quote.conversation, quote.pk),
                     here=_("Statement %(number)s") % {"number": quote.position})


@requires("meetings.change_consent", find=queries.find_quote)
def withdraw(request: HttpRequest, quote: Quote) -> HttpResponse:
    """Adviser: take the words back for a speaker who asks for it."""
    question = Question(
        _("Take back statement %(number)s for the speaker") % {"number": quote.position},
        _("The words are gone at once: from the site, from themes, lists and files, and from our own records. The "
          "statement goes on counting. You cannot undo this."),
        _("Throw the words away"), _("The words are gone. The statement still counts."), is_danger=True)
    return confirm(request, quote.process, question,
                   lambda **_version: withdraw_consent(quote=quote, by=request.person),  # type: ignore[attr-defined]
                   version=1, after=card_url("card_quotes", quote.conversation), tab="activities",
                   trail=trail(quote.conversation.meeting.activity, quote.conversation.meeting, question.title))
