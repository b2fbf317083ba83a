"""The pages that cross floors show each reader what is theirs to see, at a price that does not grow with the rows."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope

from rodedraad.decide.agreements.tests.factories import CommitmentFactory, ResultFactory
from rodedraad.decide.answers.models import Answer
from rodedraad.decide.answers.tests.factories import AnswerFactory, DecisionFactory
from rodedraad.listen.activities.tests.factories import ActivityFactory
from rodedraad.listen.contributions.models.contribution import State
from rodedraad.listen.contributions.tests.factories import ContributionFactory
from rodedraad.listen.processes.models import Process
from rodedraad.listen.processes.tests.factories import (
    OrganisationFactory,
    PersonFactory,
    ProcessFactory,
    TeamMemberFactory,
)
from rodedraad.site import queries
from rodedraad.understand.themes.tests.factories import GroundsFactory, ThemeFactory

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SECRET = "Kwikstaart"


@pytest.fixture
def organisation():
    made = OrganisationFactory(host="testserver")
    with scope(organisation=made):
        yield made


def fill(size: int, word: str = "Boom", author=None, **process_fields: object) -> Process:
    """A process with `size` of everything, with a word in each title."""
    process = ProcessFactory(title=f"{word} in de straat", **process_fields)
    activity = ActivityFactory(process=process, title=f"{word} activiteit")
    for _each in range(size):
        theme = ThemeFactory(process=process, title=f"{word} thema")
        for _voice in range(2):
            GroundsFactory(theme=theme, contribution=ContributionFactory(
                activity=activity, title=f"{word} bijdrage", **({"author": author} if author else {})))
        answer = AnswerFactory(process=process, themes=[theme], title=f"{word} antwoord")
        decision = DecisionFactory(process=process, answers=[answer], title=f"{word} besluit")
        CommitmentFactory(decision=decision, what=f"{word} te laat", due_on=timezone.localdate() - timedelta(days=1))
        ResultFactory(commitment=CommitmentFactory(decision=decision, what=f"{word} gedaan"), text=f"{word} is geplant")
    return process


def pages(process: Process) -> list[str]:
    return ["/", "/zoeken?q=boom", "/beloftes", "/beloftes?stand=open", "/beloftes?stand=done", "/open-data",
            reverse("site:living", args=[process.slug])]


def test_each_public_page_costs_the_same_for_one_and_three(organisation, client) -> None:
    def costs(process: Process) -> list[int]:
        found = []
        for page in pages(process):
            client.get(page)
            with CaptureQueriesContext(connection) as asked:
                assert client.get(page).status_code == 200, page
            found.append(len(asked))
        return found

    process = fill(1)
    one = costs(process)
    fill(3)
    three = costs(fill(3))
    assert all(more <= less for less, more in zip(one, three, strict=True)), (one, three)
    assert max(three) <= 20


def test_my_thread_and_the_desk_cost_the_same_for_one_and_three(organisation, client) -> None:
    person = PersonFactory(roles=["adviser"])
    client.force_login(person.account, backend=BACKEND)
    costs = []
    for size in (1, 3):
        process = fill(size, author=person)
        for page in ("/mijn-draad", "/beheer", reverse("site:coverage", args=[process.slug]),
                     reverse("site:exports", args=[process.slug])):
            client.get(page)
            with CaptureQueriesContext(connection) as asked:
                assert client.get(page).status_code == 200, page
            costs.append(len(asked))
    assert all(more <= less for less, more in zip(costs[:4], costs[4:], strict=True)), costs


def test_a_draft_and_another_organisation_are_nowhere(organisation, client) -> None:
    shown = fill(1)
    draft = fill(1, SECRET, state=Process.State.DRAFT)
    other = OrganisationFactory(host="elders.localhost")
    with scope(organisation=other):
        theirs = fill(1, SECRET, organisation=other)
    for page in [*pages(shown), "/zoeken?q=kwikstaart"]:
        assert SECRET not in client.get(page).content.decode(), page
    for process in (draft, theirs):
        assert client.get(reverse("site:living", args=[process.slug])).status_code == 404
        table = reverse("site:public_table", args=[process.slug, "bijdragen", "csv"])
        assert client.get(table).status_code in {302, 404}


def test_what_is_hidden_or_not_published_is_nowhere(organisation, client) -> None:
    process = fill(1)
    activity = process.activities.first()
    theme = process.themes.first()
    GroundsFactory(theme=theme, contribution=ContributionFactory(
        activity=activity, title=SECRET, text=SECRET, state=State.HIDDEN))
    ContributionFactory(activity=activity, title=SECRET, state=State.PENDING)
    ThemeFactory(process=process, title=SECRET, state="draft")
    AnswerFactory(process=process, title=SECRET, themes=[theme], state=Answer.State.DRAFT)
    DecisionFactory(process=process, title=SECRET, is_published=False)
    CommitmentFactory(answer=process.answers.first(), what=SECRET, is_published=False,
                      due_on=timezone.localdate() - timedelta(days=3))
    for page in [*pages(process), f"/zoeken?q={SECRET}&x=1"]:
        assert client.get(page).content.decode().count(SECRET) <= (3 if "q=" + SECRET in page else 0), page


def test_the_desk_counts_only_what_one_judges(organisation, client) -> None:
    process, other = fill(1), fill(1)
    for each in (process, other):
        ContributionFactory(activity=each.activities.first(), state=State.PENDING)
    moderator = PersonFactory()
    TeamMemberFactory(process=process, person=moderator, part="moderator")
    assert queries.desk(moderator).waiting == 1
    assert queries.desk(PersonFactory(roles=["adviser"])).waiting == 2


def test_the_desk_shows_answers_to_approve_only_to_who_may_approve_them(organisation, client) -> None:
    process, writer = fill(1), PersonFactory(roles=["adviser"])
    answer = AnswerFactory(process=process, title=SECRET, state=Answer.State.SUBMITTED, written_by=writer)
    lead, reader = PersonFactory(), PersonFactory()
    TeamMemberFactory(process=process, person=lead, part="lead")
    TeamMemberFactory(process=process, person=reader, part="reader")
    others = [PersonFactory(roles=[role]) for role in ("adviser", "alderman", "clerk", "council_member", "moderator")]
    for person in (writer, lead, reader, *others):
        may = person.may("answers.approve", answer)
        assert [each.pk for each in queries.desk(person).approvals] == ([answer.pk] if may else [])
        client.force_login(person.account, backend=BACKEND)
        assert (SECRET in client.get(reverse("site:desk")).content.decode()) is may
    assert queries.desk(others[3]).may_approve is False


def test_who_may_open_what(organisation, client) -> None:
    process = fill(1)
    desk = [reverse("site:desk"), reverse("site:coverage", args=[process.slug]),
            reverse("site:exports", args=[process.slug]),
            reverse("site:table", args=[process.slug, "bijdragen", "csv"])]
    for page in [*desk, "/mijn-draad"]:
        assert client.get(page).status_code == 302, page
    client.force_login(PersonFactory().account, backend=BACKEND)
    for page in desk:
        assert client.get(page).status_code == 403, page
    client.force_login(PersonFactory(roles=["council_member"]).account, backend=BACKEND)
    assert [client.get(page).status_code for page in desk] == [200, 403, 403, 403]
    client.force_login(PersonFactory(roles=["adviser"]).account, backend=BACKEND)
    assert [client.get(page).status_code for page in desk] == [200, 200, 200, 200]


def test_every_page_of_a_process_is_reached_by_clicking(organisation, client) -> None:
    process = fill(1)
    public = client.get(reverse("processes:detail", args=[process.slug])).content.decode()
    for name in ("site:living", "site:report", "themes:list", "answers:list", "answers:decisions", "agreements:list"):
        assert f'href="{reverse(name, args=[process.slug])}"' in public, name
    client.force_login(PersonFactory(roles=["adviser"]).account, backend=BACKEND)
    desk = client.get(reverse("processes:desk", args=[process.slug])).content.decode()
    activity = process.activities.first()
    names = ("site:coverage", "site:living", "site:exports", "answers:desk", "answers:decisions_desk", "themes:desk")
    for address in (reverse("moderation:queue") + f"?traject={process.slug}",
                    reverse("importing:upload", args=[process.slug, activity.pk]),
                    *(reverse(name, args=[process.slug]) for name in names)):
        assert f'href="{address}"' in desk, address
    page_of_desk = client.get("/beheer").content.decode()
    assert reverse("processes:desk", args=[process.slug]) in page_of_desk
