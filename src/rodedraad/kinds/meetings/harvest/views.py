"""The page on which a card is filled: line by line, pasted, or from a file; and the last look before recording."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from rodedraad.base.core.permissions import requires
from rodedraad.listen.notes import Limits, UnreadableError
from rodedraad.listen.processes.errors import RefusedError, StaleError

from ..models import Consent, Conversation
from . import actions, drafts
from .desk import card_page, card_url
from .editing import Posted, differences, editor, keep_defaults, kept_defaults, read_post
from .queries import find_card
from .words import KINDS, words_for

MOST_BYTES = Limits().file_bytes


@require_http_methods(["GET", "HEAD", "POST"])
@requires("meetings.read_cards", find=find_card)
def card(request: HttpRequest, card: Conversation) -> HttpResponse:
    """Adviser: what was said at this table? Typing, pasting and uploading lead to the same list of statements."""
    if request.method != "POST":
        return _page(request, card, request.GET.get("pagina", "1")[:6])
    if not request.person.may("meetings.harvest", card):  # type: ignore[attr-defined]
        return _page(request, card, "1", problem=_("This process is finished. Open it again before you change it."))
    posted = read_post(request, card)
    keep_defaults(request, card, posted.defaults)
    try:
        saved = drafts.change_draft(card=card, version=posted.version, change=posted.change, by=request.person)  # type: ignore[attr-defined]
    except StaleError as error:
        return _page(request, error.current, posted.page, posted=posted,  # type: ignore[arg-type]
                     differences=differences(error.current, posted))  # type: ignore[arg-type]
    except RefusedError as error:
        return _page(request, card, posted.page, posted=posted, problem=str(error))
    saved.meeting = card.meeting
    return _and_then(request, saved, posted)


def _and_then(request: HttpRequest, card: Conversation, posted: Posted) -> HttpResponse:
    """What was typed is safe now; read the notes or the file, or go on."""
    do = posted.change.do
    if do not in {"split_notes", "upload"}:
        return redirect(_next(card, posted))
    try:
        number = _read(request, card, posted)
    except UnreadableError as error:
        return _page(request, card, posted.page, problem=words_for(error))
    except (RefusedError, StaleError) as error:
        why = str(error) if isinstance(error, RefusedError) else _("Somebody else just saved this card. Try once more.")
        return _page(request, card, posted.page, problem=why)
    messages.success(request, ngettext(
        "%(n)s statement is added. Look it over, then record it.",
        "%(n)s statements are added. Look them over, then record them.", number) % {"n": number})
    return redirect(card_url("card", card))


def _read(request: HttpRequest, card: Conversation, posted: Posted) -> int:
    given: dict[str, Any] = {"card": card, "version": card.version, "defaults": posted.defaults, "by": request.person}  # type: ignore[attr-defined]
    if posted.change.do == "split_notes":
        return drafts.add_text(text=card.notes, **given)
    if posted.file is None:
        raise RefusedError(_("Choose a file first."))
    if (posted.file.size or 0) > MOST_BYTES:
        raise UnreadableError("too_large", limit_mb=MOST_BYTES // 1_000_000)
    return drafts.add_file(content=posted.file.read(), filename=posted.file.name or "", **given)


def _next(card: Conversation, posted: Posted) -> str:
    name, _colon, detail = posted.change.do.partition(":")
    if name == "record":
        return card_url("card_record", card)
    if name == "page":
        return f"{card_url('card', card)}?pagina={detail}"
    anchor = f"#uitspraak-{detail.partition(':')[0]}" if name in {"mask", "split"} else "#uitspraken"
    return f"{card_url('card', card)}?pagina={posted.page}{anchor}"


def _page(request: HttpRequest, card: Conversation, number: str | int, *, posted: Posted | None = None,
          problem: str = "", **more: Any) -> HttpResponse:
    defaults = posted.defaults if posted else kept_defaults(request, card)
    shown = editor(card, number, defaults, posted)
    return card_page(
        request, "meetings/harvest/card.html", card, here=card.title, editor=shown, problem=problem, kinds=KINDS,
        recorded=card.quotes.count(), status=409 if problem or more else 200, can_write=card.state == "open", **more)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("meetings.harvest", find=find_card)
def record(request: HttpRequest, card: Conversation) -> HttpResponse:
    """Adviser: am I sure what becomes public, what counts without words, and what is not kept?"""
    rows, problem = drafts.draft_of(card).rows, ""
    if request.method == "POST":
        version = request.POST.get("version", "")
        try:
            made = actions.record_draft(card=card, version=int(version) if version.isdecimal() else 0,
                                        accepts_personal="seen" in request.POST, by=request.person)  # type: ignore[attr-defined]
        except RefusedError as error:
            problem = str(error)
        except StaleError:
            problem = _("Somebody else changed this card. Look at it again, then record it.")
        else:
            messages.success(request, ngettext("%(n)s statement is recorded.", "%(n)s statements are recorded.",
                                               len(made)) % {"n": len(made)})
            return redirect(card_url("card_quotes", card))
    counts = [(label, sum(row["consent"] == value for row in rows), value) for value, label in Consent.choices]
    return card_page(request, "meetings/harvest/record.html", card, here=_("Record the statements"), counts=counts,
                     total=len(rows), personal=sum(row.get("found", 0) for row in rows), problem=problem,
                     status=409 if problem else 200)
