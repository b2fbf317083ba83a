"""The code on paper with which a speaker withdraws words: made of the card and the secret of the site."""

import base64
import re

from django.utils.crypto import constant_time_compare, salted_hmac

from rodedraad.listen.activities.models import Activity

from ..models import Conversation

SALT = "meetings.harvest_code"
LETTERS = 12
_MISREAD = str.maketrans("018", "OIB")
"""Digits that the code never has, as the letters they are taken for."""


def code_of(card: Conversation) -> str:
    """Such as `418-KRTW-9ABM-C6QP`: the number of the card and sixty bits that only the site can make."""
    digest = salted_hmac(SALT, f"{card.organisation_id}:{card.pk}:{card.created_at.isoformat()}",
                         algorithm="sha256").digest()
    letters = base64.b32encode(digest).decode()[:LETTERS]
    return "-".join([str(card.pk), letters[:4], letters[4:8], letters[8:]])


def find_card(activity: Activity, code: str) -> Conversation | None:
    """The card of a code as people type it, with or without spaces and dashes; None when it is not ours."""
    number, letters = _parts(code)
    if not number or len(number) > 18 or len(letters) != LETTERS:
        return None
    rows = Conversation.objects.select_related("meeting__activity__process", "organisation")
    card: Conversation | None = rows.filter(pk=int(number), meeting__activity=activity).first()
    right = code_of(card) if card else f"{number}-AAAA-AAAA-AAAA"
    given = "-".join([number, letters[:4], letters[4:8], letters[8:]])
    return card if constant_time_compare(given, right) and card else None


def _parts(code: str) -> tuple[str, str]:
    found = re.match(r"\s*(\d+)[\s-]+([A-Za-z0-9\s-]+)$", code[:60])
    if found is None:
        return "", ""
    letters = re.sub(r"[\s-]", "", found[2]).upper().translate(_MISREAD)
    return (str(int(found[1])) if len(found[1]) <= 18 else ""), letters
