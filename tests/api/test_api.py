"""The API reads and acts by the rules of the pages, stays inside its organisation, and errs in problem+json."""

import json
from datetime import timedelta
from typing import get_args

import pytest
from django.test import Client
from django.utils import timezone
from django_scopes import scope

from rodedraad.base.accounts.actions import make_api_key
from rodedraad.base.accounts.models import ApiKey
from rodedraad.base.organisations.tests.factories import OrganisationFactory
from rodedraad.decide.answers.tests.factories import AnswerFactory
from rodedraad.listen.activities.tests.factories import ActivityFactory
from rodedraad.listen.contributions.models import Contribution, Support
from rodedraad.listen.contributions.models.contribution import STAGE_WORDS, State
from rodedraad.listen.contributions.tests.factories import ContributionFactory
from rodedraad.listen.processes.tests.factories import PersonFactory, ProcessFactory
from rodedraad.site.api.reads import STATUS_HELP, Status

pytestmark = pytest.mark.django_db
BASE = "/api/v1"


@pytest.fixture
def ours():
    organisation = OrganisationFactory()
    with scope(organisation=organisation):
        yield organisation


def visitor(organisation) -> Client:
    return Client(headers={"host": organisation.host})


def holder(person, *, can_write: bool = True) -> Client:
    _key, secret = make_api_key(by=person, name="proef", can_write=can_write, days=1)
    return Client(headers={"host": person.organisation.host, "authorization": f"Bearer {secret}"})


def is_problem(response, status: int) -> bool:
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    assert response["API-Version"]
    assert response.json()["status"] == status
    return True


LISTS = ["trajecten", "activiteiten", "bijdragen", "themas", "antwoorden", "besluiten", "toezeggingen", "resultaten",
         "gesprekken"]


@pytest.mark.parametrize("name", LISTS)
def test_every_list_answers_pages_and_refuses_what_it_does_not_know(ours, name: str) -> None:
    ContributionFactory()
    client = visitor(ours)
    answer = client.get(f"{BASE}/{name}")
    assert answer.status_code == 200
    assert set(answer.json()) == {"items", "_links"}
    assert answer["API-Version"] == "1.0.0"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert is_problem(client.get(f"{BASE}/{name}/"), 404)
    assert is_problem(client.get(f"{BASE}/{name}?onzin=1"), 400)
    assert is_problem(client.get(f"{BASE}/{name}?pagina=0&perPagina=1000"), 400)
    assert len(client.get(f"{BASE}/{name}?pagina=0&perPagina=1000").json()["errors"]) == 2


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_contributions_costs_the_same_for_more_rows(ours, count: int, django_assert_num_queries) -> None:
    activity = ActivityFactory()
    for _ in range(count):
        ContributionFactory(activity=activity)
    client = visitor(ours)
    client.get(f"{BASE}/bijdragen")
    with django_assert_num_queries(1):
        assert len(client.get(f"{BASE}/bijdragen").json()["items"]) == count


def test_pages_link_to_one_another(ours) -> None:
    activity = ActivityFactory()
    made = {ContributionFactory(activity=activity).pk for _ in range(5)}
    client, path, seen = visitor(ours), f"{BASE}/bijdragen?perPagina=2&volgorde=nieuw", []
    while path:
        page = client.get(path).json()
        seen += [row["id"] for row in page["items"]]
        path = (page["_links"].get("next") or {}).get("href")
    assert len(seen) == 5
    assert set(seen) == made


def test_contributions_are_filtered_by_how_far_they_came_in_the_words_of_the_page(ours) -> None:
    activity, client = ActivityFactory(), visitor(ours)
    made = {"nieuw": ContributionFactory(activity=activity)}
    for word, knot in (("thema", "theme"), ("antwoord", "answer"), ("besluit", "decision"), ("resultaat", "result")):
        made[word] = ContributionFactory(activity=activity, **{f"has_{knot}": True})
    assert list(made) == list(STAGE_WORDS) == list(get_args(Status))
    for word, row in made.items():
        assert [found["id"] for found in client.get(f"{BASE}/bijdragen?status={word}").json()["items"]] == [row.pk]
    is_problem(client.get(f"{BASE}/bijdragen?status=published"), 400)
    parameters = client.get(f"{BASE}/openapi.json").json()["paths"]["/api/v1/bijdragen"]["get"]["parameters"]
    assert [each["description"] for each in parameters if each["name"] == "status"] == [STATUS_HELP]
    assert all(f'"{word}"' in json.dumps(parameters) for word in made)


@pytest.mark.parametrize("state", [State.HIDDEN, State.PENDING, State.WITHDRAWN, State.CHANGE_ASKED])
def test_what_is_not_public_does_not_exist_for_others(ours, state: str) -> None:
    row = ContributionFactory(state=state, author=PersonFactory())
    client = visitor(ours)
    assert is_problem(client.get(f"{BASE}/bijdragen/{row.pk}"), 404)
    assert is_problem(client.get(f"{BASE}/bijdragen/{row.pk}/draad"), 404)
    assert client.get(f"{BASE}/bijdragen").json()["items"] == []
    assert holder(row.author).get(f"{BASE}/bijdragen/{row.pk}").status_code == 200


