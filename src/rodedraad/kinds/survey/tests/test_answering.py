"""Answering: begin, save, come back, send in, take back; closed at the second, and true anonymity."""

from datetime import timedelta

import pytest
from django.utils import timezone

from rodedraad.base.core.models import AuditLine
from rodedraad.kinds.survey import codes
from rodedraad.kinds.survey.actions import answering, inviting
from rodedraad.kinds.survey.actions.answering import begin_response, find_response, finish_response, save_page
from rodedraad.kinds.survey.errors import ClosedError, IncompleteError, LockedError, UnknownCodeError
from rodedraad.kinds.survey.models import Response
from rodedraad.listen.processes.errors import RefusedError

from .factories import SurveyFactory, all_answers

pytestmark = pytest.mark.django_db
FIRST = ["trust", "talk", "area"]


@pytest.fixture
def survey(organisation):
    return SurveyFactory()


def begun(survey, **more):
    return begin_response(survey=survey, by=None, network="n", **more)


def test_the_whole_way(survey) -> None:
    made = begun(survey)
    response = find_response(survey=survey, code=made.code.lower().replace("-", " "), network="n")
    saved = save_page(response=response, raw=all_answers(), asked=FIRST)
    assert not saved.errors
    assert saved.response.answers == {"trust": 2, "talk": [2, 5], "area": "dorp"}
    rest = [key for key in all_answers() if key not in FIRST]
    save_page(response=response, raw=all_answers(), asked=rest)
    done = finish_response(response=response)
    assert done.is_finished
    assert done.packed
    assert done.answers["topics"] == ["wonen", "other:vis"]
    assert finish_response(response=response).finished_at == done.finished_at


def test_wrong_answers_come_back_and_right_ones_are_kept(survey) -> None:
    response = begun(survey).response
    saved = save_page(response=response, raw={"trust": "9", "area": "dorp"}, asked=FIRST)
    assert saved.errors == {"trust": "unknown_option"}
    assert saved.response.answers == {"area": "dorp"}
    assert save_page(response=response, raw={}, asked=["trust"]).errors == {"trust": "required"}
    assert save_page(response=response, raw={}, asked=["trust"], must=False).errors == {}
    with pytest.raises(IncompleteError) as error:
        finish_response(response=response)
    assert error.value.keys == ["trust"]


def test_a_way_that_was_left_leaves_no_answers(survey) -> None:
    response = begun(survey).response
    save_page(response=response, raw=all_answers(), asked=[*FIRST, "why"])
    saved = save_page(response=response, raw=all_answers(trust="5"), asked=FIRST)
    assert "why" in saved.response.answers, "still there for who turns round"
    assert "why" not in finish_response(response=response).answers


def test_no_answer_after_the_announced_second(survey, monkeypatch) -> None:
    response = begun(survey).response
    end = survey.closes_at
    monkeypatch.setattr(answering.timezone, "now", lambda: end - timedelta(microseconds=1))
    save_page(response=response, raw={"trust": "3"}, asked=["trust"])
    monkeypatch.setattr(answering.timezone, "now", lambda: end)
    with pytest.raises(ClosedError):
        save_page(response=response, raw={"trust": "4"}, asked=["trust"])
    with pytest.raises(ClosedError):
        finish_response(response=response)
    with pytest.raises(ClosedError):
        begun(survey)
    assert Response.objects.get().answers == {"trust": 3}


def test_a_code_begins_once(survey, adviser) -> None:
    survey.access = "code"
    survey.save()
    with pytest.raises(RefusedError):
        begun(survey)
    [invited] = inviting.invite(survey=survey, invitees=[inviting.Invitee(email="A@Example.org ")], by=adviser)
    begun(survey, code=invited.code)
    with pytest.raises(UnknownCodeError):
        begun(survey, code=invited.code)
    assert inviting.invite(survey=survey, invitees=[inviting.Invitee()] * 2, by=adviser)[0].code != invited.code


def test_the_code_of_an_invitation_leads_back_when_not_anonymous(survey, adviser) -> None:
    survey.access, survey.is_anonymous = "both", False
    survey.save()
    [invited] = inviting.invite(survey=survey, invitees=[inviting.Invitee()], by=adviser)
    response = begun(survey, code=invited.code).response
    assert find_response(survey=survey, code=invited.code, network="n").pk == response.pk
    assert AuditLine.objects.filter(act="response.begun").count() == 1
    answering.withdraw_response(response=response, by=adviser)
    assert not Response.objects.exists()


def test_wrong_codes_lock(survey) -> None:
    made = begun(survey)
    for _number in range(codes.WRONG_CODES.times):
        with pytest.raises(UnknownCodeError):
            find_response(survey=survey, code=codes.new_code(), network="n")
    with pytest.raises(LockedError):
        find_response(survey=survey, code=made.code, network="n")
    with pytest.raises(LockedError):
        begun(survey, code=codes.new_code())
    assert find_response(survey=survey, code=made.code, network="other").pk == made.response.pk


def test_codes_are_read_as_people_type_them() -> None:
    code = codes.new_code()
    assert codes.normal(f" {code.lower().replace('0', 'o').replace('1', 'l')} ") == code.replace("-", "")
    assert codes.hash_of(code[:-1]) == ""
    assert codes.hash_of("") == ""
    assert len(codes.ALPHABET) ** codes.LENGTH >= 2 ** 64


def test_moments_of_an_anonymous_survey_are_days(survey) -> None:
    response = begun(survey).response
    save_page(response=response, raw=all_answers(), asked=FIRST)
    done = finish_response(response=response)
    for moment in (done.begun_at, done.finished_at):
        assert (moment.hour, moment.minute, moment.second, moment.microsecond) == (0, 0, 0, 0)
    assert timezone.now() - done.finished_at < timedelta(days=1)
    assert done.resume_hash is None


def test_paper_that_came_in_time_is_entered_until_the_survey_is_stopped(survey) -> None:
    survey.closes_at = timezone.now() - timedelta(hours=2)
    survey.opens_at = timezone.now() - timedelta(days=2)
    survey.access = "code"
    survey.save()
    response = begun(survey, channel="paper").response
    save_page(response=response, raw=all_answers(), asked=FIRST)
    survey.state = "stopped"
    survey.save()
    with pytest.raises(ClosedError):
        finish_response(response=response)


def test_saving_a_page_asks_the_database_little(survey, django_assert_num_queries) -> None:
    response = begun(survey).response
    save_page(response=response, raw=all_answers(), asked=FIRST)
    with django_assert_num_queries(4):  # begin and end of the transaction, one read, one write
        save_page(response=response, raw=all_answers(), asked=FIRST)


def test_finding_a_response_asks_the_database_twice(survey, django_assert_num_queries) -> None:
    """Whether the network is locked, and the response with its survey; the questions are known already."""
    made = begun(survey)
    save_page(response=made.response, raw=all_answers(), asked=FIRST)
    with django_assert_num_queries(2):
        found = find_response(survey=survey, code=made.code, network="n")
        assert found.survey.process.is_public
