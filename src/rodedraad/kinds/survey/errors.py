"""What the acts of this kind say when something cannot be done."""

from collections.abc import Sequence

from rodedraad.listen.processes.errors import RefusedError

from .instrument.faults import Fault


class ClosedError(RefusedError):
    """The survey takes no answers at this second."""


class UnknownCodeError(RefusedError):
    """No code like this belongs to this survey, or it was used."""


class LockedError(RefusedError):
    """Too many wrong codes from one network; it is to be tried again later."""


class IncompleteError(RefusedError):
    """Required questions are still open; `keys` says which, in order."""

    def __init__(self, message: str, keys: Sequence[str]) -> None:
        self.keys = list(keys)
        super().__init__(message)


class FaultyError(RefusedError):
    """The instrument cannot be asked; `faults` says why."""

    def __init__(self, message: str, faults: Sequence[Fault]) -> None:
        self.faults = list(faults)
        super().__init__(message)
