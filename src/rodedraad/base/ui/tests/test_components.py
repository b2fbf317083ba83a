"""Components are strict, escape what they show, and see only what they are given."""

import re
import time
from dataclasses import replace

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import get_template

from rodedraad.base.ui import components as _declared  # noqa: F401
from rodedraad.base.ui.patterns import line
from rodedraad.base.ui.registry import all_components, component, declare

from .drawing import TEMPLATES, draw

NOT_PROPS = {"forloop", "True", "False", "None", "body"}


@pytest.mark.parametrize(("source", "says"), [
    ('{% c "nothing" %}', "unknown component"),
    ('{% c "badge" %}', "missing prop text"),
    ('{% c "badge" text="x" colour="red" %}', "unknown prop colour"),
    ('{% c "badge" text="x" tone="purple" %}', "tone must be one of"),
    ('{% c "button" %}', "needs a body"),
    ('{% component "card" title="x" %}{% slot "side" %}{% endslot %}{% endcomponent %}', "no slot 'side'"),
    ('{% component "card" title=1 %}{% slot "footer" %}{% endslot %}{% slot "footer" %}{% endslot %}{% endcomponent %}',
     "filled twice"),
    ('{% component "card" title="x" %}{% if 1 %}{% slot "footer" %}a{% endslot %}{% endif %}{% endcomponent %}',
     "directly inside a component"),
    ('{% slot "footer" %}a{% endslot %}', "directly inside a component"),
    ('{% component "badge" text="x" %}body{% endcomponent %}', "has no body"),
    ('{% component "card" title="x" loose %}{% endcomponent %}', "is not prop=value"),
    ("{% component %}{% endcomponent %}", "needs a name"),
    ('{% component "card" title="x" %}{% slot %}{% endslot %}{% endcomponent %}', "one name"),
])
def test_an_undeclared_use_does_not_compile(source: str, says: str) -> None:
    with pytest.raises(TemplateSyntaxError, match=re.escape(says)):
        draw(source)


def test_declaring_a_component_twice_is_an_error() -> None:
    with pytest.raises(ValueError, match="badge"):
        declare("badge")


@pytest.mark.parametrize("used", all_components(), ids=lambda used: used.name)
def test_every_component_has_a_template_that_uses_only_what_it_declares(used) -> None:
    assert get_template(used.template_name)
    source = (TEMPLATES / used.template_name).read_text()
    known = {*used.props, *used.takes, *(f"slot_{name}" for name in used.slots), *NOT_PROPS}
    for names in re.findall(r"{% for (.*?) in ", source):
        known |= {name.strip() for name in names.split(",")}
    known |= set(re.findall(r"{% with (\w+)=", source)) | set(re.findall(r"(?:with|and) (\w+)=", source))
    for names in re.findall(r"{% blocktranslate with (.*?) %}", source):
        known |= set(re.findall(r"(\w+)=", names))
    shown = set(re.findall(r"{{ ([a-z_]+)", source)) | set(re.findall(r"{% if (?:not )?([a-z_]+)", source))
    assert shown - known == set()


def test_the_contract_and_the_pattern_page_know_every_component() -> None:
    contract = (TEMPLATES.parents[4] / "docs" / "ui.md").read_text()
    table = contract[contract.index("| component |"):]
    pages = [path for path in (TEMPLATES / "ui").rglob("*.html") if path.parent.name != "components"]
    drawn = set(re.findall(r'{% (?:c|component) "([\w-]+)"', "".join(path.read_text() for path in pages)))
    drawn.add("error-summary")  # the form draws it
    for used in all_components():
        assert re.search(rf"\b{used.name}\b", table), f"{used.name} is not in docs/ui.md"
        assert used.name in drawn, f"{used.name} is not on the pattern page"


def test_props_are_escaped_and_bodies_are_not_escaped_twice() -> None:
    html = draw('{% component "card" title=t %}<b>{{ t }}</b>{% endcomponent %}', t="<script>")
    assert "<script>" not in html
    assert "<b>&lt;script&gt;</b>" in html


@pytest.mark.parametrize("source", [
    '{% c "badge" text=t %}', '{% c "page-header" title=t lead=t kicker=t %}', '{% c "prose" text=t %}',
    '{% c "thread-line" line=line label=t %}', '{% c "passage" text=t start=1 length=3 %}',
    '{% c "author-line" name=t role=t %}', '{% c "bar-chart" title=t bars=bars %}',
    '{% component "post-button" action="/" fields=fields %}x{% endcomponent %}',
])
def test_what_people_type_is_never_markup(source: str) -> None:
    attack = '"><script>alert(1)</script>'
    html = draw(source, t=attack, fields={"a": attack}, bars=[(attack, 1)], line=line(2))
    assert "<script" not in html


def test_a_component_sees_only_its_own_props() -> None:
    html = draw('{% component "card" title="x" %}{% endcomponent %}', meta="geheim", slot_footer="geheim")
    assert "geheim" not in html


def test_bodies_and_slots_see_the_page_around_them() -> None:
    html = draw('{% for n in ns %}{% component "card" title="x" %}{{ n }}{% slot "footer" %}voet {{ n }}{% endslot %}'
                "{% endcomponent %}{% endfor %}", ns=["een", "twee"])
    assert re.findall(r"voet \w+", html) == ["voet een", "voet twee"]


def test_one_use_leaves_nothing_behind_for_the_next() -> None:
    html = draw('{% component "alert" title="Boven" %}a{% endcomponent %}{% component "alert" %}b{% endcomponent %}')
    assert html.count("Boven") == 1


def test_forms_carry_the_token_of_the_page() -> None:
    for source in ('{% component "form" submit="Ga" %}{% endcomponent %}',
                   '{% component "post-button" action="/weg" %}Weg{% endcomponent %}',
                   '{% component "confirm" action="/weg" submit="Weg" cancel="/" %}Zeker?{% endcomponent %}'):
        assert 'name="csrfmiddlewaretoken" value="bewijs"' in draw(source, csrf_token="bewijs")


def test_every_declared_tone_has_its_style() -> None:
    css = (TEMPLATES.parent / "static" / "ui" / "rodedraad.css").read_text()
    for name, prop in (("button", "variant"), ("alert", "tone"), ("badge", "tone"), ("figure", "tone")):
        plain = {"neutral", "info"} if name in {"figure", "badge"} else set()
        for choice in set(component(name).props[prop].choices) - plain:
            assert f".rd-{name}--{choice}" in css, f"{name} {choice}"


def test_twenty_rows_are_drawn_at_once() -> None:
    """1 to 2 ms on a quiet machine; the limit leaves room for a busy one."""
    rows = [{"title": f"Idee {n}", "line": replace(line(n % 6))} for n in range(20)]
    page = Template(
        '{% load components %}{% component "rows" %}{% for row in rows %}'
        '{% component "list-row" title=row.title href="/x" meta="Wijk" line=row.line %}<p>tekst</p>'
        '{% slot "aside" %}{% c "badge" text="Open" tone="ok" %}{% endslot %}{% endcomponent %}{% endfor %}'
        "{% endcomponent %}",
    )
    page.render(Context({"rows": rows}))
    taken = []
    for _ in range(30):
        start = time.process_time()
        page.render(Context({"rows": rows}))
        taken.append(time.process_time() - start)
    assert min(taken) < 0.006
