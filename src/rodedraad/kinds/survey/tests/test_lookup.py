"""Finding a survey: in one query, only of this kind and this organisation, and nothing for a visitor at the desk."""

import pytest
from django.http import Http404
from django.test import RequestFactory
from django_scopes import scope

from rodedraad.base.accounts.models import Visitor
from rodedraad.kinds.survey.lookup import find_activity_on_desk, find_survey, find_survey_on_desk
from rodedraad.listen.activities.tests.factories import ActivityFactory
from rodedraad.listen.processes.tests.factories import OrganisationFactory

from .factories import SurveyFactory

pytestmark = pytest.mark.django_db


def request_of(person):
    request = RequestFactory().get("/")
    request.person = person
    return request


def test_a_survey_is_found_in_one_query(organisation, adviser, django_assert_num_queries) -> None:
    survey = SurveyFactory()
    where = (survey.process.slug, survey.activity.slug)
    with django_assert_num_queries(1):
        found = find_survey_on_desk(request_of(adviser), *where)
        assert found == survey and found.process.is_public and found.organisation == organisation
    assert find_activity_on_desk(request_of(adviser), *where) == survey.activity
    other = OrganisationFactory()
    with scope(organisation=other), pytest.raises(Http404):
        find_survey(request_of(adviser), *where)


def test_another_kind_is_not_found(organisation, adviser) -> None:
    other = ActivityFactory(kind="meetings")
    for find in (find_survey, find_survey_on_desk, find_activity_on_desk):
        with pytest.raises(Http404):
            find(request_of(adviser), other.process.slug, other.slug)


def test_a_visitor_at_the_desk_learns_nothing(organisation) -> None:
    survey = SurveyFactory()
    found = find_survey_on_desk(request_of(Visitor()), survey.process.slug, survey.activity.slug)
    assert found.pk is None
