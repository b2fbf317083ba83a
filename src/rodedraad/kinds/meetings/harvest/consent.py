"""Acts on consent: what may be done with a statement, changed or withdrawn at any time, also after publication."""

from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.base.core.text import clean_line
from rodedraad.listen.contributions.actions import close_words, open_words, take_words
from rodedraad.listen.processes.errors import RefusedError

from ..models import Consent, Conversation, HarvestDraft, Quote
from .locking import locked_quote
from .said import NAME_LENGTH


@transaction.atomic
def change_consent(*, quote: Quote, consent: str, by: Person, name: str = "") -> Quote:
    """Change what may be done with a statement: it becomes public, or counts without words, in the same moment.

    “Not at all” is withdrawing: see `withdraw_consent`. Raises `RefusedError`.
    """
    if consent not in Consent.values:
        raise RefusedError(_("Choose what may be done with this statement."))
    if consent == Consent.NONE:
        return withdraw_consent(quote=quote, by=by)
    current = locked_quote(quote.pk)
    name = clean_line(name)[:NAME_LENGTH]
    if current.withdrawn_at is not None:
        raise RefusedError(_("The words of this statement were withdrawn and are gone. Write a new statement."))
    if consent == Consent.NAME and not name:
        raise RefusedError(_("Write the name of who said this, or choose “with role”."))
    before = current.consent
    current.consent, current.said_by_name = consent, name if consent == Consent.NAME else ""
    current.save(update_fields=["consent", "said_by_name", "updated_at"])
    if consent == Consent.THEME:
        close_words(current.contribution_id, by)
    else:
        open_words(current.contribution_id)
    audit.record("harvest.consent_changed", on=current, by=by, before=str(before), consent=str(consent))
    return current


@transaction.atomic
def withdraw_consent(*, quote: Quote, by: Person | None) -> Quote:
    """Throw the words of a statement away wherever they are kept; the count stays. Doing it twice is once.

    `by` is None when the speaker did it with the code of the card.
    """
    current = locked_quote(quote.pk)
    if current.withdrawn_at is not None:
        return current
    words = current.contribution.text
    take_words(current.contribution_id, by)
    _forget_in_notes(current.conversation_id, words)
    current.withdrawn_at, current.consent, current.said_by_name = timezone.now(), Consent.NONE, ""
    current.save(update_fields=["withdrawn_at", "consent", "said_by_name", "updated_at"])
    audit.record("harvest.consent_withdrawn", on=current, by=by, contribution=current.contribution_id,
                 by_speaker=by is None)
    return current


def _forget_in_notes(card_id: int, words: str) -> None:
    """A card that is open again can still hold the same words, in its rough notes or among what is prepared."""
    if not words.strip():
        return
    card = Conversation.objects.select_for_update(of=("self",)).get(pk=card_id)
    if words in card.notes:
        card.notes, card.version = card.notes.replace(words, "").strip(), card.version + 1
        card.save(update_fields=["notes", "version", "updated_at"])
    draft = HarvestDraft.objects.filter(conversation=card).first()
    if draft and any(words in row["text"] for row in draft.rows):
        draft.rows = [row for row in draft.rows if words not in row["text"]]
        draft.save(update_fields=["rows", "updated_at"])


def withdraw_again(row: models.Model, _facts: dict[str, Any]) -> bool:
    """After a restore, throw the words away that a speaker withdrew since the backup."""
    assert isinstance(row, Quote)
    if row.withdrawn_at is not None:
        return False
    withdraw_consent(quote=row, by=None)
    return True
