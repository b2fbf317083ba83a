"""What the command says: a Dutch sentence for every reason, and a word for every kind of personal data."""

from collections import Counter

import pytest

from rodedraad.listen import notes

from ..reading import Problem, role_of
from ..reporting import KINDS, REASONS, UNKNOWN, masked, reason

DETAILS = {"limit": 5, "limit_mb": 25, "extension": ".xyz", "found": "iets"}


@pytest.mark.parametrize("code", sorted(notes.REASONS))
def test_every_reason_has_a_dutch_sentence(code: str) -> None:
    said = reason(Problem("Zonnedaal/verslag.docx", code, dict(DETAILS)))
    assert code in REASONS
    assert UNKNOWN not in said
    assert said.startswith("Zonnedaal/verslag.docx: ")
    assert "{" not in said


def test_a_reason_of_tomorrow_still_names_the_file() -> None:
    assert reason(Problem("a.txt", "something_new", {})) == f"a.txt: {UNKNOWN}."
    assert reason(Problem("a.txt", "too_large", {})) == f"a.txt: {UNKNOWN}."


def test_every_kind_of_personal_data_has_a_word() -> None:
    assert set(notes.MASKS) <= set(KINDS)
    assert masked(Counter(phone=2, email=1, name=0)) == "1 e-mailadres, 2 telefoonnummers"
    assert masked(Counter()) == ""


@pytest.mark.parametrize(("speaker", "role"), [
    ("Inwoner", "inwoner"), ("Inwoner 3", "inwoner"), ("Wethouder Jansen", "wethouder"), ("raadslid:", "raadslid"),
    ("Jansen", ""), ("Els de Vries", ""), ("", ""), ("De Boer", ""),
])
def test_only_a_role_is_kept_of_a_speaker(speaker: str, role: str) -> None:
    assert role_of(speaker) == role
