"""The small parts: hooks of higher floors, differences in words, and moments in time."""

from datetime import date

import pytest
from django.test import RequestFactory

from rodedraad.base.organisations.models import Organisation
from rodedraad.listen.processes import hooks
from rodedraad.listen.processes.agenda import Moment, When, state_on, timeline
from rodedraad.listen.processes.differences import compare, compare_words
from rodedraad.listen.processes.levels import PROMISES
from rodedraad.listen.processes.models import Charter, Level, Process
from rodedraad.listen.processes.rulebook import FIELD_NAMES

from .factories import ProcessFactory

TODAY = date(2027, 3, 3)


@pytest.mark.parametrize(("on", "until", "expected"), [
    (date(2027, 3, 4), None, When.FUTURE), (date(2027, 3, 3), None, When.NOW), (date(2027, 3, 2), None, When.PAST),
    (date(2027, 3, 1), date(2027, 3, 3), When.NOW), (date(2027, 3, 1), date(2027, 3, 2), When.PAST),
])
def test_a_day_counts_whole(on: date, until: date | None, expected: When) -> None:
    assert state_on(on, until, TODAY) == expected


def test_without_an_end_it_stays_now() -> None:
    assert state_on(date(2026, 1, 1), None, TODAY, has_open_end=True) == When.NOW


def test_moments_in_words() -> None:
    assert Moment(date(2027, 3, 3), "x", When.NOW).when == "3 maart 2027"
    assert Moment(date(2027, 3, 3), "x", When.NOW, date(2027, 4, 5)).when == "3 maart tot en met 5 april 2027"
    new_year = Moment(date(2026, 12, 30), "x", When.NOW, date(2027, 1, 2))
    assert new_year.when == "30 december 2026 tot en met 2 januari 2027"
    assert Moment(date(2027, 3, 3), "x", When.NOW, has_open_end=True).when == "Vanaf 3 maart 2027"


def test_the_timeline_is_in_order_of_time() -> None:
    process = Process(starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 1))
    charter = Charter(answer_by=date(2027, 6, 1), decision_on=date(2027, 9, 1), decider="De raad")
    extra = [Moment(date(2027, 2, 1), "Ideeën", When.PAST)]
    moments = timeline(process, charter, extra)
    assert [moment.on.month for moment in moments] == [1, 2, 6, 9, 12]
    assert moments[3].text == "Door: De raad"


def test_differences_mark_only_what_differs() -> None:
    old, new = compare_words("Het budget is 400 euro.", "Het budget is 450 euro.")
    assert [piece.text for piece in old if piece.is_changed] == ["400"]
    assert [piece.text for piece in new if piece.is_changed] == ["450"]
    assert "".join(piece.text for piece in new) == "Het budget is 450 euro."


def test_every_field_of_the_rules_is_compared() -> None:
    before = Charter(level=Level.CONSULT)
    after = Charter(level=Level.ADVISE, answer_by=TODAY)
    changed = [each for each in compare(before, after) if each.is_changed]
    assert len(compare(before, after)) == len(FIELD_NAMES)
    assert [each.new[0].text for each in changed] == ["Adviseren", "3 maart 2027"]


def test_every_level_has_a_promise_of_its_own() -> None:
    assert set(PROMISES) == set(Level.values)
    assert len({str(each.promise) for each in PROMISES.values()}) == len(Level.values)


def test_sections_come_in_order_and_empty_ones_not(organisation: Organisation) -> None:
    def build(name: str) -> hooks.Section:
        return lambda _request, _process: None if name == "leeg" else (f"{name}.html", {"name": name})

    for order, name in ((95, "laat"), (94, "leeg"), (93, "vroeg")):
        hooks.register_section(name, order, build(name))
    try:
        with pytest.raises(ValueError, match="twice"):
            hooks.register_section("laat", 1, build("laat"))
        built = [each.name for each in hooks.sections(RequestFactory().get("/"), ProcessFactory())]
        assert [name for name in built if name in {"laat", "leeg", "vroeg"}] == ["vroeg", "laat"]
    finally:
        for name in ("laat", "leeg", "vroeg"):
            hooks.unregister_section(name)


def test_pages_work_when_no_higher_floor_says_anything(organisation: Organisation, visitor_client: object,
                                                       monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_sections", "_desk_links"):
        monkeypatch.setattr(hooks, name, {})
    for name in ("_thread_line", "_agenda", "_closing", "_participants", "_obstacles"):
        monkeypatch.setattr(hooks, name, [])
    process = ProcessFactory()
    for address in ("/trajecten", "/trajecten?stand=closing", f"/trajecten/{process.slug}"):
        assert visitor_client.get(address).status_code == 200  # type: ignore[attr-defined]
