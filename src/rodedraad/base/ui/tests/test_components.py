"""Components are strict, escape what they show and hold no inline style or script."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import get_template

from rodedraad.base.ui import components as _declared  # noqa: F401
from rodedraad.base.ui.registry import all_components, declare
from rodedraad.base.ui.thread import Knot, ThreadLine

TEMPLATES = Path(__file__).parent.parent / "templates"


def draw(source: str, **context: object) -> str:
    """Render a template string with the component tags."""
    return Template("{% load components %}" + source).render(Context(context))


@pytest.mark.parametrize("source", [
    '{% c "nothing" %}',
    '{% c "badge" %}',
    '{% c "badge" text="x" colour="red" %}',
    '{% c "badge" text="x" tone="purple" %}',
    '{% c "button" %}',
    '{% component "card" title="x" %}{% slot "side" %}{% endslot %}{% endcomponent %}',
    '{% component "badge" text="x" %}body{% endcomponent %}',
    '{% component "card" title="x" loose %}{% endcomponent %}',
    "{% component %}{% endcomponent %}",
])
def test_an_undeclared_use_does_not_compile(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        draw(source)


def test_declaring_a_component_twice_is_an_error() -> None:
    with pytest.raises(ValueError, match="badge"):
        declare("badge")


@pytest.mark.parametrize("component", all_components(), ids=lambda component: component.name)
def test_every_component_has_a_template_that_compiles(component) -> None:
    assert get_template(component.template_name)


def test_props_are_escaped_and_bodies_are_not_escaped_twice() -> None:
    html = draw('{% component "card" title=t %}<b>{{ t }}</b>{% endcomponent %}', t="<script>")
    assert "<script>" not in html
    assert "<b>&lt;script&gt;</b>" in html


def test_a_component_sees_only_its_own_props() -> None:
    assert "geheim" not in draw('{% component "card" title="x" %}{% endcomponent %}', meta="geheim")


@pytest.mark.parametrize("state", ["done", "open", "late"])
@pytest.mark.parametrize("mini", [True, False])
def test_the_thread_line_says_every_state_in_words(state: str, mini: bool) -> None:
    line = ThreadLine([Knot("theme", state, count=3)])
    html = draw('{% c "thread-line" line=line mini=mini %}', line=line, mini=mini)
    words = {"done": ("is gebeurd", "3 thema"), "open": ("komt nog",), "late": ("te laat", "Te laat")}[state]
    assert any(word.lower() in html.lower() for word in words)


def test_no_template_holds_inline_style_script_or_handlers() -> None:
    forbidden = re.compile(r"<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|<style", re.IGNORECASE)
    found = [path.name for path in TEMPLATES.rglob("*.html") if forbidden.search(path.read_text())]
    assert found == []


def test_assets_stay_small() -> None:
    static = TEMPLATES.parent / "static" / "ui"
    assert (static / "rodedraad.css").stat().st_size < 60_000
    assert (static / "source-sans-3.woff2").stat().st_size < 45_000
    assert (static / "rodedraad.js").stat().st_size < 8_000
