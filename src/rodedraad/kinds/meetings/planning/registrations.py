"""What planning hangs on the hooks of its floor and of the floors below."""


def register_all() -> None:
    """Hang everything on its hook; called once when the app is ready."""
