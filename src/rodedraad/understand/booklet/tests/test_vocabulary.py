"""The starting words: ten values and fifteen instruments, and each thread of the first booklet has its own."""

import pytest

from ..vocabulary import starting_instruments, starting_values

THREADS = (
    "Participatie", "Democratisch vakmanschap", "Samenspel", "Het goede gesprek", "Heldere afspraken",
    "Goede volksvertegenwoordiging", "Maatschappelijke opgaven", "Regionale samenwerking", "Benut het netwerk",
    "Al doende leren",
)


def test_ten_values_with_a_sentence() -> None:
    values = starting_values()
    assert len({value.name for value in values}) == len(values) == 10
    assert all(value.meaning.endswith(".") and value.meaning.count(".") == 1 for value in values)


def test_fifteen_instruments_numbered() -> None:
    instruments = starting_instruments()
    assert [each.code for each in instruments] == [f"D{number:02}" for number in range(1, 16)]
    assert len({each.name for each in instruments}) == 15
    assert all(each.description for each in instruments)


@pytest.mark.parametrize("thread", THREADS)
def test_every_thread_has_a_value_and_an_instrument(thread: str) -> None:
    assert any(thread in value.threads for value in starting_values())
    assert any(thread in each.threads for each in starting_instruments())


def test_no_word_names_an_unknown_thread() -> None:
    named = {thread for each in (*starting_values(), *starting_instruments()) for thread in each.threads}
    assert named == set(THREADS)
