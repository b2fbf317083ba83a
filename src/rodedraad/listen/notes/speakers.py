"""Who speaks in a line of notes: “Bewoner: …”, “Jan de Boer – …”, “[Raadslid] …”."""

import re

from .models import Note

NAMED = re.compile(r"""^\s*(?:[-–•]\s*)?(?:\[(?P<box>[^\]\n]{2,40})\]\s*:?|
    (?P<word>(?:[^\W\d_]|[.'’()/&-]|\d|\ ){2,40}?)\s*:(?!/))\s+(?P<said>\S.*)$""", re.VERBOSE | re.DOTALL)
NOT_SPEAKERS = frozenset("""
    actie afspraak agenda aanleiding antwoord bijvoorbeeld bijlage citaat conclusie datum doel idee let locatie namelijk
    noot nb opmerking oplossing plaats probleem punt quote reactie samenvatting stelling suggestie tafel thema tijd tip
    tips toelichting vraag vragen voorbeeld voordeel nadeel voordelen nadelen kern kortom dus conclusies ps
    http https let ook verder tot slot daarnaast
""".split())
MOST_WORDS = 4


def with_speaker(text: str, *, heading: str = "", at_seconds: float | None = None) -> Note:
    """A note, with its speaker taken from the front when one stands there."""
    speaker, said = split_speaker(text)
    return Note(said, speaker, at_seconds, heading)


def split_speaker(text: str) -> tuple[str, str]:
    """The speaker (empty when none is named) and what was said."""
    found = NAMED.match(text[:400])
    if not found:
        return "", text
    name = (found["box"] or found["word"] or "").strip(" .-")
    words = name.split()
    if not words or len(words) > MOST_WORDS or words[0].casefold() in NOT_SPEAKERS:
        return "", text
    # A speaker is named with a capital (or in a box); “wat ik mis: …” is the start of a sentence.
    if not found["box"] and not (name[0].isupper() or name.casefold() in ROLES):
        return "", text
    if not found["box"] and len(words) > 1 and not any(word[0].isupper() for word in words[1:]) \
            and words[0].casefold() not in ROLES:
        return "", text
    return name, text[found.start("said"):]


ROLES = frozenset("""
    inwoner bewoner burger jongere oudere scholier student ouder vrijwilliger mantelzorger ondernemer winkelier huurder
    boer deelnemer gast gastheer gastvrouw raadslid statenlid wethouder burgemeester griffier secretaris ambtenaar
    adviseur voorzitter spreker inspreker interviewer vrager moderator docent wijkagent dame meneer mevrouw man vrouw
    bestuurslid dijkgraaf gedeputeerde
""".split())
