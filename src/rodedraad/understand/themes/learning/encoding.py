"""Which encoder this install uses, and the vectors that it made: kept by text, so that each is computed once."""

import hashlib
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from django.conf import settings
from numpy.typing import NDArray
from scipy import sparse

from rodedraad.base.organisations.models import Organisation
from rodedraad.understand.texts import Encoder, Vectors, encoder_named, hashed

from ..models import TextVector

FALLBACK = "lemmas"
BATCH = 256
LOOKED_UP = 500
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Chosen:
    """The encoder in use; `problem` says why it is not the one that was asked for."""

    encoder: Encoder
    problem: str = ""


@dataclass(frozen=True)
class Encoded:
    """Texts as numbers: a row of length 1 each, and their hashed words."""

    vectors: Vectors
    words: sparse.csr_matrix


def chosen_encoder() -> Chosen:
    """The encoder of `RD_VECTORS`, or words alone when that one does not load."""
    return _opened(settings.VECTORS)


@lru_cache(maxsize=8)
def _opened(spec: str) -> Chosen:
    try:
        encoder = encoder_named(spec)
        encoder.encode(["woord"])
    except Exception as error:  # noqa: BLE001 -- whatever goes wrong, the desk goes on with words alone
        logger.warning("encoder %s does not load: %s", spec, error)
        return Chosen(encoder_named(FALLBACK), str(error)[:300] or type(error).__name__)
    return Chosen(encoder)


def key_of(model: str, text: str) -> str:
    """Under which key the vector of a text is kept."""
    return hashlib.sha256(f"{model}\n{text}".encode()).hexdigest()


def encode_all(organisation: Organisation, encoder: Encoder, texts: Sequence[str],
               progress: Callable[[int], None] | None = None) -> Encoded:
    """All texts as numbers; what is not kept yet is computed and kept in batches, so that a killed worker resumes.

    `progress` hears after each batch how many texts are ready; what it raises stops the work, and nothing is lost.
    """
    keys = [key_of(encoder.name, text) for text in texts]
    text_of = dict(zip(keys, texts, strict=True))
    known = _known(organisation, text_of)
    missing = [key for key in text_of if key not in known]
    ready = len(text_of) - len(missing)
    for start in range(0, len(missing), BATCH):
        part = missing[start : start + BATCH]
        _keep(organisation, encoder, [(key, text_of[key]) for key in part])
        if progress:
            progress(round((ready + start + len(part)) / len(text_of) * len(texts)))
    return kept(organisation, encoder.name, encoder.dimensions, texts)


def kept(organisation: Organisation, model: str, dimensions: int, texts: Sequence[str]) -> Encoded:
    """What is kept of these texts; zeros for a text that was not computed yet."""
    keys = [key_of(model, text) for text in texts]
    places: dict[str, list[int]] = {}
    for place, key in enumerate(keys):
        places.setdefault(key, []).append(place)
    vectors = np.zeros((len(texts), dimensions), dtype=np.float32)
    words: list[bytes] = [b""] * len(texts)
    for key, vector, packed in _rows(organisation, places):
        row = np.frombuffer(vector, dtype=np.float16)
        if len(row) == dimensions:
            vectors[places[key]] = row
            for place in places[key]:
                words[place] = bytes(packed)
    return Encoded(_unit(vectors), unpacked(words))


def _unit(vectors: Vectors) -> Vectors:
    """At length 1 again after rounding to half precision."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors /= np.where(lengths > 0, lengths, 1)
    return vectors


def _known(organisation: Organisation, keys: dict[str, str]) -> set[str]:
    wanted, found = list(keys), set()
    for start in range(0, len(wanted), LOOKED_UP):
        part = TextVector.objects.filter(organisation=organisation, key__in=wanted[start : start + LOOKED_UP])
        found |= set(part.values_list("key", flat=True))
    return found


def _rows(organisation: Organisation, keys: dict[str, list[int]]) -> Iterator[tuple[str, bytes, bytes]]:
    wanted = list(keys)
    for start in range(0, len(wanted), LOOKED_UP):
        part = TextVector.objects.filter(organisation=organisation, key__in=wanted[start : start + LOOKED_UP])
        yield from part.values_list("key", "vector", "words")


def _keep(organisation: Organisation, encoder: Encoder, part: list[tuple[str, str]]) -> None:
    vectors = encoder.encode([text for _key, text in part])
    words = hashed([text for _key, text in part])
    TextVector.objects.bulk_create(
        [TextVector(organisation=organisation, key=key, model=encoder.name,
                    vector=vectors[place].astype(np.float16).tobytes(), words=packed(words, place))
         for place, (key, _text) in enumerate(part)], ignore_conflicts=True)


def packed(rows: sparse.csr_matrix, place: int) -> bytes:
    """One row of words as bytes: places, then weights."""
    start, end = rows.indptr[place], rows.indptr[place + 1]
    return bytes(rows.indices[start:end].astype(np.int32).tobytes() + rows.data[start:end].astype(np.float16).tobytes())


def unpacked(rows: Sequence[bytes]) -> sparse.csr_matrix:
    """Rows of words from bytes, six bytes per word."""
    counts = np.array([len(row) // 6 for row in rows], dtype=np.int64)
    columns: list[NDArray[np.int32]] = []
    data: list[NDArray[np.float16]] = []
    for row, count in zip(rows, counts, strict=True):
        columns.append(np.frombuffer(row, dtype=np.int32, count=count))
        data.append(np.frombuffer(row, dtype=np.float16, offset=4 * count, count=count))
    joined = (np.concatenate(data).astype(np.float32), np.concatenate(columns)) if rows else ([], [])
    return sparse.csr_matrix((*joined, np.concatenate([[0], np.cumsum(counts)])), shape=(len(rows), _width()))


@lru_cache(maxsize=1)
def _width() -> int:
    """How many places hashed words have."""
    return int(hashed([""]).shape[1])
