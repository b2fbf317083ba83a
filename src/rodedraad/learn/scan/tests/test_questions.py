"""The organisation's own questions: four at most, before anybody answers, and never part of the comparison."""

import pytest

from rodedraad.kinds.survey.actions.instruments import begin_draft, delete_instrument
from rodedraad.kinds.survey.instrument.shape import Type
from rodedraad.kinds.survey.models import InstrumentVersion
from rodedraad.learn.scan.actions import rounds
from rodedraad.learn.scan.actions.questions import OwnQuestion, keep_own_questions, latest_version, own_questions
from rodedraad.learn.scan.tests import factories
from rodedraad.listen.processes.errors import RefusedError, StaleError

SCALE = OwnQuestion("De gemeente luistert naar de dorpen.", Type.SCALE)
CHOICE = OwnQuestion("Waar praat u het liefst mee?", Type.SINGLE, ["Op straat", "Online", "Op straat"])
TEXT = OwnQuestion("Wat moet de raad weten?", Type.TEXT)


def test_own_questions_stand_in_a_new_version_that_compares_the_same(adviser) -> None:
    scan = factories.make_scan(adviser)
    before = latest_version(scan)
    scan = keep_own_questions(scan=scan, version=1, questions=[SCALE, CHOICE, TEXT], by=adviser)
    after = latest_version(scan)
    assert (after.number, after.digest) == (before.number + 1, before.digest)
    assert own_questions(scan) == [SCALE, OwnQuestion(CHOICE.title, CHOICE.type, ("Op straat", "Online")), TEXT]


@pytest.mark.parametrize("wrong", [
    [TEXT] * 5,
    [OwnQuestion(" ", Type.TEXT)],
    [OwnQuestion("Hoe oud bent u?", Type.NUMBER)],
    [OwnQuestion("Kies", Type.SINGLE, ["Een", " Een "])],
    [OwnQuestion("Kies", Type.SINGLE, [str(number) for number in range(11)])],
])
def test_what_cannot_be_asked_is_refused_and_nothing_changes(adviser, wrong) -> None:
    scan = factories.make_scan(adviser)
    with pytest.raises(RefusedError):
        keep_own_questions(scan=scan, version=1, questions=wrong, by=adviser)
    assert InstrumentVersion.objects.filter(instrument=scan.instrument).count() == 1


def test_the_prepared_questionnaire_asks_them_too_and_an_open_one_does_not_change(adviser) -> None:
    scan = factories.finish(factories.finish(factories.make_scan(adviser), 1, adviser), 2, adviser)
    scan = rounds.prepare_round(scan=scan, version=scan.version, values=factories.round_values(), by=adviser)
    scan = keep_own_questions(scan=scan, version=scan.version, questions=[TEXT], by=adviser)
    scan.survey.refresh_from_db()
    assert scan.survey.asks == latest_version(scan)
    scan = rounds.open_round(scan=scan, version=scan.version, by=adviser)
    with pytest.raises(RefusedError):
        keep_own_questions(scan=scan, version=scan.version, questions=[], by=adviser)
    assert own_questions(scan) == [TEXT]


def test_a_draft_of_somebody_else_is_left_alone(adviser) -> None:
    scan = factories.make_scan(adviser)
    draft = begin_draft(instrument=scan.instrument, by=adviser)
    with pytest.raises(RefusedError):
        keep_own_questions(scan=scan, version=1, questions=[TEXT], by=adviser)
    draft.refresh_from_db()
    assert draft.is_draft


def test_the_questions_of_a_scan_cannot_be_deleted(adviser) -> None:
    scan = factories.make_scan(adviser)
    with pytest.raises(RefusedError):
        delete_instrument(instrument=scan.instrument, by=adviser)
    assert latest_version(scan).instrument == scan.instrument


def test_two_people_never_add_up_to_more_than_four(adviser) -> None:
    """Both had the page open with nothing on it; the second hears that somebody was first."""
    scan = factories.make_scan(adviser)
    keep_own_questions(scan=scan, version=1, questions=[SCALE, TEXT, CHOICE], by=adviser)
    with pytest.raises(StaleError):
        keep_own_questions(scan=scan, version=1, questions=[TEXT, CHOICE], by=adviser)
    assert len(own_questions(scan)) == 3
