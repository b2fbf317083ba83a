"""From a booklet to EPUB 3 for the train: a chapter per thread, a table of contents, and words for voice readers."""

import datetime as dt
import uuid
from collections.abc import Iterable
from html import escape
from io import BytesIO

from ebooklib import epub

from ..contents import Booklet, Ground, Observation, Thread
from . import words
from .sheet import vocabulary, web_address
from .words import LANGUAGE, WORDS

SPACE = uuid.UUID("6a1c2d0e-6f1b-5d51-9a0c-0d6b1f0a7e11")
"""Under it every booklet gets its own, lasting number."""

STYLE = """
body { font-family: "Source Sans 3", sans-serif; line-height: 1.5; margin: 5%; color: #171a21; }
h1 { font-size: 1.8em; line-height: 1.15; border-left: 0.25em solid #c8102e; padding-left: 0.5em; }
h2 { font-size: 1.2em; margin-top: 1.8em; }
h3 { font-size: 1em; margin-top: 1.4em; }
.lead { font-size: 1.15em; }
.weight, .where { color: #4a5060; font-size: 0.9em; }
.number { color: #9a0c23; font-weight: bold; }
.proposal { border: 2px solid #c8102e; padding: 0.5em 0.8em; font-weight: bold; }
blockquote { margin: 1.2em 0; padding: 0.8em 1.2em; background: #fceff1; }
ul.plain { list-style: none; padding-left: 0; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: 0.3em 0.4em; border-bottom: 1px solid #dfe1e6; }
td.figure, th.figure { text-align: right; }
"""

ACCESS = (
    ("schema:accessMode", "textual"), ("schema:accessModeSufficient", "textual"),
    ("schema:accessibilityFeature", "tableOfContents"), ("schema:accessibilityFeature", "structuralNavigation"),
    ("schema:accessibilityFeature", "readingOrder"), ("schema:accessibilityHazard", "none"),
    ("schema:accessibilitySummary", "Alleen tekst, met koppen, lijsten en tabellen. Geen beelden."),
)

Chapter = tuple[str, str, str]
"""A file name, a title and a body."""


def to_epub(booklet: Booklet) -> bytes:
    """The booklet as EPUB 3 with all grounds."""
    booklet = Booklet.from_dict(words.tidy(booklet.check().as_dict()))
    book = epub.EpubBook()
    made = words.day(booklet.date)
    own = f"{booklet.title}|{booklet.publisher}|{booklet.edition}|{made}"
    book.set_identifier(f"urn:uuid:{uuid.uuid5(SPACE, own)}")
    book.set_title(booklet.title)
    book.set_language(LANGUAGE)
    book.add_author(booklet.publisher or WORDS["made"])
    book.add_metadata("DC", "date", booklet.date.isoformat())
    if booklet.subtitle:
        book.add_metadata("DC", "description", booklet.subtitle)
    for name, value in ACCESS:
        book.add_metadata(None, "meta", value, {"property": name})
    style = epub.EpubItem("style", "style.css", "text/css", STYLE.encode())
    book.add_item(style)
    pages = [_page(chapter, style) for chapter in _chapters(booklet)]
    for page in pages:
        book.add_item(page)
    book.toc = pages
    book.spine = [pages[0], "nav", *pages[1:]]
    book.add_item(epub.EpubNcx())
    book.add_item(epub.EpubNav(title=WORDS["contents"]))
    file = BytesIO()
    modified = dt.datetime.combine(booklet.date, dt.time(), tzinfo=dt.UTC)
    epub.write_epub(file, book, {"mtime": modified, "raise_exceptions": True})
    return file.getvalue()


def _page(chapter: Chapter, style: epub.EpubItem) -> epub.EpubHtml:
    name, title, body = chapter
    page = epub.EpubHtml(uid=name.removesuffix(".xhtml"), title=title, file_name=name, lang=LANGUAGE)
    page.set_content(f"<html><head></head><body>{body}</body></html>")
    page.add_item(style)
    return page


def _chapters(booklet: Booklet) -> list[Chapter]:
    chapters = [("omslag.xhtml", booklet.title, _cover(booklet))]
    if booklet.foreword:
        chapters.append(("voorwoord.xhtml", WORDS["foreword"], _h(1, WORDS["foreword"]) + _p(booklet.foreword)))
    chapters.append(("wie.xhtml", WORDS["made_and_who"], _who(booklet)))
    chapters += [(f"draad-{each.number}.xhtml", f"{each.number}. {each.title}", _thread(each, booklet))
                 for each in booklet.threads]
    if any(each.counts_by_organisation for each in booklet.threads) and booklet.organisations:
        chapters.append(("kaart.xhtml", WORDS["map"], _overview(booklet)))
    if booklet.closing:
        chapters.append(("slot.xhtml", WORDS["closing"], _h(1, WORDS["closing"]) + _p(booklet.closing)))
    if terms := vocabulary(booklet):
        body = "".join(_h(2, each["title"]) + "<dl>" + "".join(
            f"<dt>{escape(term['name'])}</dt><dd>{escape(term['meaning'])}</dd>" for term in each["terms"]) + "</dl>"
            for each in terms)
        chapters.append(("woorden.xhtml", WORDS["vocabulary"], _h(1, WORDS["vocabulary"]) + body))
    chapters += [(f"gronden-{each.number}.xhtml", f"{WORDS['grounds']}: {each.number}. {each.title}", _grounds(each))
                 for each in booklet.threads]
    chapters.append(("colofon.xhtml", WORDS["colophon"], _colophon(booklet)))
    return chapters


