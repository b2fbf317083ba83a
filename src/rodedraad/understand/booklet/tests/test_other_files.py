"""DOCX, EPUB and JSON of a booklet: opened again with other eyes, structure and words are there."""

import json
import zipfile
from io import BytesIO
from pathlib import PurePosixPath

import docx
import pytest
from defusedxml import ElementTree
from docx.oxml.ns import qn

from ..contents import Booklet
from ..rendering import to_docx, to_epub, to_json
from ..rendering.data import from_json
from .samples import booklet
from .test_pdf import NASTY

XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
PROPOSAL = "Voorstel van de computer, nog niet door mensen bekeken."


def whole() -> Booklet:
    found = booklet(threads=3)
    found.proposal = PROPOSAL
    return found


# --- DOCX ---


@pytest.fixture(scope="module")
def document():
    return docx.Document(BytesIO(to_docx(whole())))


def test_docx_has_real_headings(document) -> None:
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert styles[0] == "Title"
    assert styles.count("Heading 3") == 9
    assert [each.text for each in document.paragraphs if each.style.name == "Heading 1"] == [
        "Voorwoord", "Hoe, en met wie", "1  Participatie", "2  Democratisch vakmanschap", "3  Samenspel",
        "De draden en de organisaties", "Tot slot", "Bijlage: waar het op rust", "Colofon",
    ]


def test_docx_has_tables_with_a_header(document) -> None:
    assert [table.rows[0].cells[0].text for table in document.tables] == ["Rol", "Organisatie", "Organisatie"]
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in document.tables)
    assert [len(table.rows) for table in document.tables] == [4, 13, 13]


def test_docx_has_every_word(document) -> None:
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for words in (PROPOSAL, "in 6 van de 12 gesprekken, 13 uitspraken", "2.3  ", "Vragen die blijven", "inwoner"):
        assert words in text, words
    assert sum(each.style.name == "List Bullet" for each in document.paragraphs) == 3 * (3 * 12 + 2 + 1)


def test_docx_leads_to_grounds_and_back(document) -> None:
    names = [each.get(qn("w:name")) for each in document.element.iter(qn("w:bookmarkStart"))]
    anchors = [each.get(qn("w:anchor")) for each in document.element.iter(qn("w:hyperlink"))]
    assert len(set(names)) == len(names) == 18
    assert sorted(anchors) == sorted(names)


def test_docx_speaks_dutch(document) -> None:
    core = document.core_properties
    assert (core.title, core.language, core.author) == ("Rode draden", "nl", "Programma Voorbeeld")
    languages = {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"nl-NL"}


# --- EPUB ---


@pytest.fixture(scope="module")
def archive() -> zipfile.ZipFile:
    return zipfile.ZipFile(BytesIO(to_epub(whole())))


def page_names(archive: zipfile.ZipFile) -> list[str]:
    return [name for name in archive.namelist() if name.endswith(".xhtml")]


def test_epub_starts_with_its_type(archive) -> None:
    first = archive.infolist()[0]
    assert first.filename == "mimetype"
    assert first.compress_type == zipfile.ZIP_STORED
    assert archive.read("mimetype") == b"application/epub+zip"


def test_epub_container_leads_to_every_file(archive) -> None:
    container = ElementTree.fromstring(archive.read("META-INF/container.xml"))
    place = next(each.get("full-path") for each in container.iter() if each.tag.endswith("rootfile"))
    package = ElementTree.fromstring(archive.read(place))
    folder = PurePosixPath(place).parent
    items = {each.get("id"): each for each in package.iter(f"{OPF}item")}
    assert package.get("version") == "3.0"
    assert {str(folder / each.get("href")) for each in items.values()} == {
        name for name in archive.namelist() if name.startswith("EPUB/")} - {place}
    assert sum("nav" in (each.get("properties") or "") for each in items.values()) == 1
    spine = [each.get("idref") for each in package.iter(f"{OPF}itemref")]
    assert len(set(spine)) == len(spine)
    assert set(spine) <= set(items)
    assert {"draad-1", "draad-2", "draad-3", "nav"} <= set(spine)


