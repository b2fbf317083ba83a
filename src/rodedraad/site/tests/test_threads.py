"""The whole thread from each knot: the same knots, a constant number of queries, late said, nothing hidden."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope

from rodedraad.decide.agreements.models import Result
from rodedraad.decide.agreements.tests.factories import CommitmentFactory, ResultFactory
from rodedraad.decide.answers.models import Answer
from rodedraad.decide.answers.tests.factories import AnswerFactory, DecisionFactory
from rodedraad.listen.activities.tests.factories import ActivityFactory
from rodedraad.listen.contributions.models.contribution import State
from rodedraad.listen.contributions.tests.factories import ContributionFactory
from rodedraad.listen.processes.models import Process
from rodedraad.listen.processes.tests.factories import OrganisationFactory, ProcessFactory
from rodedraad.site.lines import line_of_process, line_of_thread
from rodedraad.site.threads import READERS, from_contribution
from rodedraad.understand.themes.tests.factories import GroundsFactory, ThemeFactory

pytestmark = pytest.mark.django_db
WORDS = ("bijdrage", "thema", "antwoord", "besluit", "toezegging", "resultaat")


@pytest.fixture
def organisation():
    made = OrganisationFactory(host="testserver")
    with scope(organisation=made):
        yield made


def tie(size: int, process: Process) -> dict[str, object]:
    """A thread with `size` of each knot; the last of each."""
    activity = ActivityFactory(process=process)
    made: dict[str, object] = {}
    for _each in range(size):
        theme = ThemeFactory(process=process)
        made["bijdrage"] = ContributionFactory(activity=activity)
        GroundsFactory(theme=theme, contribution=made["bijdrage"])
        made["thema"] = theme
        made["antwoord"] = AnswerFactory(process=process, themes=list(process.themes.all()))
        made["besluit"] = DecisionFactory(process=process, answers=list(process.answers.all()))
        made["toezegging"] = CommitmentFactory(decision=made["besluit"])
        made["resultaat"] = ResultFactory(commitment=made["toezegging"])
    return made


@pytest.mark.parametrize("word", WORDS)
def test_each_knot_gives_the_whole_thread_at_a_constant_price(word: str, organisation, client) -> None:
    costs = []
    for size in (1, 3):
        knot = tie(size, ProcessFactory())[word]
        address = reverse("site:thread", args=[word, knot.pk])
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            response = client.get(address)
        assert response.status_code == 200
        costs.append(len(asked))
        thread = response.context["thread"]
        assert (thread.answers, thread.decisions, thread.results) != ([], [], [])
        assert all(each.state == "done" for each in response.context["line"].knots)
    assert costs[0] == costs[1] <= 12


def test_each_knot_of_the_line_leads_to_its_part_of_the_page(organisation, client) -> None:
    contribution = tie(1, ProcessFactory())["bijdrage"]
    page = client.get(reverse("site:thread", args=["bijdrage", contribution.pk])).content.decode()
    for part in ("bijdragen", "themas", "antwoorden", "besluiten", "toezeggingen", "resultaten"):
        assert f'href="#{part}"' in page
        assert f'id="{part}"' in page


def test_each_knot_of_the_line_of_a_process_leads_to_a_page(organisation, client) -> None:
    process = ProcessFactory()
    tie(1, process)
    for knot in line_of_process(process).knots:
        assert client.get(knot.href).status_code == 200


def test_an_open_thread_promises_and_a_late_one_says_so(organisation) -> None:
    today = timezone.localdate()
    process = ProcessFactory(charter__answer_by=today - timedelta(days=1),
                             charter__decision_on=today + timedelta(days=9))
    contribution = ContributionFactory(activity__process=process)
    knots = {knot.stage: knot for knot in line_of_thread(from_contribution(contribution)).knots}
    assert [knots[stage].state for stage in ("contribution", "theme", "answer", "decision", "commitment")] == [
        "done", "open", "late", "open", "open"]
    assert knots["decision"].promised == today + timedelta(days=9)
    assert knots["theme"].href is None
    answer = AnswerFactory(process=process, contributions=[contribution])
    CommitmentFactory(answer=answer, due_on=today - timedelta(days=2))
    knots = {knot.stage: knot for knot in line_of_thread(from_contribution(contribution)).knots}
    assert (knots["answer"].state, knots["commitment"].state, knots["result"].state) == ("done", "done", "late")


def hidden_knots(process: Process) -> list[tuple[str, int]]:
    hidden = ContributionFactory(activity__process=process, state=State.HIDDEN)
    decision = DecisionFactory(process=process, is_published=False)
    promise = CommitmentFactory(answer=AnswerFactory(process=process), is_published=False)
    return [("bijdrage", hidden.pk), ("thema", ThemeFactory(process=process, state="draft").pk),
            ("antwoord", AnswerFactory(process=process, state=Answer.State.DRAFT).pk),
            ("besluit", decision.pk), ("toezegging", promise.pk)]


def test_what_is_not_public_has_no_thread(organisation, client) -> None:
    for word, pk in hidden_knots(ProcessFactory()):
        assert client.get(reverse("site:thread", args=[word, pk])).status_code == 404, word
    for word, knot in tie(1, ProcessFactory(state=Process.State.DRAFT)).items():
        assert client.get(reverse("site:thread", args=[word, knot.pk])).status_code == 404, word
    for word in READERS:
        assert client.get(reverse("site:thread", args=[word, 999_999])).status_code == 404


def test_another_organisation_has_no_thread_here(organisation, client) -> None:
    other = OrganisationFactory(host="elders.localhost")
    with scope(organisation=other):
        theirs = tie(1, ProcessFactory(organisation=other))
    for word, knot in theirs.items():
        assert client.get(reverse("site:thread", args=[word, knot.pk])).status_code == 404, word


def test_nothing_hidden_is_in_a_thread(organisation) -> None:
    process = ProcessFactory()
    made = tie(1, process)
    theme = made["thema"]
    GroundsFactory(theme=theme, contribution=ContributionFactory(activity__process=process, state=State.HIDDEN))
    AnswerFactory(process=process, themes=[theme], state=Answer.State.DRAFT)
    DecisionFactory(process=process, answers=[made["antwoord"]], is_published=False)
    CommitmentFactory(decision=made["besluit"], is_published=False)
    for word in WORDS:
        thread = READERS[word][1](made[word])
        assert (thread.contributions, thread.answers) == ([made["bijdrage"]], [made["antwoord"]])
        assert (thread.decisions, thread.commitments) == ([made["besluit"]], [made["toezegging"]])
    assert Result.objects.count() == 1
