"""Why an act on a theme is refused: in plain words, with what to do about it."""

from django.utils.translation import gettext as _

from rodedraad.listen.processes.errors import RefusedError, StaleError

__all__ = ["EmptyThemeError", "NoGroundsError", "NotAllowedError", "PassageError", "RefusedError", "StaleError",
           "WrongStateError"]


class NoGroundsError(RefusedError):
    """A theme without confirmed grounds cannot be published."""

    def __init__(self) -> None:
        super().__init__(_("A theme needs at least one contribution that everybody can read. Assign one first."))


class EmptyThemeError(RefusedError):
    """The act would leave a published theme without grounds."""

    def __init__(self, title: str) -> None:
        super().__init__(_("“%(title)s” is on the site and would have no contributions left. Take it off the site "
                           "first.") % {"title": title})


class WrongStateError(RefusedError):
    """The theme stands in a state in which the act has no meaning."""

    def __init__(self) -> None:
        super().__init__(_("This is no longer possible: its state has changed. Look at the page as it is now."))


class PassageError(RefusedError):
    """The marked words are not in the contribution."""

    def __init__(self) -> None:
        super().__init__(_("These words are not in the contribution. Copy them exactly as they stand there."))


class NotAllowedError(RefusedError):
    """The person lacks the permission; acts check it again, whatever the door."""

    def __init__(self) -> None:
        super().__init__(_("You do not have the right to do this."))