def test_epub_says_how_accessible_it_is(archive) -> None:
    package = ElementTree.fromstring(archive.read("EPUB/content.opf"))
    said = {each.get("property"): each.text for each in package.iter(f"{OPF}meta")}
    for name in ("accessMode", "accessModeSufficient", "accessibilityFeature", "accessibilityHazard",
                 "accessibilitySummary"):
        assert said[f"schema:{name}"]
    assert package.findtext(".//{http://purl.org/dc/elements/1.1/}language") == "nl"
    assert package.findtext(".//{http://purl.org/dc/elements/1.1/}identifier").startswith("urn:uuid:")


def test_epub_pages_are_well_formed_dutch_with_one_title(archive) -> None:
    for name in page_names(archive):
        page = ElementTree.fromstring(archive.read(name))
        assert page.get("lang") == "nl", name
        assert page.findtext(f"{XHTML}head/{XHTML}title"), name
        if not name.endswith("nav.xhtml"):
            assert len(list(page.iter(f"{XHTML}h1"))) == 1, name


def test_epub_links_and_anchors_resolve(archive) -> None:
    pages = {PurePosixPath(name).name: ElementTree.fromstring(archive.read(name)) for name in page_names(archive)}
    anchors = {name: {each.get("id") for each in page.iter() if each.get("id")} for name, page in pages.items()}
    links = [(name, link.get("href")) for name, page in pages.items() for link in page.iter(f"{XHTML}a")]
    assert len(links) > 3 * 3 * 2
    for name, href in links:
        target, _, anchor = href.partition("#")
        assert (target or name) in pages, href
        assert not anchor or anchor in anchors[target or name], href


def test_epub_contents_name_every_thread(archive) -> None:
    nav = archive.read("EPUB/nav.xhtml").decode()
    for number in (1, 2, 3):
        assert f'href="draad-{number}.xhtml"' in nav


def test_epub_has_every_word(archive) -> None:
    text = "\n".join(archive.read(name).decode() for name in page_names(archive))
    for words in (PROPOSAL, "in 6 van de 12 gesprekken, 13 uitspraken", "macht &amp; tegenmacht", "Wie ontbraken"):
        assert words in text, words


# --- Both, and JSON ---


@pytest.mark.parametrize("text", NASTY)
def test_odd_words_break_no_file(text: str) -> None:
    found = booklet(1, 2)
    thread = found.threads[0]
    found.title = found.subtitle = found.publisher = found.foreword = found.missing = found.closing = text
    thread.title = thread.lead = thread.observations[0].text = thread.observations[0].grounds[0].text = text
    thread.observations[0].grounds[0].address = text
    thread.quotes[0].text = thread.quotes[0].role = text
    thread.values = thread.instruments = thread.questions = [text]
    found.organisations[0].name = text
    thread.counts_by_organisation = {text: 3}
    document = docx.Document(BytesIO(to_docx(found)))
    assert document.paragraphs[0].text.strip()
    archive = zipfile.ZipFile(BytesIO(to_epub(found)))
    for name in page_names(archive):
        ElementTree.fromstring(archive.read(name))
    assert from_json(to_json(found)) == found


def test_no_script_gets_into_an_epub() -> None:
    found = booklet(1, 2)
    found.threads[0].observations[0].grounds[0].address = "javascript:alert(1)"
    found.threads[0].lead = "<script>alert(1)</script>"
    archive = zipfile.ZipFile(BytesIO(to_epub(found)))
    text = "\n".join(archive.read(name).decode() for name in page_names(archive))
    assert "<script" not in text
    assert "javascript:" not in text


def test_json_is_the_whole_booklet() -> None:
    found = whole()
    assert from_json(to_json(found)) == found
    assert to_json(found) == to_json(whole())
    assert json.loads(to_json(found))["threads"][0]["observations"][0]["grounds"][0]["source"]
