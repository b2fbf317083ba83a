"""The PDF of a booklet: tagged as PDF/UA asks, all words on paper, and nothing in the words is a command."""

from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from ..contents import Booklet, BookletQuote
from ..rendering import to_pdf
from .samples import booklet


def read(found: Booklet) -> PdfReader:
    return PdfReader(BytesIO(to_pdf(found)))


def words_of(reader: PdfReader) -> str:
    return " ".join(map(words_on, reader.pages))


def words_on(page) -> str:
    """The text of a page on one line; a hyphen at the end of a line is a soft one, and is no part of the word."""
    return " ".join(page.extract_text().replace("\u00ad\n", "").replace("\u00ad", "-").split())


def elements(reader: PdfReader) -> Iterator[tuple[str, DictionaryObject]]:
    """Every structure element in reading order, with its standard tag."""
    root = reader.trailer["/Root"]["/StructTreeRoot"]
    roles = root.get("/RoleMap", {})

    def walk(node) -> Iterator[tuple[str, DictionaryObject]]:
        node = node.get_object()
        if isinstance(node, ArrayObject):
            for each in node:
                yield from walk(each)
        elif isinstance(node, DictionaryObject):
            if "/S" in node:
                yield str(roles.get(node["/S"], node["/S"])), node
            if "/K" in node:
                yield from walk(node["/K"])

    yield from walk(root["/K"])


@pytest.fixture(scope="module")
def reader() -> PdfReader:
    found = booklet(threads=3)
    found.proposal = "Voorstel van de computer, nog niet door mensen bekeken."
    return read(found)


def test_says_it_is_accessible(reader) -> None:
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "nl-NL"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == "Rode draden"


def test_headings_stand_in_order(reader) -> None:
    levels = [int(tag[2]) for tag, _node in elements(reader) if tag in {"/H1", "/H2", "/H3"}]
    assert levels[0] == 1
    assert levels.count(1) >= 9
    assert levels.count(3) == 9
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_tables_have_headers(reader) -> None:
    """Per table (at a glance, roles, organisations, map) a row of headers; the map one for each thread."""
    tags = [tag for tag, _node in elements(reader)]
    assert tags.count("/Table") == 4
    assert tags.count("/TH") == 4 + 2 + 3 + 4
    assert tags.count("/TD") > 60


def test_figures_have_an_alternative(reader) -> None:
    figures = [node for tag, node in elements(reader) if tag == "/Figure"]
    assert figures
    assert all(str(node["/Alt"]).strip() for node in figures)


def test_observations_are_a_list_with_labels(reader) -> None:
    tags = [tag for tag, _node in elements(reader)]
    assert tags.count("/LI") >= 9
    assert "/Lbl" in tags
    assert "/BlockQuote" in tags


def test_links_have_words(reader) -> None:
    links = [link.get_object() for page in reader.pages for link in page.get("/Annots", []) or []]
    assert len(links) >= 3 * 3 * 2
    assert all(str(link.get("/Contents", "")).strip() for link in links)


def test_bookmarks_lead_to_chapters(reader) -> None:
    titles = [mark.title for mark in reader.outline if not isinstance(mark, list)]
    for title in ("Voorwoord", "In één oogopslag", "Colofon"):
        assert title in titles
    assert any("Participatie" in title for title in titles)


def test_everything_is_on_paper(reader) -> None:
    text = words_of(reader)
    for words in ("Voorstel van de computer", "in 6 van de 12 gesprekken", "13 uitspraken", "1.1", "3.3",
                  "Vragen die blijven", "macht & tegenmacht", "Wie ontbraken", "Tot slot", "3 maart 2027", "PDF/UA-1"):
        assert words in text, words


def test_page_references_are_right(reader) -> None:
    """Beside the first observation stands the page on which its grounds begin."""
    pages = [words_on(page) for page in reader.pages]
    annex = next(number for number, text in enumerate(pages, start=1) if text.startswith("Bijlage: waar het op rust"))
    first = next(text for text in pages if text.startswith("1 Participatie"))
    assert f"bladzijde {annex}" in first


@pytest.mark.parametrize(("threads", "organisations", "quotes"), [(1, 1, 0), (12, 40, 3), (2, 300, 1)])
def test_small_and_large(threads: int, organisations: int, quotes: int) -> None:
    reader = read(booklet(threads, organisations, quotes=quotes))
    text = words_of(reader)
    assert text.count("Kernwaarden betrokkenheid macht & tegenmacht") == threads
    # Every page says something: the running foot alone is not enough.
    assert all(len(words_on(page).split()) > 5 or "rode dra" in words_on(page) for page in reader.pages)


def test_hardly_anything() -> None:
    """A title and one thread with one observation make a booklet too."""
    found = booklet(1, 1, observations=1, quotes=0)
    bare = Booklet(title="Kort", threads=found.threads, date=found.date)
    bare.threads[0].counts_by_organisation = {}
    bare.threads[0].values = bare.threads[0].instruments = bare.threads[0].questions = []
    text = words_of(read(bare))
    assert "Kort" in text
    assert "Wie deden mee" not in text


NASTY = (
    '#panic("x")', '#import "@preview/evil:0.1.0"', "$x^2$ *vet* _schuin_ `code` = kop", '#{read("/etc/passwd")}',
    "]) #let a = 1", "\\ \\u{41} <label> @ref", "“aanhaling” 'enkel' \"dubbel\" {{ x }} {% y %}",
    "tab\tregel\nnieuwe \x00 nul \x07 bel \ufffe \u202e om", "Ā Ž ş Ω Я é̈ – … € ½",
    "w" * 300, "https://voorbeeld.invalid/" + "pad/" * 60,
    "meervoudigepersoonlijkheidsstoornisbehandelcentrumaansprakelijkheidsverzekering",
)


@pytest.mark.parametrize("text", NASTY)
def test_odd_words_are_words(text: str) -> None:
    """Wherever a person's words can stand, they are printed as they are, never obeyed."""
    found = booklet(1, 2)
    thread = found.threads[0]
    found.title = found.subtitle = found.publisher = found.foreword = found.missing = text
    thread.title = thread.lead = thread.observations[0].text = thread.observations[0].grounds[0].text = text
    thread.quotes = [BookletQuote(text, text, text, text)]
    thread.values = thread.instruments = thread.questions = [text]
    thread.observations[0].grounds[0].address = text
    found.organisations[0].name = text
    thread.counts_by_organisation = {text: 3}
    reader = read(found)
    shown = "".join(words_of(reader).split()).replace("-", "").replace("\u00ad", "").replace("\u200b", "")
    first = "".join(sign for sign in text.split(maxsplit=1)[0] if sign.isprintable()).replace("-", "")
    assert first[:8] in shown
    assert b"pdfuaid:part>1<" in reader.trailer["/Root"]["/Metadata"].get_data()


def test_same_booklet_same_bytes() -> None:
    assert to_pdf(booklet(2)) == to_pdf(booklet(2))


def test_a_sign_that_no_font_has_still_gives_a_tagged_pdf(caplog) -> None:
    found = booklet(1)
    found.threads[0].quotes[0].text = "Een teken zonder letter: \U000e0fff\U0001bca4"
    reader = read(found)
    assert "/StructTreeRoot" in reader.trailer["/Root"]
    if b"pdfuaid" not in reader.trailer["/Root"]["/Metadata"].get_data():
        assert "without PDF/UA" in caplog.text
        assert "PDF/UA-1" not in words_of(reader)