def test_draft_processes_and_answers_stay_inside(ours) -> None:
    process = ProcessFactory(state="draft")
    AnswerFactory(process=ProcessFactory(), state="draft")
    client = visitor(ours)
    assert is_problem(client.get(f"{BASE}/trajecten/{process.slug}"), 404)
    assert process.slug not in {row["slug"] for row in client.get(f"{BASE}/trajecten").json()["items"]}
    assert client.get(f"{BASE}/antwoorden").json()["items"] == []


def test_names_of_anonymous_authors_and_addresses_never_appear(ours) -> None:
    author = PersonFactory(name="Geheime Naam")
    row = ContributionFactory(author=author, is_anonymous=True)
    text = visitor(ours).get(f"{BASE}/bijdragen/{row.pk}").content.decode()
    assert "Geheime" not in text
    assert author.account.email not in text
    assert "@" not in text


def test_a_key_acts_as_its_person_with_the_acts_of_the_pages(ours) -> None:
    activity, resident = ActivityFactory(), PersonFactory()
    client = holder(resident)
    body = {"traject": activity.process.slug, "activiteit": activity.slug, "titel": "Een bankje",
            "tekst": "Bij de brug."}
    made = client.post(f"{BASE}/bijdragen", body, content_type="application/json")
    assert made.status_code == 201, made.content
    row = Contribution.objects.get(pk=made.json()["id"])
    assert (row.author, row.title) == (resident, "Een bankje")
    for _ in range(2):
        assert client.put(f"{BASE}/bijdragen/{row.pk}/steun").status_code == 204
    assert Support.objects.filter(contribution=row).count() == 1
    comment = client.post(f"{BASE}/bijdragen/{row.pk}/reacties", {"tekst": "Ja!"}, content_type="application/json")
    assert comment.status_code == 201
    change = {"versie": 1, "titel": "Twee bankjes", "tekst": "Bij de brug."}
    assert client.patch(f"{BASE}/bijdragen/{row.pk}", change, content_type="application/json").json()["versie"] == 2
    stale = client.patch(f"{BASE}/bijdragen/{row.pk}", change, content_type="application/json")
    assert is_problem(stale, 409)
    assert stale.json()["current"]["titel"] == "Twee bankjes"
    assert client.delete(f"{BASE}/bijdragen/{row.pk}").status_code == 204
    row.refresh_from_db()
    assert row.state == State.WITHDRAWN


def test_the_thread_can_be_tied_through_the_api(ours) -> None:
    adviser = holder(PersonFactory(roles=["adviser"]))
    row = ContributionFactory(activity__process__charter__level="consult")
    slug = row.process.slug

    def send(path: str, **body: object):
        answer = adviser.post(f"{BASE}/{path}", body, content_type="application/json")
        assert answer.status_code in {200, 201}, answer.content
        return answer.json()

    answer = send("antwoorden", traject=slug, titel="Ja", uitkomst="taken_over", tekst="Dat doen wij.",
                  bijdragen=[row.pk])
    send(f"antwoorden/{answer['id']}/publicatie", versie=answer["versie"])
    send("besluiten", traject=slug, titel="Besluit", orgaan="council", besloten_op="2026-01-05", tekst="Vastgesteld.",
         antwoorden=[answer["id"]])
    promise = send("toezeggingen", traject=slug, wat="Een bankje", eigenaar="Wethouder", uiterlijk="2030-01-01",
                   antwoord=answer["id"])
    send(f"toezeggingen/{promise['id']}/resultaten", versie=promise["versie"], hoeVer="fully", tekst="Het staat er.",
         datum="2026-02-01")
    thread = visitor(ours).get(f"{BASE}/bijdragen/{row.pk}/draad").json()
    assert [len(thread[name]) for name in ("antwoorden", "toezeggingen", "resultaten")] == [1, 1, 1]
    cover = visitor(ours).get(f"{BASE}/trajecten/{slug}/dekking").json()
    assert (cover["totaal"], cover["antwoord"], cover["resultaat"]) == (1, 1, 1)


def test_who_may_not_is_refused(ours) -> None:
    row = ContributionFactory()
    body = {"traject": row.process.slug, "titel": "x", "uitkomst": "not", "tekst": "x"}
    assert is_problem(visitor(ours).post(f"{BASE}/antwoorden", body, content_type="application/json"), 401)
    assert is_problem(visitor(ours).put(f"{BASE}/bijdragen/{row.pk}/steun"), 401)
    assert is_problem(holder(PersonFactory()).post(f"{BASE}/antwoorden", body, content_type="application/json"), 403)
    assert is_problem(holder(PersonFactory(), can_write=False).put(f"{BASE}/bijdragen/{row.pk}/steun"), 403)
    assert is_problem(visitor(ours).post(f"{BASE}/trajecten"), 405)


