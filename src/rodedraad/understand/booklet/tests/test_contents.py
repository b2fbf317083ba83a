"""The contents of a booklet: what is faulty is named, and what is written to disk comes back the same."""

import json

import pytest

from ..contents import Booklet, FaultyBookletError, Ground
from .samples import booklet


def codes(found: Booklet) -> list[str]:
    return [fault.code for fault in found.faults()]


def test_a_whole_booklet_has_no_faults() -> None:
    assert booklet().faults() == []
    assert booklet().check().title == "Rode draden"


@pytest.mark.parametrize(("change", "code"), [
    (lambda each: setattr(each, "title", " "), "no_title"),
    (lambda each: setattr(each, "threads", []), "no_threads"),
    (lambda each: setattr(each.threads[1], "number", 7), "thread_numbers"),
    (lambda each: setattr(each.threads[0], "title", ""), "no_title"),
    (lambda each: setattr(each.threads[0].observations[2], "number", 2), "observation_numbers"),
    (lambda each: setattr(each.threads[0].observations[0], "text", ""), "no_text"),
    (lambda each: setattr(each.threads[0].observations[0], "grounds", []), "no_grounds"),
    (lambda each: setattr(each.threads[0].observations[0], "statements", 2), "fewer_statements_than_grounds"),
    (lambda each: setattr(each.threads[0].observations[0], "conversations", 99), "weight"),
    (lambda each: setattr(each.threads[0].observations[0], "conversations", 0), "weight"),
    (lambda each: each.threads[0].observations[0].grounds.append(Ground("iets", "")), "empty_ground"),
    (lambda each: each.threads[0].counts_by_organisation.update({"Nergenshuizen": 1}), "unknown_organisation"),
    (lambda each: setattr(each.threads[0].quotes[1], "text", "  "), "no_text"),
])
def test_each_fault_is_named(change, code: str) -> None:
    found = booklet(threads=2)
    change(found)
    assert code in codes(found)
    with pytest.raises(FaultyBookletError, match=code):
        found.check()


def test_a_withdrawn_quote_leaves_its_count() -> None:
    """Grounds whose words may not be shown any more keep an observation standing."""
    found = booklet(threads=1)
    found.threads[0].observations[0].grounds = []
    found.threads[0].observations[0].hidden = 12
    assert found.faults() == []


def test_to_disk_and_back() -> None:
    found = booklet(threads=3)
    data = json.loads(json.dumps(found.as_dict()))
    assert data["format"] == "rodedraad-booklet"
    assert data["version"] == 1
    assert Booklet.from_dict(data) == found


def test_unknown_keys_are_left_out() -> None:
    data = booklet(threads=1).as_dict() | {"colour": "red"}
    assert Booklet.from_dict(data) == booklet(threads=1)


@pytest.mark.parametrize("change", [
    {"format": "anders"}, {"version": 2}, {"title": 3}, {"date": "gisteren"}, {"threads": {}},
    {"threads": [{"title": "zonder nummer"}]}, {"threads": ["tekst"]}, {"conversation_count": True},
])
def test_other_data_is_refused(change) -> None:
    with pytest.raises(FaultyBookletError):
        Booklet.from_dict(booklet(threads=1).as_dict() | change)


@pytest.mark.parametrize("data", [None, [], "x", {}])
def test_what_is_no_booklet_is_refused(data) -> None:
    with pytest.raises(FaultyBookletError, match="not_a_booklet"):
        Booklet.from_dict(data)
