"""Why an act on a contribution can be refused, in words that a page or the API can show as they are."""

from django.utils.translation import gettext as _

from .models import Comment, Contribution


class RefusedError(Exception):
    """An act was refused; `message` says why, and what to do, to the person who tried."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class ClosedError(RefusedError):
    """The phase does not open this now (any more); compared inside the transaction of the act."""

    def __init__(self) -> None:
        super().__init__(_("This is not open at the moment. Your text has not been placed."))


class StateError(RefusedError):
    """The contribution or comment is in a state that does not allow the act."""

    def __init__(self) -> None:
        super().__init__(_("This is no longer possible: it was hidden, withdrawn or merged in the meantime."))


class TooOftenError(RefusedError):
    """More than the limit in a short time."""

    def __init__(self) -> None:
        super().__init__(_("You did this often in a short time. Wait a while and try again. Your text is kept below."))


class StaleError(RefusedError):
    """Somebody changed it after the page was opened; `current` holds the words as they are now."""

    def __init__(self, current: Contribution | Comment) -> None:
        super().__init__(_("The text was changed after you opened this page. Compare the two texts and save again."))
        self.current = current
