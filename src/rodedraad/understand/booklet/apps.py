"""The booklet."""

from django.apps import AppConfig


class BookletConfig(AppConfig):
    """Brings the red threads together in a booklet."""

    name = "rodedraad.understand.booklet"
    label = "booklet"
