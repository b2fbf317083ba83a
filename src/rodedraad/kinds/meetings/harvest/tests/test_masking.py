"""Masking removes every word that was pointed out, whatever stands around it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rodedraad.kinds.meetings.harvest.drafts import Change, Defaults, change_draft, new_row
from rodedraad.kinds.meetings.harvest.editing import pieces_of
from rodedraad.kinds.meetings.models import HarvestDraft
from rodedraad.listen.notes import MASKS, find_personal

from .test_pages import rows_of

PERSONAL = ("06 12345678", "anna@example.org", "NL91ABNA0417164300", "Molenstraat 12", "mevrouw Jansen", "111222333")
AROUND = ("de stoep is te smal", "bel", "vraag naar", "woont op", "het zwembad, zondag.", "- ja", "“nee”", "😀", "\n")
TEXTS = st.lists(st.sampled_from(PERSONAL + AROUND), min_size=1, max_size=8).map(" ".join)


@given(text=TEXTS)
def test_the_pieces_of_a_statement_are_the_statement(text: str) -> None:
    pieces = pieces_of(text)
    assert "".join(piece.text for piece in pieces) == text
    assert [piece.text for piece in pieces if piece.label] == [each.words for each in find_personal(text)]


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXTS, min_size=1, max_size=4))
def test_what_was_pointed_out_is_gone_after_masking_all(card, adviser, texts: list[str]) -> None:
    HarvestDraft.objects.all().delete()
    card.refresh_from_db()
    change_draft(card=card, version=card.version, by=adviser,
                 change=Change({}, fresh=tuple(new_row(text, Defaults()) for text in texts)))
    pointed_out = {row["id"]: [each.words for each in find_personal(row["text"])] for row in rows_of(card)}
    card.refresh_from_db()
    change_draft(card=card, version=card.version, by=adviser, change=Change({}, do="mask_all"))
    for row in rows_of(card):
        left = row["text"]
        for mask in MASKS.values():
            left = left.replace(mask, "")
        assert not [words for words in pointed_out[row["id"]] if words in left]
