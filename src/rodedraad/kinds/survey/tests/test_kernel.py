"""The kernel against chance: what passes the faults can be answered to the end on every way, and stays the same."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rodedraad.kinds.survey.instrument.answers import check_answer
from rodedraad.kinds.survey.instrument.faults import faults
from rodedraad.kinds.survey.instrument.order import ordered_options
from rodedraad.kinds.survey.instrument.piping import fill
from rodedraad.kinds.survey.instrument.reach import samples, walk_to_the_end, way_to
from rodedraad.kinds.survey.instrument.routing import (
    NEEDS_VALUE,
    counting_answers,
    holds,
    operators_for,
    pages,
    progress,
    sentence,
    visible,
)
from rodedraad.kinds.survey.instrument.shape import (
    Condition,
    Instrument,
    NotAnInstrumentError,
    Option,
    Question,
    Rule,
    Section,
    Type,
)

from .factories import all_answers, small_instrument

RULE_TYPES = [Type.SCALE, Type.SINGLE, Type.MULTIPLE, Type.NUMBER, Type.CONSENT, Type.TEXT]
words = st.text("abc é", min_size=1, max_size=8).map(lambda text: {"nl": f"x{text}"})


@st.composite
def questions(draw, key, earlier, groups):
    kind = draw(st.sampled_from(list(Type)))
    made = [Option(f"o{number}", draw(words), "p.png", {"nl": "plaatje"}, exclusive=kind == Type.MULTIPLE and
                   number == 3) for number in range(draw(st.integers(2, 4)))]
    question = Question(
        key, kind, draw(words), required=draw(st.booleans()), options=made, rows=made,
        has_other=kind in {Type.SINGLE, Type.MULTIPLE} and draw(st.booleans()), is_shuffled=draw(st.booleans()),
        groups=draw(st.sampled_from([[], [], groups[:1]])), has_unsure=draw(st.booleans()))
    if kind in {Type.MULTIPLE, Type.RANKING} and draw(st.booleans()):
        question.minimum, question.maximum = draw(st.sampled_from([(1, 2), (2, None), (None, 1)]))
    if earlier and draw(st.booleans()):
        rules = [draw(rules_on(draw(st.sampled_from(earlier)))) for _number in range(draw(st.integers(1, 3)))]
        question.show_if = Condition(draw(st.sampled_from(["all", "any"])), rules)
    return question


@st.composite
def rules_on(draw, question):
    operator = draw(st.sampled_from(operators_for(question)))
    if operator not in NEEDS_VALUE:
        return Rule(question.key, operator)
    if question.type in {Type.SCALE, Type.NUMBER}:
        return Rule(question.key, operator, draw(st.integers(0, 5)))
    value = draw(st.booleans()) if question.type == Type.CONSENT else draw(
        st.sampled_from([option.key for option in question.all_options]))
    return Rule(question.key, operator, value)


@st.composite
def instruments(draw):
    groups = draw(st.sampled_from([[], ["resident", "council"]]))
    earlier, sections = [], []
    for place in range(draw(st.integers(1, 3))):
        section = Section(f"s{place}", draw(words), is_shuffled=draw(st.booleans()))
        before = list(earlier)
        for number in range(draw(st.integers(0, 4))):
            question = draw(questions(f"q{place}_{number}", before if section.is_shuffled else earlier, groups))
            section.questions.append(question)
            earlier.append(question)
        sections.append(section)
    return Instrument(draw(words), groups=[Option(key, {"nl": key}) for key in groups], sections=sections)


sound = instruments().filter(lambda made: not faults(made))


@given(sound, st.integers(0, 9), st.data())
@settings(max_examples=60, deadline=None)
def test_what_has_no_faults_is_answered_to_the_end(instrument, seed, data) -> None:
    """Whatever valid answer is given each time, the way ends, and everything required on it is answered."""
    def choose(question):
        found = samples(question, [])
        assert found, f"{question.key} cannot be answered"
        return data.draw(st.sampled_from(found)) if found[0] is not None else None

    for group in instrument.group_keys or [""]:
        answers = {}
        for _step in range(len(instrument.questions) + 1):
            todo = [each for each in visible(instrument, answers, seed=seed, group=group) if each.key not in answers]
            if not todo:
                break
            answers[todo[0].key] = choose(todo[0])
        asked = visible(instrument, answers, seed=seed, group=group)
        assert {question.key for question in asked} <= set(answers)
        assert not [each.key for each in asked if check_answer(each, answers[each.key]).error]
        assert [key for page in pages(instrument, answers, seed=seed, group=group) for key in page.keys] == [
            question.key for question in asked]
        assert set(counting_answers(instrument, answers, seed=seed, group=group)) <= {each.key for each in asked}


@given(sound)
@settings(max_examples=40, deadline=None)
def test_each_question_has_a_way_that_leads_to_it(instrument) -> None:
    for key in instrument.questions:
        way = way_to(instrument, key)
        group = way.pop("", "")
        assert key in {question.key for question in visible(instrument, way, group=group)}


@given(instruments())
@settings(max_examples=60, deadline=None)
def test_there_and_back_is_the_same(instrument) -> None:
    assert Instrument.from_dict(json.loads(json.dumps(instrument.as_dict()))) == instrument


@given(sound, st.integers(0, 2**31 - 1))
@settings(max_examples=30, deadline=None)
def test_the_order_of_a_seed_is_stable(instrument, seed) -> None:
    again = Instrument.from_dict(instrument.as_dict())
    keys = [question.key for question in visible(instrument, {}, seed=seed)]
    assert keys == [question.key for question in visible(again, {}, seed=seed)]
    for key, question in instrument.questions.items():
        order = [option.key for option in ordered_options(question, seed)]
        assert order == [option.key for option in ordered_options(again.questions[key], seed)]
        assert sorted(order) == sorted(option.key for option in question.all_options)


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.integers(),
                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
                    max_leaves=6), st.sampled_from(list(small_instrument().questions.values())))
@settings(max_examples=300, deadline=None)
def test_nonsense_is_refused_with_a_code_or_kept_as_something_that_is_kept_again(raw, question) -> None:
    checked = check_answer(question, raw)
    if checked.value is not None:
        json.dumps(checked.value, allow_nan=False)
        assert check_answer(question, checked.value).value == checked.value


def test_a_known_order_never_changes() -> None:
    """Somebody who comes back next year with this seed sees the same order."""
    question = Question("q", Type.MULTIPLE, is_shuffled=True, options=[
        *(Option(key) for key in "abcde"), Option("z", exclusive=True)])
    assert [option.key for option in ordered_options(question, 7)] == ["b", "a", "d", "e", "c", "z"]
    assert [option.key for option in ordered_options(question, 8)] != ["b", "a", "d", "e", "c", "z"]


BAD = [
    ("later_question", lambda made: setattr(made.questions["trust"], "show_if",
                                            Condition("all", [Rule("age", "at_least", 3)]))),
    ("later_question", lambda made: setattr(made.questions["trust"], "show_if",
                                            Condition("all", [Rule("trust", "at_least", 3)]))),
    ("unknown_question", lambda made: setattr(made.questions["why"], "show_if",
                                              Condition("any", [Rule("nobody", "answered")]))),
    ("unknown_value", lambda made: setattr(made.questions["why"], "show_if",
                                           Condition("any", [Rule("area", "is", "zee")]))),
    ("operator_does_not_fit", lambda made: setattr(made.questions["why"], "show_if",
                                                   Condition("any", [Rule("area", "at_least", 2)]))),
    ("never_reached", lambda made: setattr(made.questions["why"], "show_if", Condition(
        "all", [Rule("trust", "at_least", 4), Rule("trust", "at_most", 2)]))),
    ("dead_end", lambda made: setattr(made.questions["order"], "minimum", 4)),
    ("dead_end", lambda made: vars(made.questions["age"]).update(minimum=0.2, maximum=0.8)),
    ("dead_end", lambda made: vars(made.questions["age"]).update(minimum=1e30, maximum=None)),
    ("no_wording", lambda made: made.questions["trust"].wordings.update(council={})),
    ("pipe_without_fallback", lambda made: made.questions["age"].title.update(nl="In {{ area }}?")),
    ("cannot_be_piped", lambda made: made.questions["age"].title.update(nl="In {{ talk|x }}?")),
    ("key_twice", lambda made: made.sections[1].questions.append(Question("trust", title={"nl": "x"}))),
    ("too_many_in_section", lambda made: made.sections[2].questions.extend(
        Question(f"own{number}", title={"nl": "Vraag?"}) for number in range(5))),
    ("unknown_group", lambda made: made.sections[0].groups.append("king")),
    ("unknown_scale", lambda made: setattr(made.questions["trust"], "scale", "wow")),
    ("no_image", lambda made: setattr(made.questions["picture"].options[0], "image", "")),
]


@pytest.mark.parametrize(("code", "spoil"), BAD, ids=[f"{number}-{code}" for number, (code, _s) in enumerate(BAD)])
def test_faults_are_found(code, spoil) -> None:
    made = small_instrument()
    assert faults(made) == []
    spoil(made)
    assert code in {fault.code for fault in faults(made)}


def test_a_condition_reads_as_dutch() -> None:
    made = small_instrument()
    condition = Condition("any", [Rule("area", "is", "dorp"), Rule("age", "at_least", 65)])
    assert sentence(condition, made) == (
        "Alleen als “Waar woont u?” is “Dorp” of “Hoe oud bent u?” is 65 of meer.")
    assert holds(condition, {"age": 65}) and not holds(condition, {"age": 64}) and not holds(condition, {})


def test_pipes_say_words_and_never_pipe_again() -> None:
    made = small_instrument()
    said = made.questions["why"].title["nl"]
    assert fill(said, made, {"area": "dorp"}) == "Waarom vindt u dat van Dorp?"
    assert fill(said, made, {}) == "Waarom vindt u dat van uw buurt?"
    assert fill(said, made, {"area": "other:{{ age }}<b>"}, escape=lambda text: text.replace("<", "&lt;")) == (
        "Waarom vindt u dat van age &lt;b>?")


def test_progress_and_pages() -> None:
    made = small_instrument()
    answers = walk_to_the_end(made)
    assert progress(made, answers).percent == 100
    assert progress(made, {}, upto="area").done == 2
    assert len(pages(made, answers, per="question")) == len(visible(made, answers))
    first = pages(made, {})[0]
    assert (first.number, first.keys, first.is_first_of_section) == (1, ["trust", "talk", "area"], True)


def test_groups_read_their_own_wording() -> None:
    question = small_instrument().questions["trust"]
    assert (question.title_for("council")["nl"], question.title_for("resident")["nl"]) == (
        "Wij luisteren.", "De gemeente luistert.")


@pytest.mark.parametrize("data", [None, [], {}, {"format": "rodedraad-instrument", "version": 2}, {
    "format": "rodedraad-instrument", "version": 1}, {"format": "rodedraad-instrument", "version": 1, "title": "x"},
    {"format": "rodedraad-instrument", "version": 1, "title": {"nl": "a\x00"}},
    {"format": "rodedraad-instrument", "version": 1, "title": {}, "sections": [{"key": 3}]}])
def test_something_else_is_no_instrument(data) -> None:
    with pytest.raises(NotAnInstrumentError):
        Instrument.from_dict(data)


@pytest.mark.parametrize(("key", "raw", "code"), [
    ("trust", "6", "unknown_option"), ("topics", ["groen", "none"], "exclusive"), ("topics", ["other:"], "other_empty"),
    ("topics", ["groen", "groen"], "twice"), ("age", "oud", "not_a_number"), ("age", "130", "too_large"),
    ("age", "1,5", "not_a_number"), ("since", "5 mei", "not_a_date"), ("spot", "100,4", "not_a_place"),
    ("why", "x" * 4001, "too_long"), ("parts", {"zee": "1"}, "unknown_option"),
    ("parts", ["brief"], "unreadable"), ("parts", 3, "unreadable"),
    ("trust", "", "required"), ("area", "zee", "unknown_option"),
])
def test_wrong_answers_have_a_code(key, raw, code) -> None:
    assert check_answer(small_instrument().questions[key], raw).error == code


def test_right_answers_are_kept() -> None:
    made = small_instrument()
    kept = {key: check_answer(question, all_answers()[key]).value for key, question in made.questions.items()}
    assert kept == {
        "trust": 2, "talk": [2, 5], "area": "dorp", "why": "Ze bellen nooit terug.", "topics": ["wonen", "other:vis"],
        "order": ["twee", "een"], "parts": {"brief": 4}, "age": 41, "since": "2010-05-01", "spot": [52.1, 4.9],
        "picture": "b", "use": True,
    }


def test_none_of_these_is_enough_however_many_are_asked() -> None:
    question = Question("q", Type.MULTIPLE, minimum=2, options=[
        Option("a"), Option("b"), Option("none", exclusive=True)])
    assert check_answer(question, ["none"]).value == ["none"]
    assert check_answer(question, ["a"]).error == "too_few"


def test_half_a_letter_is_not_kept() -> None:
    """PostgreSQL keeps no lone surrogate."""
    assert check_answer(small_instrument().questions["why"], "a\ud800b").value == "ab"
    with pytest.raises(NotAnInstrumentError):
        Instrument.from_dict({"format": "rodedraad-instrument", "version": 1, "title": {"nl": "a\udfff"}})


scraps = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.sampled_from(["", "a", "trust", "other", "is", "nl", "single"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["nl", "key", "join"]), inner,
                                                                max_size=2), max_leaves=4)
PLACES = ["key", "type", "title", "options", "rows", "minimum", "maximum", "show_if", "groups", "wordings", "scale",
          "has_other", "required"]


@given(st.lists(st.tuples(st.integers(0, 11), st.sampled_from(PLACES), scraps), min_size=1, max_size=3))
@settings(max_examples=150, deadline=None)
def test_a_spoilt_instrument_is_refused_or_has_faults_or_can_be_asked(spoils) -> None:
    """Nothing that comes out of a file makes the checks themselves fall over."""
    data = small_instrument().as_dict()
    all_questions = [question for section in data["sections"] for question in section.get("questions", [])]
    for place, name, value in spoils:
        all_questions[place][name] = value
    try:
        made = Instrument.from_dict(data)
    except NotAnInstrumentError:
        return
    if not faults(made):
        for group in made.group_keys:
            walk_to_the_end(made, group=group)
