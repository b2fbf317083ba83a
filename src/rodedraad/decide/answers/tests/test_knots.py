"""The knots of contributions after news from below: grounds, merged themes, merged contributions."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rodedraad.decide.answers.knots import covered_by, recompute
from rodedraad.decide.answers.models import Answer
from rodedraad.decide.answers.tests.factories import AnswerFactory, DecisionFactory
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.signals import merged
from rodedraad.listen.contributions.tests.factories import ContributionFactory
from rodedraad.understand.themes.actions import put_under, take_out
from rodedraad.understand.themes.models import Grounds
from rodedraad.understand.themes.signals import grounds_changed, theme_merged


def test_an_answer_to_a_theme_reaches_what_grounds_it(contribution, make_theme, process, flags):
    AnswerFactory(process=process, themes=[make_theme(contribution)])
    assert flags(contribution) == "A"


def test_what_is_answered_of_a_thread_is_answered_of_its_observations(activity, make_theme, process, flags, adviser):
    said, other = ContributionFactory(activity=activity), ContributionFactory(activity=activity)
    thread, observation = make_theme(other), make_theme(said)
    AnswerFactory(process=process, themes=[thread])
    assert (flags(said), flags(other)) == ("", "A")
    put_under(theme=observation, parent=thread, by=adviser)
    assert (flags(said), flags(other)) == ("A", "A")
    observation.refresh_from_db()
    take_out(theme=observation, by=adviser)
    assert flags(said) == ""


def test_suggested_grounds_and_draft_themes_do_not_count(activity, make_theme, process, flags):
    first, second = ContributionFactory(activity=activity), ContributionFactory(activity=activity)
    suggested, hidden = make_theme(first), make_theme(second, state="draft")
    Grounds.objects.filter(theme=suggested).update(state="suggested")
    AnswerFactory(process=process, themes=[suggested, hidden])
    assert (flags(first), flags(second)) == ("", "")


def test_a_theme_gained_later_brings_its_answer_and_one_lost_takes_it(contribution, make_theme, process, flags):
    theme = make_theme()
    DecisionFactory(process=process, answers=[AnswerFactory(process=process, themes=[theme])])
    grounds = Grounds(organisation=process.organisation, theme=theme, contribution=contribution)
    grounds.save()
    grounds_changed.send(sender=None, contribution_ids=[contribution.pk])
    assert flags(contribution) == "AD"
    grounds.delete()
    grounds_changed.send(sender=None, contribution_ids=[contribution.pk])
    assert flags(contribution) == ""


def test_an_answer_follows_its_theme_into_another(activity, make_theme, process, flags):
    one, two = ContributionFactory(activity=activity), ContributionFactory(activity=activity)
    source, target = make_theme(one), make_theme(two)
    AnswerFactory(process=process, themes=[source])
    Grounds.objects.filter(theme=source).update(theme=target)
    source.state, source.merged_into = "merged", target
    source.save()
    theme_merged.send(sender=None, source=source, target=target, by=None)
    assert (flags(one), flags(two)) == ("A", "A")


def test_losing_one_of_two_answers_changes_nothing(contribution, make_theme, process, flags):
    AnswerFactory(process=process, themes=[make_theme(contribution)])
    second = AnswerFactory(process=process, contributions=[contribution])
    Answer.objects.filter(pk=second.pk).update(state="withdrawn")
    recompute([contribution.pk])
    assert flags(contribution) == "A"


def test_a_decision_on_a_withdrawn_answer_no_longer_reaches(contribution, process, flags):
    answer = AnswerFactory(process=process, contributions=[contribution])
    DecisionFactory(process=process, answers=[answer])
    assert flags(contribution) == "AD"
    Answer.objects.filter(pk=answer.pk).update(state="withdrawn")
    recompute([contribution.pk])
    assert flags(contribution) == ""


def test_a_double_shares_in_what_the_one_that_stays_has(activity, process, flags):
    stays = ContributionFactory(activity=activity)
    double = ContributionFactory(activity=activity, state="merged", merged_into=stays)
    first = ContributionFactory(activity=activity, state="merged", merged_into=double)
    answer = AnswerFactory(process=process, contributions=[stays])
    assert [flags(each) for each in (stays, double, first)] == ["A", "A", "A"]
    Answer.objects.filter(pk=answer.pk).update(state="draft")
    recompute([stays.pk])
    assert [flags(each) for each in (stays, double, first)] == ["", "", ""]


def test_an_answered_double_hands_its_answer_on(activity, process, flags):
    stays, double = ContributionFactory(activity=activity), ContributionFactory(activity=activity)
    AnswerFactory(process=process, contributions=[double])
    double.state, double.merged_into = "merged", stays
    double.save()
    merged.send(sender=None, source=double, target=stays, by=None)
    assert (flags(stays), flags(double)) == ("A", "A")


@pytest.mark.parametrize("amount", [1, 3, 300])
def test_the_number_of_statements_does_not_grow_with_the_number_of_contributions(amount, activity, make_theme,
                                                                                 process):
    rows = Contribution.objects.bulk_create([
        Contribution(organisation=process.organisation, process=process, activity=activity, title=f"{n}")
        for n in range(amount)])
    theme = make_theme()
    Grounds.objects.bulk_create([
        Grounds(organisation=process.organisation, theme=theme, contribution=row) for row in rows])
    answer = AnswerFactory(process=process, themes=[theme], knots=False)
    with CaptureQueriesContext(connection) as caught:
        recompute(covered_by([answer.pk]))
    assert len(caught) == 9
    assert Contribution.objects.filter(has_answer=True).count() == amount
