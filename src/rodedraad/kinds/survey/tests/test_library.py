"""The library: every instrument can be asked, reads easily, takes its time, and says what it measures and why."""

import pytest

from rodedraad.kinds.survey.instrument.faults import faults, missing_easy
from rodedraad.kinds.survey.instrument.reach import walk_to_the_end
from rodedraad.kinds.survey.instrument.readability import Reading, measure
from rodedraad.kinds.survey.instrument.shape import EASY, PLAIN
from rodedraad.kinds.survey.instrument.timing import minutes
from rodedraad.kinds.survey.library import KEYS, SCANS, load

CORE_VALUES = {"betrokkenheid", "dialoog", "samenspel", "gelijke rechten", "betrouwbaarheid", "transparantie",
               "macht en tegenmacht", "integriteit", "herkenbaarheid", "inclusiviteit"}


def texts_of(instrument, language) -> list[str]:
    said = [instrument.title, instrument.introduction, instrument.closing]
    for section in instrument.sections:
        said += [section.title, section.intro]
    for _section, question in instrument.each_question():
        said += [question.title, question.help, *question.wordings.values(), *(each.label for each in question.options),
                 *(each.label for each in question.rows)]
    return [text[language] for text in said if text.get(language)]


@pytest.mark.parametrize("key", KEYS)
def test_it_can_be_asked(key) -> None:
    instrument = load(key)
    assert faults(instrument) == []
    assert missing_easy(instrument) == []
    for group in instrument.group_keys or [""]:
        assert len(walk_to_the_end(instrument, group=group)) >= 9


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(("language", "levels"), [(PLAIN, {"A2", "B1"}), (EASY, {"A2"})])
def test_it_reads_easily(key, language, levels) -> None:
    """As a whole, and each text by itself at most one level above: a title of two words has no average."""
    each = [(text, measure(text)) for text in texts_of(load(key), language)]
    whole = Reading([sentence for _text, reading in each for sentence in reading.sentences])
    assert whole.level == "A2"
    hard = [f"{reading.level} {reading.index} {text} {[s.hard for s in reading.sentences]}" for text, reading in each
            if reading.level not in levels and sum(s.words for s in reading.sentences) >= 5]
    assert hard == []


@pytest.mark.parametrize("key", SCANS)
def test_a_scan_takes_a_quarter_of_an_hour(key) -> None:
    instrument = load(key)
    for group in instrument.group_keys:
        assert 12 <= minutes(instrument, group) <= 17, group
    assert minutes(instrument, "resident", EASY) < minutes(instrument, "resident")


def test_the_panel_takes_five_minutes() -> None:
    assert 3 <= minutes(load("panel")) <= 6


@pytest.mark.parametrize("key", KEYS)
def test_each_question_says_which_value_and_why(key) -> None:
    for _section, question in load(key).each_question():
        assert question.values and set(question.values) <= CORE_VALUES, question.key
        assert question.source, question.key


@pytest.mark.parametrize("key", SCANS)
def test_a_scan_asks_about_every_value_in_every_part(key) -> None:
    instrument = load(key)
    assert [section.key for section in instrument.sections] == [
        "general", "participation", "initiatives", "government", "communication", "region", "own", "close"]
    pairs = {value for _s, question in instrument.each_question() if question.type == "now_wish"
             for value in question.values}
    assert pairs == CORE_VALUES
    own = instrument.sections[6]
    assert own.is_own and own.most == 4 and own.questions == []


def test_each_body_reads_its_own_words() -> None:
    said = {key: " ".join(texts_of(load(key), PLAIN)) for key in SCANS}
    assert "raadsleden" in said["quickscan_municipality"] and "Statenleden" in said["quickscan_province"]
    assert "het waterschap" in said["quickscan_water_board"]
    assert "gedeputeerden" not in said["quickscan_municipality"]
    assert not any("<" in text or ">" in text for text in said.values())
    for key in ("quickscan_province", "quickscan_water_board"):
        assert "raadsleden" not in said[key] and "wethouder" not in said[key], key


def test_the_same_questions_in_every_body() -> None:
    keys = [list(load(key).questions) for key in SCANS]
    assert keys[0] == keys[1] == keys[2]
