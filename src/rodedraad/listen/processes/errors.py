"""What an act says when it cannot be done; the page shows it and loses nothing that was typed."""

from django.db.models import Model


class RefusedError(Exception):
    """The act is not possible; the message says why in plain words."""


class StaleError(Exception):
    """Somebody else saved first; `current` is the row as it now is."""

    def __init__(self, current: Model) -> None:
        super().__init__("changed by somebody else")
        self.current = current
