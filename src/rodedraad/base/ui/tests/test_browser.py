"""The pattern page in a real browser: axe, narrow screens, zoom, keyboard, printing and what JavaScript adds."""

import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from .drawing import SITE, STATIC, draw_patterns

pytestmark = pytest.mark.browser
CHROMIUM = "/usr/bin/chromium"


@contextmanager
def opened(**how: Any) -> Iterator[Any]:
    """The pattern page in a browser; every request is answered from here, so no server and no network."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- only where there is a browser

    html = draw_patterns()

    def answer(route) -> None:
        path = route.request.url.removeprefix(SITE)
        if path.startswith("/static/"):
            file = STATIC / path.removeprefix("/static/")
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            route.fulfill(body=file.read_bytes(), content_type=kind)
        else:
            route.fulfill(body=html, content_type="text/html; charset=utf-8")

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(**how)
        page.route("**/*", answer)
        page.goto(f"{SITE}/patronen")
        yield page
        browser.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing(width: int) -> None:
    from axe_core_python.sync_playwright import Axe  # noqa: PLC0415 -- only where there is a browser

    with opened(viewport={"width": width, "height": 800}) as page:
        found = Axe().run(page)["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found] == []


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_sticks_out(width: int) -> None:
    """320 px is also 1280 px at 400 %."""
    with opened(viewport={"width": width, "height": 800}) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_targets_are_large_enough() -> None:
    """24 px or more for what is pressed; links inside a line of text are excepted (WCAG 2.5.8)."""
    small = """() => [...document.querySelectorAll('button, .rd-button, .rd-nav__link, .rd-tabs__link, summary, '
        + '.rd-pagination__link, input:not([type=hidden]), select')]
        .map(e => [e.closest('label') || e, e.outerHTML.slice(0, 80)])
        .filter(([e]) => e.getBoundingClientRect().height
            && Math.min(e.getBoundingClientRect().height, e.getBoundingClientRect().width) < 24)
        .map(([, html]) => html)"""
    with opened(viewport={"width": 360, "height": 800}) as page:
        assert page.evaluate(small) == []


def test_the_skip_link_comes_first_and_is_seen_only_with_focus() -> None:
    with opened(viewport={"width": 1280, "height": 800}) as page:
        page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        place = "document.querySelector('.rd-skip').getBoundingClientRect().bottom"
        assert page.evaluate(place) < 0
        page.evaluate("document.querySelector('.rd-skip').focus()")
        assert page.evaluate(place) > 0


def test_the_line_lies_down_where_there_is_room() -> None:
    tops = "[...document.querySelector('.rd-thread').children].map(e => Math.round(e.getBoundingClientRect().top))"
    with opened(viewport={"width": 1280, "height": 800}) as page:
        assert len(set(page.evaluate(tops))) == 1
        page.set_viewport_size({"width": 360, "height": 800})
        assert len(set(page.evaluate(tops))) == 6


def test_errors_get_the_focus_and_the_counter_counts() -> None:
    with opened(viewport={"width": 1280, "height": 800}) as page:
        assert page.evaluate("document.activeElement.className").split()[-1] == "rd-error-summary"
        page.fill("#id_leeg-text", "Meer bomen")
        assert page.inner_text("[data-counter-for='id_leeg-text']") == "10 / 2000"


def test_everything_is_there_without_javascript() -> None:
    with opened(viewport={"width": 360, "height": 800}, java_script_enabled=False) as page:
        assert page.locator("form button[type=submit]").count() > 3
        assert page.get_by_text("Maximaal 2000 tekens.").is_visible()


def test_forced_colours_leave_the_knots_their_shape() -> None:
    with opened(viewport={"width": 1280, "height": 800}, forced_colors="active") as page:
        colour = """state => getComputedStyle(document.querySelector(`.rd-thread__knot--${state}`), '::before')
            .backgroundColor"""
        assert page.evaluate(colour, "done") != page.evaluate(colour, "open")
