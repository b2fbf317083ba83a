"""Text that people type, made safe before it is kept and again before it is shown."""

import re
import unicodedata

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_markdown = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table").disable(["image"])
_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "h2", "h3", "h4", "blockquote", "code", "hr",
         "table", "thead", "tbody", "tr", "th", "td"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2028-\u202e\u2060-\u206f\ufeff]")
LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"']+", re.IGNORECASE)


def clean_text(value: str) -> str:
    """Plain text as kept: NFC, no control or direction characters, one kind of line end, outer space gone."""
    value = unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", value).strip()


def clean_line(value: str) -> str:
    """One line of plain text: as `clean_text`, with all white space folded to single spaces."""
    return " ".join(clean_text(value).split())


def render_markdown(value: str) -> SafeString:
    """HTML of the Markdown that staff write: no raw HTML, no images, headings from h3 down, links without referrer."""
    html = _markdown.render(value)
    for old, new in (("h3", "h4"), ("h2", "h4"), ("h1", "h3")):
        html = html.replace(f"<{old}>", f"<{new}>").replace(f"</{old}>", f"</{new}>")
    safe = nh3.clean(html, tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"},
                     link_rel="noopener noreferrer nofollow")
    return mark_safe(safe)  # noqa: S308 -- the one place: nh3 has just cleaned it


def count_links(value: str) -> int:
    """How many web addresses a text holds."""
    return len(LINK.findall(value))
