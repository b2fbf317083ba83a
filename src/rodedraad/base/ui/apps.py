"""The ui app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Components and base templates."""

    name = "rodedraad.base.ui"
    label = "ui"
