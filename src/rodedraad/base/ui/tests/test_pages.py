"""The base pages: what stands by itself, what the browser gets, and who may see the patterns."""

import gzip
import re
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.urls import reverse

from rodedraad.base.accounts.tests.factories import visitor_of
from rodedraad.base.organisations.tests.factories import OrganisationFactory

from .drawing import STATIC, TEMPLATES, draw_patterns

VOID = {"meta", "link", "input", "img", "br", "hr", "path", "circle", "rect"}


class Balance(HTMLParser):
    """Notes tags that are closed in the wrong order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag, attrs) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag) -> None:
        if tag not in VOID and (not self.open or self.open.pop() != tag):
            self.wrong.append(f"{tag} at line {self.getpos()[0]}")


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html", "503.html"])
def test_error_pages_need_neither_context_nor_database(name: str) -> None:
    html = render_to_string(name)
    assert re.search(r"<h1[^>]*>.+</h1>", html)
    assert re.search(r"<title>.+</title>", html)


def test_the_page_of_a_lost_database_gives_back_what_was_typed() -> None:
    html = render_to_string("503.html", {"typed": [("text", "Mijn <idee>")], "path": "/ideeen/nieuw",
                                         "csrf_token": "bewijs"})
    assert "Mijn &lt;idee&gt;</textarea>" in html
    assert 'action="/ideeen/nieuw"' in html
    assert 'value="bewijs"' in html


def test_the_base_page_tells_tabs_apart_and_marks_where_one_is() -> None:
    page = Template('{% extends "ui/base.html" %}{% block title %}Ideeën{% endblock %}')
    html = page.render(Context({
        "organisation": SimpleNamespace(name="Gemeente Dorp"), "house_style_url": "/stijl.css",
        "nav_items": [("Home", "/", False), ("Trajecten", "/t", True)], "theme_class": "theme-dorp",
    }))
    assert "<title>Ideeën – Gemeente Dorp</title>" in html
    assert '<html lang="nl" class="theme-dorp">' in html
    assert re.search(r'href="/t" aria-current="page"', html)
    assert html.index("rodedraad.css") < html.index("/stijl.css")
    assert html.index('href="#inhoud"') < html.index("<header")


def test_the_desk_has_its_menu_before_the_page() -> None:
    page = Template('{% extends "ui/desk.html" %}{% block content %}werk{% endblock %}')
    html = page.render(Context({"desk_items": [("Overzicht", "/beheer", True)]}))
    assert html.index("/beheer") < html.index("<main") < html.index("werk")


def test_the_pattern_page_is_well_formed_and_every_id_is_used_once() -> None:
    html = draw_patterns()
    seen = Balance()
    seen.feed(html)
    assert (seen.wrong, seen.open) == ([], [])
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert sorted(ids) == sorted(set(ids))


def test_no_template_holds_inline_style_script_or_handlers() -> None:
    forbidden = re.compile(r"<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|<style|javascript:", re.IGNORECASE)
    bare = {path.name: re.sub(r"{%.*?%}", "", path.read_text()) for path in TEMPLATES.rglob("*.html")}
    assert [name for name, markup in bare.items() if forbidden.search(markup)] == []
    assert not forbidden.search(draw_patterns())


def test_htmx_may_not_evaluate_or_ask_elsewhere() -> None:
    html = draw_patterns()
    for setting in ('"allowEval":false', '"includeIndicatorStyles":false', '"selfRequestsOnly":true'):
        assert setting in html


@pytest.mark.parametrize(("name", "budget"), [
    ("rodedraad.css", 25_000), ("rodedraad.js", 4_000), ("htmx.min.js", 18_000), ("source-sans-3.woff2", 45_000),
])
def test_what_the_browser_fetches_stays_small(name: str, budget: int) -> None:
    """Bytes over the wire; together far under the 100 kB of a first page."""
    assert len(gzip.compress((STATIC / "ui" / name).read_bytes())) < budget


def test_what_we_did_not_make_has_its_licence_beside_it() -> None:
    said = (STATIC / "ui" / "LICENCES.txt").read_text()
    for name in ("htmx.org", "@fontsource-variable/source-sans-3", "@nl-design-system-candidate/button-css",
                 "@utrecht/alert-css"):
        assert name in said
    assert "SIL OPEN FONT LICENSE" in said.upper()


def test_the_style_asks_nothing_of_another_host() -> None:
    css = (STATIC / "ui" / "rodedraad.css").read_text()
    asked = [url.strip("\"'") for url in re.findall(r"url\(([^)]*)\)", css)]
    assert [url for url in asked if not url.startswith(("data:", "source-sans-3"))] == []
    assert "@import" not in css


@pytest.mark.django_db
@pytest.mark.parametrize(("shown", "status"), [(True, 200), (False, 404)])
def test_the_patterns_are_there_only_where_they_are_switched_on(settings, shown: bool, status: int) -> None:
    settings.SHOW_PATTERNS = shown
    answer = visitor_of(OrganisationFactory()).get(reverse("ui:patterns"))
    assert answer.status_code == status
