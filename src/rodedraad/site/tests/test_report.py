"""The report is a tagged PDF with a title and a language, and holds only what is public."""

import io

import pytest
from django_scopes import scope
from pypdf import PdfReader

from rodedraad.decide.answers.tests.factories import AnswerFactory
from rodedraad.listen.contributions.models.contribution import State
from rodedraad.listen.contributions.tests.factories import ContributionFactory
from rodedraad.listen.processes.tests.factories import OrganisationFactory, ProcessFactory
from rodedraad.site.report.contents import contents
from rodedraad.site.report.typesetting import typeset
from rodedraad.understand.themes.models import Theme
from rodedraad.understand.themes.tests.factories import GroundsFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    return OrganisationFactory()


def _read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def _theme_with_voice(process, text: str, **more: object):
    contribution = ContributionFactory(activity__process=process, text=text, **more)
    return GroundsFactory(theme__process=process, theme__state=Theme.State.PUBLISHED, contribution=contribution,
                          passage="", passage_start=None)


def test_the_report_is_tagged_and_named(organisation) -> None:
    with scope(organisation=organisation):
        process = ProcessFactory(title="Het nieuwe plein")
        _theme_with_voice(process, "Meer bankjes graag")
        pdf = _read(typeset(contents(process)))
    catalog = pdf.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"].value is True
    assert catalog["/Lang"].startswith("nl")
    assert pdf.metadata.title.startswith("Het nieuwe plein")
    assert "/StructTreeRoot" in catalog
    assert "Meer bankjes graag" in " ".join(page.extract_text() for page in pdf.pages).replace("\n", " ")


def test_what_people_write_cannot_be_a_command(organisation) -> None:
    with scope(organisation=organisation):
        process = ProcessFactory()
        _theme_with_voice(process, '#panic("boe") $x$ *vet* @ref <label> \\ #read("/etc/passwd")')
        text = " ".join(page.extract_text() for page in _read(typeset(contents(process))).pages)
    assert "#panic" in text
    assert "root:" not in text


def test_hidden_words_and_drafts_stay_out(organisation) -> None:
    with scope(organisation=organisation):
        process = ProcessFactory()
        shown = _theme_with_voice(process, "Dit mag iedereen lezen")
        GroundsFactory(theme=shown.theme, passage="", passage_start=None, contribution=ContributionFactory(
            activity__process=process, text="Dit is verborgen", state=State.HIDDEN))
        AnswerFactory(process=process, state="draft", text="Dit is nog niet klaar")
        found = str(contents(process))
    assert "Dit mag iedereen lezen" in found
    assert "verborgen" not in found
    assert "nog niet klaar" not in found


def test_an_empty_process_has_a_report_too(organisation) -> None:
    with scope(organisation=organisation):
        assert _read(typeset(contents(ProcessFactory(charter=False)))).pages


@pytest.mark.parametrize("words", ["漢字 en emoji 🌳", "Çocuklar için güvenli yol", "a" * 300])
def test_any_script_sets(organisation, words: str) -> None:
    with scope(organisation=organisation):
        process = ProcessFactory()
        _theme_with_voice(process, words)
        assert typeset(contents(process)).startswith(b"%PDF")
