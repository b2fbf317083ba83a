"""A booklet that remembers in which contribution each ground, quote and literal observation stands.

The traces live in the working copy and in an edition as it is kept; `contents.Booklet.from_dict` leaves them out, so
that nothing that is handed out holds them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from .contents import BookletQuote, Ground, Observation

WITHDRAWN = "Deze waarneming stond hier in iemands eigen woorden. Die woorden zijn teruggenomen."
LEFT_OUT = "[…]"
SHORTEST = 20
"""A withdrawn sentence of fewer signs is not looked for in other texts: it would be found by chance."""

KEY = "contribution"


@dataclass
class TracedGround(Ground):
    """A ground with the id of its contribution, and how often it was said there."""

    contribution: int = 0
    times: int = 1


@dataclass
class TracedQuote(BookletQuote):
    """A quote with the id of its contribution."""

    contribution: int = 0


@dataclass
class TracedObservation(Observation):
    """An observation; `contribution` is not 0 when its text stands literally in one."""

    contribution: int = 0


def traced(data: dict[str, Any]) -> set[int]:
    """The ids of all contributions whose words stand in the data of an edition."""
    return {each[KEY] for _kind, each in _holders(data) if each.get(KEY)}


def without(data: dict[str, Any], gone: Callable[[int], bool]) -> dict[str, Any]:
    """The data without the words of the contributions that are gone: quotes vanish, counts stay, grounds are hidden.

    A sentence of them that somebody repeated elsewhere in the booklet is left out there as well.
    """
    lost = [each["text"] for _kind, each in _holders(data) if each.get(KEY) and gone(each[KEY])]
    threads = [_thread_without(thread, gone) for thread in data["threads"]]
    left = {**data, "threads": threads}
    sentences = sorted({text.strip() for text in lost if len(text.strip()) >= SHORTEST}, key=len, reverse=True)
    return _scrubbed(left, sentences) if sentences else left


def _holders(data: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for thread in data["threads"]:
        for quote in thread["quotes"]:
            yield "quote", quote
        for observation in thread["observations"]:
            yield "observation", observation
            for ground in observation["grounds"]:
                yield "ground", ground


def _thread_without(thread: dict[str, Any], gone: Callable[[int], bool]) -> dict[str, Any]:
    return {**thread, "quotes": [each for each in thread["quotes"] if not gone(each.get(KEY, 0))],
            "observations": [_observation_without(each, gone) for each in thread["observations"]]}


def _observation_without(observation: dict[str, Any], gone: Callable[[int], bool]) -> dict[str, Any]:
    left = [each for each in observation["grounds"] if not gone(each.get(KEY, 0))]
    hidden = observation.get("hidden", 0) + len(observation["grounds"]) - len(left)
    found = {**observation, "grounds": left, "hidden": hidden}
    if observation.get(KEY) and gone(observation[KEY]):
        found |= {"text": WITHDRAWN, KEY: 0}
    return found


def _scrubbed(value: Any, sentences: list[str]) -> Any:
    if isinstance(value, dict):
        return {key: _scrubbed(each, sentences) for key, each in value.items()}
    if isinstance(value, list):
        return [_scrubbed(each, sentences) for each in value]
    if isinstance(value, str):
        return scrub(value, sentences)
    return value


def scrub(text: str, sentences: list[str]) -> str:
    """The text with these sentences left out."""
    for sentence in sentences:
        text = text.replace(sentence, LEFT_OUT)
    return text
