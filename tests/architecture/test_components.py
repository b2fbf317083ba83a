"""Components are drawn by their own templates only, so that a change of one is a change everywhere."""

import re

import pytest

from tests.architecture.house import PACKAGE, short, templates

OWN = PACKAGE / "base" / "ui" / "templates"
BUTTON = re.compile(r"\brd-button(?!-group)(?:--[\w-]+)?\b")


@pytest.mark.parametrize("text", ['class="rd-button"', 'class="x rd-button--quiet"', "rd-button rd-button--small"])
def test_a_button_is_seen(text: str) -> None:
    assert BUTTON.search(text)


@pytest.mark.parametrize("text", ['class="rd-button-group"', '{% component "button" %}', 'class="rd-post-button"'])
def test_what_holds_buttons_is_no_button(text: str) -> None:
    assert not BUTTON.search(text)


def test_buttons_are_made_by_the_component() -> None:
    wrong = [short(path) for path in templates() if not path.is_relative_to(OWN) and BUTTON.search(path.read_text())]
    assert not wrong, "\n".join(wrong)
