"""Many at the same moment: a code begins one response, and no page of answers is lost."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection
from django_scopes import scope

from rodedraad.kinds.survey.actions.answering import begin_response, finish_response, save_page
from rodedraad.kinds.survey.actions.inviting import Invitee, invite
from rodedraad.kinds.survey.actions.surveys import stop_survey
from rodedraad.kinds.survey.errors import ClosedError, UnknownCodeError
from rodedraad.kinds.survey.models import Response
from rodedraad.listen.processes.tests.factories import PersonFactory

from .factories import SurveyFactory, all_answers

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(works: list[Callable[[], object]], organisation) -> list[object]:
    """Run all of them together, each with a connection of its own; gives results or errors."""
    start, found = threading.Barrier(len(works)), []

    def run(work: Callable[[], object]) -> None:
        try:
            with scope(organisation=organisation):
                start.wait()
                found.append(work())
        except (UnknownCodeError, ClosedError) as error:
            found.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.mark.parametrize("is_anonymous", [True, False])
def test_a_code_begins_one_response(organisation, is_anonymous) -> None:
    survey = SurveyFactory(access="code", is_anonymous=is_anonymous)
    [invited] = invite(survey=survey, invitees=[Invitee()], by=PersonFactory(roles=["adviser"]))
    found = at_once([lambda: begin_response(survey=survey, code=invited.code, by=None, network="n")] * 8, organisation)
    assert sum(isinstance(each, UnknownCodeError) for each in found) == 7
    assert Response.objects.count() == 1


def test_pages_saved_together_are_all_kept(organisation) -> None:
    response = begin_response(survey=SurveyFactory(), by=None, network="n").response
    works = [lambda key=key: save_page(response=response, raw=all_answers(), asked=[key])
             for key in all_answers() if key != "why"]
    at_once(works, organisation)
    assert set(Response.objects.get().answers) == set(all_answers()) - {"why"}


def test_sent_in_once_however_often_the_button_is_pressed(organisation) -> None:
    survey = SurveyFactory()
    response = begin_response(survey=survey, by=None, network="n").response
    save_page(response=response, raw=all_answers(), asked=["trust", "area"])
    found = at_once([lambda: finish_response(response=response)] * 6, organisation)
    assert all(each.is_finished for each in found)
    assert Response.objects.get().answers == {"trust": 2, "area": "dorp"}


def test_who_waits_while_the_survey_is_stopped_is_refused_or_in_time(organisation) -> None:
    """Whatever the order: an answer is either kept or refused, never neither or both."""
    survey = SurveyFactory()
    responses = [begin_response(survey=survey, by=None, network="n").response for _each in range(6)]
    adviser = PersonFactory(roles=["adviser"])
    works = [lambda each=each: save_page(response=each, raw={"trust": "3"}, asked=["trust"]) for each in responses]
    found = at_once([*works, lambda: stop_survey(survey=survey, version=1, by=adviser)], organisation)
    refused = sum(isinstance(each, ClosedError) for each in found)
    assert Response.objects.filter(answers__trust=3).count() == len(responses) - refused
