"""Draws components and the pattern page for tests, without database or server."""

from pathlib import Path
from types import SimpleNamespace

from django.template import Context, Template
from django.template.loader import render_to_string

from rodedraad.base.ui.patterns import example

APP = Path(__file__).parent.parent
TEMPLATES = APP / "templates"
STATIC = APP / "static"
SITE = "http://site.test"


def draw(source: str, **context: object) -> str:
    """Render a template string with the component tags."""
    return Template("{% load components %}" + source).render(Context(context))


def draw_patterns() -> str:
    """The whole pattern page, with a header, as a visitor sees it."""
    frame = {
        "organisation": SimpleNamespace(name="Gemeente Waterstede", contact_email="hallo@waterstede.nl"),
        "nav_items": [("Home", "/", False), ("Trajecten", "/trajecten", True)],
        "account_items": [("Inloggen", "/inloggen", False)],
    }
    return render_to_string("ui/patterns/page.html", example() | frame)
