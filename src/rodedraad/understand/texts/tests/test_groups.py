"""First groups: the same every time, found where they are plain, and steady when texts are added."""

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from rodedraad.understand.texts import encoder_named, first_groups, groups_of, moved_share, observations_of
from rodedraad.understand.texts.groups import suggested_count
from rodedraad.understand.texts.tests.examples import OWN, TEXTS


def clouds(size: int, count: int = 6, seed: int = 0) -> tuple[np.ndarray, list[str], np.ndarray]:
    """Vectors in `count` clouds, with texts of words that say which."""
    rng = np.random.default_rng(seed)
    middles = rng.standard_normal((count, 64))
    own = rng.integers(0, count, size)
    rows = middles[own] + 0.9 * rng.standard_normal((size, 64))
    texts = [f"woord{rng.integers(300)} naam{rng.integers(300)}" for _each in own]
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32), texts, own


def test_finds_plain_groups_and_orders_them_by_size() -> None:
    rows, texts, own = clouds(400)
    found = first_groups(rows, texts, count=6)
    assert adjusted_rand_score(own, found.labels) > 0.95
    sizes = np.bincount(found.labels)
    assert (np.diff(sizes) <= 0).all()
    assert np.array_equal(first_groups(rows, texts, count=6).labels, found.labels)


def test_real_sentences_fall_into_their_themes() -> None:
    found = first_groups(encoder_named("use").encode(TEXTS), TEXTS, count=3)
    assert adjusted_rand_score(OWN, found.labels) > 0.4


@pytest.mark.parametrize("size", [200, 1000])
def test_one_percent_more_moves_less_than_five_percent(size: int) -> None:
    rows, texts, _own = clouds(size + size // 100)
    before = first_groups(rows[:size], texts[:size])
    after = first_groups(rows, texts, before=before)
    assert moved_share(before.labels, after.labels[:size]) < 0.05
    assert (after.labels >= 0).all()
    # The same from labels that were kept, with -1 for the new texts.
    kept = np.concatenate([before.labels, np.full(size // 100, -1)])
    again = first_groups(rows, texts, before=groups_of(rows, texts, kept))
    assert moved_share(before.labels, again.labels[:size]) < 0.05


def test_more_than_the_sample_is_spread_over_all_groups() -> None:
    rows, texts, own = clouds(6000)
    found = first_groups(rows, texts, count=6)
    assert adjusted_rand_score(own, found.labels) > 0.9


@pytest.mark.parametrize("size", [0, 1, 2, 5, 9])
def test_a_handful_of_texts(size: int) -> None:
    rows, texts, _own = clouds(9)
    found = first_groups(rows[:size], texts[:size])
    assert len(found.labels) == size
    assert (found.labels >= 0).all()


def test_texts_without_words_are_in_no_group() -> None:
    rows, texts, _own = clouds(50)
    rows[7] = 0
    found = first_groups(rows, texts)
    assert found.labels[7] == -1
    assert (np.delete(found.labels, 7) >= 0).all()


def test_equal_texts_are_no_trouble() -> None:
    rows = np.tile(np.eye(1, 8, dtype=np.float32), (30, 1))
    assert (first_groups(rows, ["zelfde"] * 30).labels >= -1).all()


def test_observations_are_numbered_within_each_theme() -> None:
    rows, _texts, own = clouds(300, count=3)
    found = observations_of(rows, np.where(own == 2, -1, own))
    assert (found[own == 2] == -1).all()
    for theme in (0, 1):
        sizes = np.bincount(found[own == theme])
        assert 2 <= len(sizes) <= 5
        assert (np.diff(sizes) <= 0).all()


def test_a_small_theme_is_one_observation() -> None:
    rows, _texts, _own = clouds(8)
    assert set(observations_of(rows, np.zeros(8, dtype=np.int64))) == {0}


def test_moved_share_knows_that_names_of_groups_may_change() -> None:
    assert moved_share(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0])) == 0
    assert moved_share(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 1])) == 0.25


def test_the_number_of_groups_is_one_a_person_can_look_at() -> None:
    assert [suggested_count(size) for size in (1, 12, 100, 1000, 100_000)] == [1, 4, 5, 16, 24]
