"""The lock that all acts on one card take first, so that two people never undo each other unseen."""

from django.utils.translation import gettext as _

from rodedraad.listen.processes.errors import RefusedError, StaleError

from ..models import Conversation, Quote


def locked_card(pk: int, version: int | None = None, *, must_be_open: bool = False) -> Conversation:
    """The card as it now is, locked until the transaction ends. Raises `StaleError`, `RefusedError`."""
    rows = Conversation.objects.select_for_update(of=("self",)).select_related(
        "meeting__activity__process", "organisation", "table", "neighbourhood")
    card: Conversation = rows.get(pk=pk)
    if not card.meeting.process.is_changeable:
        raise RefusedError(_("This process is finished. Open it again before you change it."))
    if version is not None and card.version != version:
        raise StaleError(card)
    if must_be_open and card.state != Conversation.State.OPEN:
        raise RefusedError(_("This card is done. Open it again first."))
    return card


def locked_quote(pk: int) -> Quote:
    """A statement as it now is, locked until the transaction ends; of a finished process too, for consent is free."""
    rows = Quote.objects.select_for_update(of=("self",)).select_related("conversation__meeting__activity__process")
    found: Quote = rows.get(pk=pk)
    return found


def bump(card: Conversation, *fields: str) -> None:
    """Save these fields and give the card its next version."""
    card.version += 1
    card.save(update_fields=[*fields, "version", "updated_at"])