def test_a_key_works_only_in_its_own_organisation_and_time(ours) -> None:
    person = PersonFactory()
    client = holder(person)
    elsewhere = OrganisationFactory()
    assert client.get(f"{BASE}/trajecten").status_code == 200
    assert is_problem(client.get(f"{BASE}/trajecten", headers={"host": elsewhere.host}), 401)
    ApiKey.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert is_problem(client.get(f"{BASE}/trajecten"), 401)
    assert is_problem(visitor(ours).get(f"{BASE}/trajecten", headers={"authorization": "Bearer onzin"}), 401)


def test_rows_of_another_organisation_do_not_exist(ours) -> None:
    elsewhere = OrganisationFactory()
    with scope(organisation=elsewhere):
        theirs = ContributionFactory(title="Merkteken van de buren")
    client = visitor(ours)
    assert is_problem(client.get(f"{BASE}/bijdragen/{theirs.pk}"), 404)
    for name in LISTS:
        assert "Merkteken" not in client.get(f"{BASE}/{name}").content.decode()
    assert client.get(f"{BASE}/bijdragen?zoek=Merkteken").json()["items"] == []


def test_a_session_needs_the_csrf_token_to_change_something(ours, client_of) -> None:
    row = ContributionFactory()
    client = client_of(PersonFactory())
    client.handler.enforce_csrf_checks = True
    assert is_problem(client.put(f"{BASE}/bijdragen/{row.pk}/steun"), 403)
    assert Support.objects.count() == 0


def test_wrong_input_names_every_field(ours) -> None:
    activity = ActivityFactory()
    body = {"traject": activity.process.slug, "activiteit": activity.slug, "titel": "", "tekst": "", "onzin": 1}
    client = holder(PersonFactory())
    assert is_problem(client.post(f"{BASE}/bijdragen", body, content_type="application/json"), 400)
    del body["onzin"]
    errors = client.post(f"{BASE}/bijdragen", body, content_type="application/json").json()["errors"]
    assert {each["name"] for each in errors} == {"title", "text"}
    assert is_problem(client.post(f"{BASE}/bijdragen", "geen json", content_type="application/json"), 400)


def test_the_document_lists_every_path(ours) -> None:
    document = visitor(ours).get(f"{BASE}/openapi.json").json()
    assert document["openapi"].startswith("3.")
    assert {f"{BASE}/{name}" for name in LISTS} <= set(document["paths"])
    assert all(not path.endswith("/") for path in document["paths"])


def test_words_from_paper_are_entered_by_who_works_on_the_process(ours) -> None:
    activity = ActivityFactory()
    body = {"traject": activity.process.slug, "activiteit": activity.slug, "titel": "Van papier", "tekst": "Een bank."}
    adviser = holder(PersonFactory(roles=["adviser"]))
    path = f"{BASE}/bijdragen/namens-anderen"
    made = adviser.post(path, {**body, "kanaal": "paper"}, content_type="application/json")
    assert made.status_code == 201, made.content
    assert (made.json()["kanaal"], made.json()["auteur"]) == ("paper", None)
    assert is_problem(adviser.post(path, body, content_type="application/json"), 400)
    own = adviser.post(f"{BASE}/bijdragen", {**body, "kanaal": "paper"}, content_type="application/json")
    assert is_problem(own, 400)


@pytest.mark.parametrize("wrong", [
    {"document": "javascript:alert(1)"}, {"orgaan": "onzin"}, {"titel": "x" * 5000}, {"antwoorden": [10**30]},
    {"besloten_op": "gisteren"},
])
def test_wrong_values_are_refused_by_field(ours, wrong: dict) -> None:
    body = {"traject": ProcessFactory().slug, "titel": "Besluit", "orgaan": "council", "besloten_op": "2026-01-05",
            "tekst": "Vastgesteld."}
    adviser = holder(PersonFactory(roles=["adviser"]))
    assert is_problem(adviser.post(f"{BASE}/besluiten", {**body, **wrong}, content_type="application/json"), 400)
    assert is_problem(visitor(ours).get(f"{BASE}/bijdragen?thema={10**25}"), 400)


def test_head_and_options_answer_as_a_browser_expects(ours) -> None:
    client = visitor(ours)
    head = client.head(f"{BASE}/trajecten")
    assert (head.status_code, head.content, head["API-Version"]) == (200, b"", "1.0.0")
    options = client.options(f"{BASE}/bijdragen")
    assert (options.status_code, options["Access-Control-Allow-Methods"]) == (204, "GET, HEAD")


def test_the_document_names_keys_and_problems(ours) -> None:
    document = visitor(ours).get(f"{BASE}/openapi.json").json()
    assert set(document["components"]["securitySchemes"]) == {"sleutel", "sessie"}
    for methods in document["paths"].values():
        for method, operation in methods.items():
            assert {"400", "401", "403", "404"} <= set(operation["responses"])
            assert ({} in operation["security"]) is (method == "get")
