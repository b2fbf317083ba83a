"""Paper: two entries by two people, what they differ on, and nothing left that leads to the answers."""

import threading

import pytest
from django.db import connection
from django_scopes import scope

from rodedraad.base.core.models import AuditLine
from rodedraad.kinds.survey.actions.answering import begin_response
from rodedraad.kinds.survey.entering import actions, queries
from rodedraad.kinds.survey.errors import ClosedError
from rodedraad.kinds.survey.forgetting import forget_survey
from rodedraad.kinds.survey.models import PaperForm, Response, Survey
from rodedraad.kinds.survey.tests.factories import SurveyFactory
from rodedraad.listen.processes.errors import RefusedError
from rodedraad.listen.processes.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
ANSWERS = {"trust": 2, "talk": [2, 5], "area": "dorp", "why": "Ze bellen nooit terug."}
TYPED = {"q_trust": "2", "q_talk.now": "2", "q_talk.wish": "5", "q_area": "dorp", "q_why": "Ze bellen nooit terug."}


@pytest.fixture
def survey(organisation) -> Survey:
    return SurveyFactory()


@pytest.fixture
def colleague(organisation):
    return PersonFactory(roles=["adviser"], name="Collega")


def desk(survey: Survey, more: str = "") -> str:
    return f"/trajecten/{survey.process.slug}/vragenlijst/{survey.activity.slug}/beheer/papier{more}"


def test_two_people_type_the_same_form_and_it_counts(survey, adviser_client, client_of, colleague) -> None:
    page = adviser_client.post(desk(survey, "/nieuw"), TYPED, follow=True)
    assert "Schrijf P-0001 op het formulier" in page.content.decode()
    assert not Response.objects.exists()
    other = client_of(colleague)
    assert "Dorp" in other.get(desk(survey, "/1/tweede")).content.decode()
    assert "checked" not in other.get(desk(survey, "/1/tweede")).content.decode(), "the second entry is blind"
    page = other.post(desk(survey, "/1/tweede"), TYPED, follow=True)
    assert "P-0001 telt mee" in page.content.decode()
    kept = Response.objects.get()
    assert (kept.answers, kept.channel, kept.state) == (ANSWERS, "paper", "finished") and kept.packed


def test_nobody_does_both_entries(survey, adviser, adviser_client) -> None:
    form = actions.enter_first(survey=survey, group="", answers=ANSWERS, by=adviser)
    with pytest.raises(RefusedError):
        actions.enter_second(form=form, answers=ANSWERS, by=adviser)
    page = adviser_client.post(desk(survey, "/1/tweede"), TYPED, follow=True)
    assert "niet eerder" in page.content.decode() and PaperForm.objects.get().state == "first"


def test_where_two_entries_differ_the_paper_decides(survey, adviser, adviser_client, colleague) -> None:
    form = actions.enter_first(survey=survey, group="", answers=ANSWERS, by=adviser)
    form = actions.enter_second(form=form, answers={"trust": 1, "talk": [2, 5], "area": "centrum"}, by=colleague)
    assert form.state == "differs" and form.differences == 3 and form.compared == 4
    page = adviser_client.get(desk(survey, "/1/vergelijken")).content.decode()
    assert "Mee oneens" in page and "Helemaal mee oneens" in page and "Centrum" in page
    page = adviser_client.post(desk(survey, "/1/vergelijken"), {"kies_trust": "second"})
    assert page.status_code == 409 and not Response.objects.exists()
    adviser_client.post(desk(survey, "/1/vergelijken"), {
        "kies_trust": "second", "kies_area": "first", "kies_why": "none"})
    assert Response.objects.get().answers == {"trust": 1, "talk": [2, 5], "area": "dorp"}
    assert queries.worth_of(survey) == queries.Worth(0, 0, 1, 75.0)


def test_nothing_is_left_that_leads_to_the_answers(survey, adviser, colleague) -> None:
    form = actions.enter_first(survey=survey, group="", answers=ANSWERS, by=adviser)
    done = actions.enter_second(form=form, answers=ANSWERS, by=colleague)
    done.refresh_from_db()
    assert (done.first, done.second, done.first_by, done.second_by) == ({}, {}, None, None)
    response = Response.objects.get()
    assert response.person is None and response.invitation is None and response.resume_hash is None
    assert not [line for line in AuditLine.objects.values() if str(response.pk) in str(line)]


def test_impossible_answers_are_said_and_kept_in_the_fields(survey, adviser_client) -> None:
    page = adviser_client.post(desk(survey, "/nieuw"), TYPED | {"q_age": "veel", "q_topics": ["none", "wonen"]})
    said = page.content.decode()
    assert page.status_code == 422 and said.count("rd-field__error") == 2
    assert 'value="veel"' in said and "Ze bellen nooit terug." in said and not PaperForm.objects.exists()


