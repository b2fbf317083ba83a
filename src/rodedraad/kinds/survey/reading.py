"""The instrument behind a version, read once per process: what was published never changes again."""

from functools import lru_cache

from .columns import Packer
from .instrument.shape import Instrument, Question
from .models import InstrumentVersion


def instrument_of(version: InstrumentVersion) -> Instrument:
    """The questions of a version. Of a published one the same object each time: do not change it."""
    return _ready(version).instrument


def packer_of(version: InstrumentVersion) -> Packer:
    """What packs and unpacks the answers to a version."""
    return _ready(version).packer


def question_of(version: InstrumentVersion, key: str) -> Question | None:
    """One question of a version; None when there is none."""
    return _ready(version).questions.get(key)


class _Ready:
    def __init__(self, version: InstrumentVersion) -> None:
        self.instrument = Instrument.from_dict(version.content)
        self.packer = Packer(self.instrument)
        self.questions = self.instrument.questions


class _Key:
    """A version as the key of a cache: equal when the digest and the moment of publishing are.

    The content itself is read only when it is not in the cache: who defers that column never fetches it.
    """

    def __init__(self, version: InstrumentVersion) -> None:
        self.version: InstrumentVersion | None = version
        self._same = (version.pk, version.digest, version.published_at)

    def __hash__(self) -> int:
        return hash(self._same)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self._same == other._same


def _ready(version: InstrumentVersion) -> _Ready:
    return _Ready(version) if version.is_draft else _kept(_Key(version))


@lru_cache(maxsize=64)
def _kept(key: _Key) -> _Ready:
    assert key.version is not None
    ready = _Ready(key.version)
    key.version = None  # the cache holds the key: not the row behind it
    return ready
