"""Described themes and examples: assignment, doubt, learning at once, expected accuracy and the next questions."""

import time

import numpy as np
import pytest

from rodedraad.understand.texts import ThemeModel, ask_next, encoder_named, expected_accuracy, hashed
from rodedraad.understand.texts.calibrating import MOST, Curve, rising
from rodedraad.understand.texts.estimating import wilson
from rodedraad.understand.texts.tests.examples import OWN, TEXTS, THEMES


@pytest.fixture(scope="module")
def parts():
    encoder = encoder_named("use")
    return encoder.encode(THEMES), encoder.encode(TEXTS), hashed(TEXTS), hashed(THEMES)


def trained(parts, examples) -> ThemeModel:
    themes, vectors, words, theme_words = parts
    return ThemeModel.train(themes, vectors, examples, words=words, theme_words=theme_words)


def right(model, parts) -> float:
    return float(np.mean(model.assign(parts[1], parts[2]).best == OWN))


def test_descriptions_alone_put_most_texts_right(parts) -> None:
    assert right(trained(parts, []), parts) >= 0.75


def test_examples_make_it_better_than_descriptions(parts) -> None:
    few = [(0, 0), (3, 0), (8, 1), (12, 1), (16, 2), (18, 2), (19, 2)]
    assert right(trained(parts, few), parts) >= max(right(trained(parts, []), parts), 0.85)


def test_without_words_it_works_too(parts) -> None:
    model = ThemeModel.train(parts[0], parts[1], [(0, 0), (8, 1), (16, 2)])
    assert np.mean(model.assign(parts[1]).best == OWN) >= 0.7


def test_second_is_another_theme_and_confidence_a_share(parts) -> None:
    found = trained(parts, [(0, 0), (8, 1)]).assign(parts[1], parts[2])
    assert (found.best != found.second).all()
    assert ((found.confidence >= 0) & (found.confidence <= MOST)).all()


def test_an_empty_text_is_never_sure(parts) -> None:
    encoder = encoder_named("use")
    found = trained(parts, [(0, 0)]).assign(encoder.encode([""]), hashed([""]))
    assert found.confidence[0] == 0


def test_a_correction_changes_what_is_said_of_the_text(parts) -> None:
    before = trained(parts, [])
    wrong = int(before.assign(parts[1][:1], parts[2][:1]).best[0])
    other = (wrong + 1) % 3
    after = trained(parts, [(0, other)] * 3)
    assert after.assign(parts[1][:1], parts[2][:1]).best[0] == other


@pytest.mark.parametrize("themes", [0, 1])
def test_hardly_any_themes(parts, themes: int) -> None:
    model = ThemeModel.train(parts[0][:themes], parts[1], [])
    found = model.assign(parts[1])
    assert (found.second == -1).all()
    assert (found.best == themes - 1).all()
    assert len(ask_next(model, parts[1], range(5), 3)) == 3
    assert expected_accuracy(model, parts[1]).value is None


def test_trains_and_assigns_ten_thousand_in_a_moment() -> None:
    rng = np.random.default_rng(0)
    rows = rng.standard_normal((10_000, 512)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    examples = [(place, place % 20) for place in range(400)]
    start = time.perf_counter()
    found = ThemeModel.train(rows[-20:], rows, examples).assign(rows)
    assert time.perf_counter() - start < 5, "well under a second on a quiet machine"
    assert np.mean(found.best[:400] == np.arange(400) % 20) > 0.9


def test_left_out_scores_are_those_of_a_model_without_the_example(parts) -> None:
    examples = [(0, 0), (1, 0), (8, 1), (9, 1), (16, 2), (17, 2)]
    whole = trained(parts, examples)
    from rodedraad.understand.texts import learning  # noqa: PLC0415 -- the solver itself, checked by brute force

    own = np.array([0, 1, 2, 0, 0, 1, 1, 2, 2])
    for place in range(3, 9):
        keep = np.array([other for other in range(9) if other != place])
        balance = learning._weights(own, 3)
        lines, _left = learning._solved_with(whole.known.of(keep), own[keep], 3, balance[keep])
        score = (whole.known.of([place]).like(whole.known.of(keep)) + learning.BIAS) @ lines
        assert np.allclose(score[0], whole.left_out[place - 3], atol=1e-4)


def test_expected_accuracy_needs_examples_and_then_lies_in_its_interval(parts) -> None:
    assert expected_accuracy(trained(parts, [(0, 0)]), parts[1], parts[2]).value is None
    examples = [(place, OWN[place]) for place in range(0, 24, 2)]
    found = expected_accuracy(trained(parts, examples), parts[1], parts[2])
    assert found.value is not None
    assert found.low <= found.value <= found.high
    assert found.n == 12
    assert 0.5 <= found.value <= 1


def test_examples_drawn_by_chance_are_the_fair_ones(parts) -> None:
    examples = [(place, OWN[place]) for place in range(0, 24, 2)]
    model = trained(parts, examples)
    chance = [place for place, _theme in examples][:10]
    found = expected_accuracy(model, parts[1], parts[2], by_chance=chance)
    assert found.n == 10
    right = model.left_out.argmax(axis=1)[:10] == [theme for _place, theme in examples[:10]]
    assert found.value == pytest.approx(right.mean())
    assert expected_accuracy(model, parts[1], parts[2], by_chance=chance[:9]).n == 12


def test_asks_what_is_not_confirmed_once_each_and_spread(parts) -> None:
    model = trained(parts, [(0, 0), (8, 1)])
    asked = ask_next(model, parts[1], range(24), 6, parts[2])
    assert len(set(asked)) == 6
    assert not {0, 8} & set(asked)
    assert len({OWN[place] for place in asked}) == 3
    assert ask_next(model, parts[1], range(24), 6, parts[2]) == asked
    assert len(ask_next(model, parts[1], range(24), 100, parts[2])) == 22
    assert ask_next(model, parts[1], [], 3) == []


def test_a_double_is_not_asked_twice() -> None:
    texts = [*TEXTS, *["Wat een onzin allemaal, zo'n avond."] * 6]
    encoder = encoder_named("use")
    vectors = encoder.encode(texts)
    model = ThemeModel.train(encoder.encode(THEMES), vectors, [])
    asked = ask_next(model, vectors, range(len(texts)), 8)
    assert sum(place >= len(TEXTS) for place in asked) <= 1


def test_a_rising_curve_never_falls() -> None:
    assert np.allclose(rising(np.array([1.0, 3.0, 2.0, 4.0]), np.ones(4)), [1, 2.5, 2.5, 4])
    curve = Curve.fitted(np.array([0.3, 0.2, 0.1]), np.array([0, 1, 0]))
    shares = curve.expect(np.linspace(0, 1, 50))
    assert (np.diff(shares) >= -1e-12).all()


def test_wilson_as_in_the_tables() -> None:
    # 20 of 40 right: the interval that statistics books give is .352 to .648.
    assert np.allclose(wilson(0.5, 40), (0.352, 0.648), atol=1e-3)
    assert wilson(1.0, 10)[1] == 1.0
    assert wilson(0.0, 0) == (0.0, 1.0)