def test_a_required_question_that_stayed_open_on_paper_does_not_stop_it(survey, adviser, colleague) -> None:
    form = actions.enter_first(survey=survey, group="", answers={"area": "dorp"}, by=adviser)
    assert actions.enter_second(form=form, answers={"area": "dorp"}, by=colleague).state == "done"
    assert Response.objects.get().answers == {"area": "dorp"}


def test_paper_is_taken_after_the_end_until_the_stop(survey, adviser, colleague) -> None:
    Survey.objects.update(closes_at=survey.opens_at)
    form = actions.enter_first(survey=survey, group="", answers=ANSWERS, by=adviser)
    Survey.objects.update(state="stopped")
    with pytest.raises(ClosedError):
        actions.enter_second(form=form, answers=ANSWERS, by=colleague)
    assert PaperForm.objects.get().state == "first" and not Response.objects.exists()


def test_a_group_that_comes_with_a_code_is_named_on_paper(organisation, adviser_client, client_of, colleague) -> None:
    survey = SurveyFactory(access="code", group_choice="code")
    assert adviser_client.get(desk(survey, "/nieuw")).status_code == 302
    assert "Wij luisteren." in adviser_client.get(desk(survey, "/nieuw?groep=council")).content.decode()
    adviser_client.post(desk(survey, "/nieuw?groep=council"), TYPED)
    client_of(colleague).post(desk(survey, "/1/tweede"), TYPED)
    assert Response.objects.get().group == "council"


def test_on_the_site_a_group_still_comes_with_the_code_only(organisation) -> None:
    with pytest.raises(RefusedError):
        begin_response(survey=SurveyFactory(access="code", group_choice="code"), group="council", by=None, network="n")


def test_an_entry_can_be_thrown_away_until_it_counts(survey, adviser, adviser_client, colleague) -> None:
    form = actions.enter_first(survey=survey, group="", answers=ANSWERS, by=adviser)
    adviser_client.post(desk(survey, "/1/weg"), {"version": "0"})
    assert not PaperForm.objects.exists()
    form = actions.enter_first(survey=survey, group="", answers=ANSWERS, by=adviser)
    actions.enter_second(form=form, answers=ANSWERS, by=colleague)
    assert adviser_client.post(desk(survey, "/1/weg"), {"version": "0"}).status_code == 409
    assert Response.objects.exists()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_second_entries_at_once_count_once(survey, adviser, colleague) -> None:
    third = PersonFactory(roles=["adviser"])
    form = actions.enter_first(survey=survey, group="", answers=ANSWERS, by=adviser)
    start = threading.Barrier(2)

    def enter(by) -> None:
        with scope(organisation=survey.organisation):
            start.wait()
            try:
                actions.enter_second(form=form, answers=ANSWERS, by=by)
            except RefusedError:
                pass
            finally:
                connection.close()

    entries = [threading.Thread(target=enter, args=(by,)) for by in (colleague, third)]
    for each in entries:
        each.start()
    for each in entries:
        each.join()
    assert Response.objects.count() == 1


def test_an_entry_that_never_counted_goes_with_the_survey(survey, adviser) -> None:
    actions.enter_first(survey=survey, group="", answers=ANSWERS, by=adviser)
    forget_survey(survey=survey, by=None)
    assert not PaperForm.objects.exists()


def test_a_clerk_finds_the_way_to_paper_and_no_way_that_is_closed(survey, client_of) -> None:
    clerk = client_of(PersonFactory(roles=["clerk"]))
    start = f"/trajecten/{survey.process.slug}/vragenlijst/{survey.activity.slug}"
    assert f'href="{desk(survey)}"' in clerk.get(start).content.decode()
    assert f'href="{start}/beheer"' not in clerk.get(desk(survey)).content.decode()
    assert clerk.get(f"{start}/beheer").status_code == 403


def test_residents_type_nothing_in(survey, resident, client_of) -> None:
    for page in ("", "/nieuw"):
        assert client_of(resident).get(desk(survey, page)).status_code == 403


def test_the_list_asks_the_database_little(survey, adviser, adviser_client, django_assert_max_num_queries) -> None:
    for _form in range(20):
        actions.enter_first(survey=survey, group="", answers=ANSWERS, by=adviser)
    adviser_client.get(desk(survey))
    with django_assert_max_num_queries(12):
        assert "P-0020" in adviser_client.get(desk(survey)).content.decode()
