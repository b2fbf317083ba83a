"""True anonymity: after an anonymous response nothing in any table leads from a person or a code to the answers."""

import json
from datetime import datetime, timedelta

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models
from django.utils import timezone

from rodedraad.kinds.survey.actions.answering import begin_response, finish_response, save_page
from rodedraad.kinds.survey.actions.inviting import Invitee, invite
from rodedraad.kinds.survey.codes import hash_of, normal
from rodedraad.kinds.survey.models import Invitation, Response

from .factories import SurveyFactory, all_answers, small_instrument

pytestmark = pytest.mark.django_db
ADDRESS = "fatima@example.org"


def everything(but: type[models.Model] | None = None) -> str:
    """Every cell of every table as one text, sessions decoded."""
    rows = [list(model._base_manager.values_list()) for model in apps.get_models(include_auto_created=True)
            if model is not but and model._meta.managed]
    sessions = [session.get_decoded() for session in Session.objects.all()]
    return json.dumps([rows, sessions], default=str)


@pytest.fixture
def traces(organisation, adviser, resident):
    """A logged-in resident answers an anonymous survey with a personal code; gives the codes and the response."""
    survey = SurveyFactory(access="code", is_anonymous=True)
    [invited] = invite(survey=survey, invitees=[Invitee(email=ADDRESS)], by=adviser)
    begun = begin_response(survey=survey, code=invited.code, by=resident, network="198.51.100")
    save_page(response=begun.response, raw=all_answers(why="Mijn buurman Gerrit weet het."),
              asked=list(small_instrument().questions))
    response = finish_response(response=begun.response)
    return invited, begun, response, resident


def test_no_table_joins_the_answers_to_anything(traces) -> None:
    invited, begun, response, resident = traces
    elsewhere = everything(but=Response)
    assert "Gerrit" not in elsewhere
    assert str(response.pk) not in elsewhere and response.pk.hex not in elsewhere
    whole = everything()
    for secret in (normal(invited.code), invited.code, hash_of(invited.code), normal(begun.code), begun.code,
                   hash_of(begun.code), ADDRESS):
        assert secret not in whole
    kept = Response.objects.values().get()
    foreign = {field.attname for field in Response._meta.get_fields() if getattr(field, "many_to_one", False)
               or getattr(field, "one_to_one", False)}
    assert {name: kept[name] for name in foreign if kept[name] is not None} == {
        "organisation_id": resident.organisation_id, "survey_id": response.survey_id}


def test_no_moment_is_finer_than_a_day(traces) -> None:
    """A moment in the response, or one kept where the code was used, would say who was there then."""
    kept = [*Response.objects.values().get().values(), *Invitation.objects.values().get().values()]
    moments = [each for each in kept if isinstance(each, datetime)]
    assert len(moments) == 2
    assert all(each == each.replace(hour=0, minute=0, second=0, microsecond=0) for each in moments)
    assert all(timezone.now() - each < timedelta(days=1, seconds=5) for each in moments)


def test_nothing_was_logged_or_queued_about_answering(traces, organisation) -> None:
    from rodedraad.base.core.models import AuditLine  # noqa: PLC0415 -- only here

    acts = list(AuditLine.objects.filter(subject_type__startswith="survey.").values_list("act", flat=True))
    assert acts == ["survey.invited"]
    queue = apps.get_app_config("django_tasks_database").get_models()
    assert "survey" not in json.dumps([list(model._base_manager.values_list()) for model in queue], default=str)


def test_the_same_look_finds_the_link_when_not_anonymous(organisation, adviser, resident) -> None:
    """So the look above does look: without anonymity it finds the address and the response in other tables."""
    survey = SurveyFactory(access="code", is_anonymous=False)
    [invited] = invite(survey=survey, invitees=[Invitee(email=ADDRESS)], by=adviser)
    response = begin_response(survey=survey, code=invited.code, by=resident, network="n").response
    assert str(response.pk) in everything(but=Response)
    assert ADDRESS in everything()
    assert Response.objects.get().person == resident
