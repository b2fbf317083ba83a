"""Why an act on an answer, decision or promise is refused: in plain words, with the field where it can be mended."""

from typing import TYPE_CHECKING

from django.db.models import Model
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class RefusedError(Exception):
    """The act is not possible; `message` says why and what to do, `field` where (None: the whole)."""

    def __init__(self, message: "str | _StrPromise", field: str | None = None) -> None:
        super().__init__(str(message))
        self.message = str(message)
        self.field = field


class StaleError(RefusedError):
    """Somebody else saved first; `current` is the row as it now is."""

    def __init__(self, current: Model) -> None:
        super().__init__(_("Somebody else changed this after you opened the page. Compare the two texts below. "
                           "Your text is kept: save again to put it in place of the other one."))
        self.current = current


class WrongStateError(RefusedError):
    """The row stands in a state in which the act has no meaning."""

    def __init__(self) -> None:
        super().__init__(_("This is no longer possible: its state has changed. Look at the page as it is now."))


class FourEyesError(RefusedError):
    """The writer cannot approve own words."""

    def __init__(self) -> None:
        super().__init__(_("You wrote this yourself. A colleague has to approve it."))


class NotAllowedError(RefusedError):
    """The person lacks the permission; acts check it again, whatever the door."""

    def __init__(self) -> None:
        super().__init__(_("You do not have the right to do this."))


class ReasonMissingError(RefusedError):
    """The act asks for a reason that people can read."""

    def __init__(self) -> None:
        super().__init__(_("Write why. People can read this reason."), "reason")


class MotivationMissingError(RefusedError):
    """The charter promises an explanation for an answer that deviates."""

    def __init__(self) -> None:
        super().__init__(
            _("Write why. The rules of this process promise an explanation when you do not take over everything."),
            "motivation",
        )
