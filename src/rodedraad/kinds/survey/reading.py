"""The instrument behind a version, read once per process: what was published never changes again."""

from functools import lru_cache

from .columns import Packer
from .instrument.shape import Instrument
from .models import InstrumentVersion


def instrument_of(version: InstrumentVersion) -> Instrument:
    """The questions of a version. Of a published one the same object each time: do not change it."""
    if version.is_draft:
        return Instrument.from_dict(version.content)
    return _kept(version.pk, _Content(version)).instrument


def packer_of(version: InstrumentVersion) -> Packer:
    """What packs and unpacks the answers to a version."""
    if version.is_draft:
        return Packer(Instrument.from_dict(version.content))
    return _kept(version.pk, _Content(version)).packer


class _Content:
    """The content of a version as the key of a cache: equal when the digest and the moment of publishing are."""

    def __init__(self, version: InstrumentVersion) -> None:
        self.data = version.content
        self._same = (version.pk, version.digest, version.published_at)

    def __hash__(self) -> int:
        return hash(self._same)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Content) and self._same == other._same


class _Ready:
    def __init__(self, content: _Content) -> None:
        self.instrument = Instrument.from_dict(content.data)
        self.packer = Packer(self.instrument)
        content.data = {}  # the key in the cache need not hold it


@lru_cache(maxsize=64)
def _kept(_pk: int, content: _Content) -> _Ready:
    return _Ready(content)