def _h(level: int, text: str, anchor: str = "") -> str:
    mark = f' id="{anchor}"' if anchor else ""
    return f"<h{level}{mark}>{escape(text)}</h{level}>"


def _p(text: str, style: str = "") -> str:
    mark = f' class="{style}"' if style else ""
    return "".join(f"<p{mark}>{escape(part)}</p>" for part in words.paragraphs(text))


def _list(items: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>"


def _table(caption: str, header: list[str], rows: list[list[str]]) -> str:
    head = "".join(f'<th scope="col"{_figure(place)}>{escape(text)}</th>' for place, text in enumerate(header))
    body = "".join(
        "<tr>" + "".join(
            f'<td class="figure">{escape(text)}</td>' if place else f'<th scope="row">{escape(text)}</th>'
            for place, text in enumerate(row)) + "</tr>"
        for row in rows)
    return f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _figure(place: int) -> str:
    return ' class="figure"' if place else ""


def _cover(booklet: Booklet) -> str:
    proposal = f'<p class="proposal">{escape(booklet.proposal)}</p>' if booklet.proposal else ""
    return (_h(1, booklet.title) + _p(booklet.subtitle, "lead") + proposal
            + _p(booklet.publisher) + _p(words.day(booklet.date)))


def _who(booklet: Booklet) -> str:
    body = _h(1, WORDS["made_and_who"]) + _p(booklet.method)
    body += _list(f"{value} {what}" for value, what in words.main_figures(booklet))
    if booklet.taking_part:
        body += _table(WORDS["who"], [WORDS["role"], WORDS["people"]],
                       [[each.role, words.number(each.number)] for each in booklet.taking_part])
    if booklet.missing:
        body += _h(2, WORDS["missing"]) + _p(booklet.missing)
    if booklet.organisations:
        body += _table(WORDS["organisations"], [WORDS["organisation"], WORDS["conversations"], WORDS["people"]], [
            [each.name, words.number(each.conversations), words.number(each.people) if each.people else ""]
            for each in booklet.organisations])
    return body


def _thread(thread: Thread, booklet: Booklet) -> str:
    body = _h(1, f"{thread.number}. {thread.title}") + _p(thread.lead, "lead")
    if thread.values:
        body += _h(2, WORDS["values"]) + _list(thread.values)
    if thread.observations:
        body += _h(2, WORDS["heard"]) + '<ul class="plain">' + "".join(
            _observation(thread, each) for each in thread.observations) + "</ul>"
    if thread.quotes:
        body += _h(2, WORDS["quotes"])
    for quote in thread.quotes:
        source = f'<p class="where">{escape(words.who(quote))}</p>' if words.who(quote) else ""
        body += f"<blockquote><p>“{escape(quote.text)}”</p>{source}</blockquote>"
    if thread.instruments:
        body += _h(2, WORDS["instruments"]) + _list(thread.instruments)
    if thread.questions:
        body += _h(2, WORDS["questions"]) + _list(thread.questions)
    return body + _p(words.spread(thread, len(booklet.organisations)))


def _code(thread: Thread, observation: Observation) -> str:
    return f"{thread.number}.{observation.number}"


def _weight(observation: Observation) -> str:
    return escape(f"{words.weight(observation)}, {words.statements(observation.statements)}")


def _observation(thread: Thread, observation: Observation) -> str:
    return (f'<li id="w{observation.number}"><p><span class="number">{_code(thread, observation)}</span> '
            f"{escape(observation.text)}</p>"
            f'<p class="weight">{_weight(observation)}. '
            f'<a href="gronden-{thread.number}.xhtml#g{observation.number}">'
            f"{escape(WORDS['grounds'])} ({_code(thread, observation)})</a></p></li>")


def _grounds(thread: Thread) -> str:
    body = _h(1, f"{WORDS['grounds']}: {thread.number}. {thread.title}")
    for each in thread.observations:
        said = words.left_out(len(each.grounds), each.statements)
        body += _h(2, f"{_code(thread, each)} {each.text}", f"g{each.number}")
        body += (f'<p class="weight">{_weight(each)}. {escape(said)} '
                 f'<a href="draad-{thread.number}.xhtml#w{each.number}">Terug naar {_code(thread, each)}</a></p>')
        body += "<ul>" + "".join(map(_ground, each.grounds)) + "</ul>" if each.grounds else ""
    return body


def _ground(ground: Ground) -> str:
    said = f"“{escape(ground.text)}”"
    if address := web_address(ground):
        said = f'<a href="{escape(address)}">{said}</a>'
    where = ", ".join(part for part in (ground.role, ground.source) if part)
    return f'<li>{said} <span class="where">{escape(where)}</span></li>'


def _overview(booklet: Booklet) -> str:
    legend = _list(f"{each.number}: {each.title}" for each in booklet.threads)
    return _h(1, WORDS["map"]) + legend + _table(
        WORDS["statements"], [WORDS["organisation"], *(str(each.number) for each in booklet.threads)],
        [[each.name, *(words.number(thread.counts_by_organisation.get(each.name, 0)) for thread in booklet.threads)]
         for each in booklet.organisations])


def _colophon(booklet: Booklet) -> str:
    rows = (("publisher", booklet.publisher), ("date", words.day(booklet.date)), ("edition", booklet.edition),
            ("address", booklet.address), ("proposal", booklet.proposal))
    return (_h(1, WORDS["colophon"]) + "".join(_p(f"{WORDS[key]}: {value}") for key, value in rows if value)
            + _p(booklet.colophon) + _p(WORDS["made"]))
