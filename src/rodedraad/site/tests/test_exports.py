"""Each table in each format opens again with the same cells, harmless, and the public ones hold only what is public."""

import csv
import io
import json
from datetime import timedelta

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone
from django_scopes import get_scope, scope
from odfdo import Document

from rodedraad.base.core.tables import FORMATS, defused, plain
from rodedraad.decide.agreements.tests.factories import CommitmentFactory, ResultFactory
from rodedraad.decide.answers.models import Answer
from rodedraad.decide.answers.tests.factories import AnswerFactory, DecisionFactory
from rodedraad.listen.activities.tests.factories import ActivityFactory
from rodedraad.listen.contributions.models.contribution import State
from rodedraad.listen.contributions.tests.factories import CommentFactory, ContributionFactory
from rodedraad.listen.processes.models import Process
from rodedraad.listen.processes.tests.factories import OrganisationFactory, PersonFactory, ProcessFactory
from rodedraad.site.exports import EXPORTS
from rodedraad.understand.themes.tests.factories import GroundsFactory, ThemeFactory

pytestmark = pytest.mark.django_db
FORMULAS = ("=1+1", "+31 6", "-2+3", "@SUM(A1)", "\t=1", "\r=1")
SECRET = "Kwikstaart"
COLUMNS = {
    "bijdragen": "id activiteit titel tekst taal stand auteur rol kanaal wijk plaats breedtegraad lengtegraad "
                 "geplaatst steun reacties themas antwoorden heeft_thema heeft_antwoord heeft_besluit heeft_toezegging "
                 "heeft_resultaat samengevoegd_met",
    "reacties": "id bijdrage tekst auteur geplaatst", "themas": "id naam omschrijving stand samengevoegd_met",
    "gronden": "thema bijdrage passage stand zekerheid",
    "antwoorden": "id titel uitkomst tekst motivering stand gepubliceerd themas bijdragen",
    "besluiten": "id titel orgaan datum tekst document antwoorden",
    "toezeggingen": "id wat eigenaar uiterlijk stand te_laat besluit antwoord",
    "resultaten": "id toezegging hoe_ver tekst datum bewijs",
}


@pytest.fixture
def process():
    organisation = OrganisationFactory(host="testserver")
    with scope(organisation=organisation):
        made = ProcessFactory()
        activity = ActivityFactory(process=made)
        theme = ThemeFactory(process=made, title="=cmd|'/c calc'!A1")
        for formula in FORMULAS:
            contribution = ContributionFactory(activity=activity, title=formula,
                                               text=f'{formula}\nen é “€” 🌳; "aanhaling"')
            GroundsFactory(theme=theme, contribution=contribution)
            CommentFactory(contribution=contribution, text=formula)
        answer = AnswerFactory(process=made, themes=[theme], contributions=[contribution], title="+antwoord")
        decision = DecisionFactory(process=made, answers=[answer], title="-besluit")
        ResultFactory(commitment=CommitmentFactory(decision=decision, what="@wat"), text="=klaar")
        _hide_some(made, theme, answer)
        yield made


def _hide_some(process: Process, theme, answer: Answer) -> None:
    activity = process.activities.first()
    hidden = ContributionFactory(activity=activity, title=SECRET, text=SECRET, state=State.HIDDEN)
    GroundsFactory(theme=theme, contribution=hidden, passage=SECRET, passage_start=0)
    ContributionFactory(activity=activity, title="Zonder naam", is_anonymous=True, author=PersonFactory(name=SECRET))
    CommentFactory(contribution=hidden, text=SECRET)
    shown = ContributionFactory(activity=activity)
    CommentFactory(contribution=shown, text=SECRET, state=State.HIDDEN)
    CommentFactory(contribution=shown, text="anoniem", is_anonymous=True, author=PersonFactory(name=SECRET))
    GroundsFactory(theme=ThemeFactory(process=process, title=SECRET, state="draft"), contribution=shown)
    AnswerFactory(process=process, title=SECRET, state=Answer.State.DRAFT, contributions=[shown])
    DecisionFactory(process=process, title=SECRET, is_published=False)
    promise = CommitmentFactory(answer=answer, what=SECRET, is_published=False,
                                due_on=timezone.localdate() - timedelta(days=1))
    ResultFactory(commitment=promise, text=SECRET)
    ContributionFactory(title=SECRET)


def reopened(form: str, content: bytes) -> list[list[str]]:
    """The cells as a program reads them, as text."""
    if form == "csv":
        text = content.decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    if form == "json":
        rows = json.loads(content)
        return [list(rows[0]), *[["" if cell is None else str(cell) for cell in row.values()] for row in rows]]
    if form == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        return [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    table = Document(io.BytesIO(content)).body.tables[0]
    assert not [cell for row in table.traverse() for cell in row.traverse() if cell.formula]
    return [["" if cell is None else str(cell) for cell in row] for row in table.get_values()]


def same(value: str) -> str:
    """What every format agrees on: line ends differ, and so do 1 and 1.0."""
    value = value.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "\n")
    return value.removesuffix(".0").strip()


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("key", EXPORTS)
@pytest.mark.parametrize("public", [True, False])
def test_each_table_opens_again_with_the_same_cells(
    process, client, key: str, form: str, public: bool,
) -> None:
    export = EXPORTS[key]
    if not public:
        client.force_login(PersonFactory(roles=["adviser"]).account,
                           backend="allauth.account.auth_backends.AuthenticationBackend")
    name = "site:public_table" if public else "site:table"
    response = client.get(reverse(name, args=[process.slug, key, form]))
    content = b"".join(response.streaming_content)
    cells = reopened(form, content)
    assert cells[0] == export.header(public=public)
    harmless = (lambda value: value) if form == "json" else defused
    expected = [[same(str(harmless(plain(cell)))) for cell in line] for line in export.lines(process, public=public)]
    assert [[same(cell) for cell in row] for row in cells[1:]] == expected
    assert expected
    assert (SECRET in str(cells)) is not public


@pytest.mark.parametrize("key", EXPORTS)
def test_a_public_table_has_the_columns_named_here_and_no_other(key: str) -> None:
    assert EXPORTS[key].header(public=True) == COLUMNS[key].split()


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_becomes_text(formula: str) -> None:
    assert defused(formula) == f"'{formula}"


@pytest.mark.parametrize("harmless", ["-5", "+3", "-1,5", "gewoon", "", 5, -5, None])
def test_what_is_no_formula_stays(harmless: object) -> None:
    assert defused(harmless) == harmless


def test_a_table_streams_after_the_request_left_its_scope(process, client) -> None:
    response = client.get(reverse("site:public_table", args=[process.slug, "bijdragen", "csv"]))
    with scope(organisation=None):
        assert get_scope()["organisation"] is None
        assert b"Zonder naam" in b"".join(response.streaming_content)


def test_an_unknown_table_or_format_is_not_there(process, client) -> None:
    for key, form in (("bijdragen", "exe"), ("mensen", "csv")):
        assert client.get(reverse("site:public_table", args=[process.slug, key, form])).status_code == 404
