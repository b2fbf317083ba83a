"""Words for a group of texts, taken from the texts themselves: a label, sentences that cover it, and quotes."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .lemmas import WORD, terms
from .vectors import Vectors

OBSERVATIONS = 3
QUOTES = 3
COMPARED = 2_000
"""So many texts of a group are compared with each other."""
LABEL_WORDS = 3
PAIR, NAME = 1.3, 0.6
"""Two words together say more than one; a name (mostly written with a capital) says where or who, not what."""
FEWEST_WORDS, MOST_WORDS = 5, 45
QUOTE_WORDS = 24
SPEAKS = re.compile(
    r"\b(ik|wij|we|mijn|ons|onze|je|jij|mij|wil|willen|moet|moeten|kan|niet|nooit|altijd)\b", re.IGNORECASE,
)


@dataclass(frozen=True)
class Wording:
    """A label in words that occur in the texts, and the places of texts that stand for the group."""

    label: str
    observations: list[int]
    quotes: list[int]


def propose_wording(texts: Sequence[str], vectors: Vectors, background_texts: Sequence[str] = ()) -> Wording:
    """A label, three observations and quotes for a group; every sentence shown stands literally in a text."""
    if not texts:
        return Wording("", [], [])
    label = _label(texts, background_texts)
    observations = _covering(texts, vectors)
    return Wording(label, observations, _quotes(texts, vectors, set(observations)))


def _label(texts: Sequence[str], background: Sequence[str]) -> str:
    """The words that set the group apart (class TF-IDF, Grootendorst 2022), as they are written in the texts."""
    inside = Counter(term for text in texts for term in _said(text))
    outside = Counter(term for text in background for term in _said(text))
    size = sum(inside.values()) or 1
    surfaces = _surfaces(texts)
    worth = {term: count / size * np.log(1 + (len(texts) + len(background)) / (count + outside[term]))
             * (PAIR if " " in term else 1.0) * (1.0 if surfaces.get(term, "").islower() else NAME)
             for term, count in inside.items()
             if count >= min(2, len(texts)) and not term.replace(" ", "").isdigit()}
    chosen: list[str] = []
    for term in sorted(worth, key=lambda term: (-worth[term], term)):
        if not any(set(term.split()) & set(other.split()) for other in chosen):
            chosen.append(term)
        if len(chosen) == LABEL_WORDS:
            break
    return ", ".join(surfaces[term] for term in chosen if term in surfaces)


def _said(text: str) -> set[str]:
    """The base forms of a text, and the pairs of words that stand side by side in it."""
    return set(_surface_of(text))


def _surface_of(text: str) -> dict[str, str]:
    """Base form (or pair of base forms) → the words as they stand in this text."""
    found: dict[str, str] = {}
    previous: tuple[str, str, int] | None = None
    for match in WORD.finditer(text):
        base = terms(match.group())
        if len(base) != 1:
            previous = None
            continue
        found.setdefault(base[0], match.group())
        if previous and text[previous[2] : match.start()] in {" ", "-"}:
            start = previous[2] - len(previous[1])
            found.setdefault(f"{previous[0]} {base[0]}", text[start : match.end()])
        previous = base[0], match.group(), match.end()
    return found


def _surfaces(texts: Sequence[str]) -> dict[str, str]:
    """Per base form the way it is written most often, small letters first."""
    seen: dict[str, Counter[str]] = {}
    for text in texts:
        for base, surface in _surface_of(text).items():
            seen.setdefault(base, Counter())[surface] += 1
    return {base: min(counts, key=lambda word: (-counts[word], not word.islower(), word))
            for base, counts in seen.items()}


def _candidates(texts: Sequence[str]) -> list[int]:
    """Texts that can stand on their own: not too short, not too long; all of them when there are none."""
    counts = [len(text.split()) for text in texts]
    good = [place for place, count in enumerate(counts) if FEWEST_WORDS <= count <= MOST_WORDS]
    good = good or [place for place, count in enumerate(counts) if count]
    step = max(1, -(-len(good) // COMPARED))
    return good[::step]


def _covering(texts: Sequence[str], vectors: Vectors) -> list[int]:
    """Texts that together lie near all others (facility location, greedily; Nemhauser et al. 1978)."""
    candidates = _candidates(texts)
    if not candidates:
        return []
    everyone = np.linspace(0, len(texts) - 1, min(len(texts), COMPARED)).astype(np.int64)
    like = np.maximum(np.asarray(vectors[candidates] @ vectors[everyone].T, dtype=np.float64), 0)
    weight = np.array([_form(texts[place]) for place in candidates])
    covered = np.zeros(like.shape[1])
    chosen: list[int] = []
    said: set[str] = set()
    for _each in range(min(OBSERVATIONS, len(candidates))):
        gain = np.maximum(like - covered, 0).sum(axis=1) * weight
        gain[[place for place, text in enumerate(candidates) if _plain(texts[text]) in said]] = -1.0
        best = int(np.argmax(gain))
        if gain[best] <= 0:
            break
        chosen.append(candidates[best])
        said.add(_plain(texts[candidates[best]]))
        covered = np.maximum(covered, like[best])
    return chosen


def _quotes(texts: Sequence[str], vectors: Vectors, taken: set[int]) -> list[int]:
    """Short texts in which a person speaks, near the heart of the group, unlike each other and the observations."""
    said = {_plain(texts[place]) for place in taken}
    candidates = [place for place in _candidates(texts)
                  if _plain(texts[place]) not in said and len(texts[place].split()) <= QUOTE_WORDS]
    if not candidates:
        return []
    middle = vectors.mean(axis=0)
    near = np.asarray(vectors[candidates] @ (middle / (np.linalg.norm(middle) or 1.0)), dtype=np.float64)
    worth = near + np.array([_striking(texts[place]) for place in candidates])
    chosen: list[int] = []
    for _each in range(min(QUOTES, len(candidates))):
        close = _closeness(vectors, candidates, [*chosen, *taken])
        best = int(np.argmax(np.where(np.isin(candidates, chosen), -np.inf, worth - 0.6 * close)))
        if _plain(texts[candidates[best]]) in said:
            worth[best] = -np.inf
            continue
        chosen.append(candidates[best])
        said.add(_plain(texts[candidates[best]]))
    return chosen


def _closeness(vectors: Vectors, candidates: list[int], others: list[int]) -> NDArray[np.float64]:
    if not others:
        return np.zeros(len(candidates))
    return np.asarray((vectors[candidates] @ vectors[others].T).max(axis=1), dtype=np.float64)


def _plain(text: str) -> str:
    return " ".join(WORD.findall(text.casefold()))


def _form(text: str) -> float:
    """How well a text stands as a sentence of a booklet: begins with a capital, ends with an end mark, is no shout."""
    text = text.strip()
    is_sentence = text[:1].isupper() + text.endswith((".", "!", "?"))
    return 0.8 + 0.1 * is_sentence - (0.2 if text.isupper() else 0.0)


def _striking(text: str) -> float:
    """A person speaks (I, we, want, not, never), in few words."""
    words = len(text.split())
    return 0.15 * min(len(SPEAKS.findall(text)), 2) + 0.1 * (words <= 16) + 0.2 * (_form(text) - 0.8)
