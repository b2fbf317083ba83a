"""A million guesses at codes: no hit, and after twenty of one network no try is looked at any more."""

import secrets

import pytest

from rodedraad.kinds.survey import codes
from rodedraad.kinds.survey.actions.answering import begin_response, find_response
from rodedraad.kinds.survey.errors import LockedError, UnknownCodeError

from .factories import SurveyFactory

pytestmark = [pytest.mark.django_db, pytest.mark.load]
GUESSES, RESPONDENTS = 1_000_000, 200


def test_a_million_guesses_find_nothing(organisation) -> None:
    survey = SurveyFactory()
    kept = {begin_response(survey=survey, by=None, network="n").response.resume_hash for _each in range(RESPONDENTS)}
    assert len(kept) == RESPONDENTS
    guesses = ("".join(secrets.choice(codes.ALPHABET) for _letter in range(16)) for _each in range(GUESSES))
    assert not any(codes.hash_of(guess) in kept for guess in guesses)


def test_a_network_that_guesses_is_locked_out(organisation, django_assert_max_num_queries) -> None:
    survey = SurveyFactory()
    right = begin_response(survey=survey, by=None, network="n").code
    outcomes = []
    for _each in range(500):
        try:
            find_response(survey=survey, code=codes.new_code(), network="guesser")
        except (UnknownCodeError, LockedError) as error:
            outcomes.append(type(error))
    assert outcomes == [UnknownCodeError] * 20 + [LockedError] * 480
    with django_assert_max_num_queries(1), pytest.raises(LockedError):
        find_response(survey=survey, code=right, network="guesser")
