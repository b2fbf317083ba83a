"""Text of people and Markdown of staff: nothing that runs gets through, and what was meant stays readable."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodedraad.base.core.text import clean_line, clean_text, count_links, render_markdown

PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:msgbox(1))",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    '![x](x "onerror=alert(1)")',
    '[x](http://a "onmouseover=alert(1)")',
    '[x](http://a"onmouseover="alert(1))',
    "<iframe src=//evil></iframe>",
    "<object data=//evil></object>",
    "<embed src=//evil>",
    "<form action=//evil><button>x</button></form>",
    "<base href=//evil>",
    "<meta http-equiv=refresh content=0>",
    "<link rel=stylesheet href=//evil>",
    "<style>*{color:red}</style>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<p onclick=alert(1)>x</p>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)>",
    "<body onload=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "</p><script>alert(1)</script>",
    "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>",
    "```html\n<script>alert(1)</script>\n```",
    "[a]: javascript:alert(1)\n\n[a]",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<template><script>alert(1)</script></template>",
    "\x00<script\x00>alert(1)</script>",
    '<a href="\x01javascript:alert(1)">x</a>',
]
TAG = re.compile(r"<\s*/?\s*([a-zA-Z0-9]+)([^>]*)>")
ALLOWED = {
    "p",
    "br",
    "strong",
    "em",
    "ul",
    "ol",
    "li",
    "a",
    "h2",
    "h3",
    "h4",
    "blockquote",
    "code",
    "hr",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}


def check_safe(html: str) -> None:
    for tag, attributes in TAG.findall(html):
        assert tag in ALLOWED
        names = re.findall(r'([a-z-]+)="', attributes)
        assert set(names) <= ({"href", "rel", "title"} if tag == "a" else {"title"})
        for address in re.findall(r'href="([^"]*)"', attributes):
            assert re.match(r"(https?:|mailto:|[^:]*$)", address), address


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_that_runs_gets_through(payload: str) -> None:
    check_safe(render_markdown(payload))
    check_safe(render_markdown(f"Tekst {payload} en **meer**"))


@given(st.text(alphabet="<>&\"'()[]!`*_#:/ \n\tajscriptonerdlx=0\x00", max_size=80))
def test_no_text_at_all_gives_other_tags(text: str) -> None:
    check_safe(render_markdown(text))


def test_markdown_stays_what_was_meant() -> None:
    html = render_markdown("# Kop\n\n**vet** en [link](https://example.org)\n\n- een\n- twee\n\n|a|b|\n|-|-|\n|1|2|")
    assert "<h3>Kop</h3>" in html
    assert "<strong>vet</strong>" in html
    assert 'href="https://example.org"' in html
    assert 'rel="noopener noreferrer nofollow"' in html
    assert html.count("<li>") == 2
    assert "<td>1</td>" in html


@given(st.text(max_size=200))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_line(clean_line(text)) == clean_line(text)
    assert "\n" not in clean_line(text)
    assert not re.search(r"[\x00-\x08\u202a-\u202e\u2066-\u2069]", clean_text(text))


def test_what_people_type_stays() -> None:
    assert clean_text("  Cafe\u0301 <b> & 🌳\r\nregel twee\x07 ") == "Café <b> & 🌳\nregel twee"
    assert clean_line(" een \n twee\t drie ") == "een twee drie"
    assert count_links("http://a.nl www.b.nl HTTPS://c.nl d.nl") == 3
