"""Where the picture of an option is found."""

from django.templatetags.static import static


def picture_url(name: str) -> str:
    """The address of a picture by its name in an instrument."""
    return static(f"survey/{name}")
