"""Who hears what: authors and followers once each, owners in time; nobody outside the organisation."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_scopes import scope

from rodedraad.base.notifications.actions import follow
from rodedraad.base.notifications.models import Notice
from rodedraad.base.notifications.periodic import jobs
from rodedraad.decide.agreements import actions as agreements
from rodedraad.decide.agreements.inputs import CommitmentInput, ResultInput
from rodedraad.decide.agreements.tasks import remind_owners
from rodedraad.decide.agreements.tests.factories import CommitmentFactory
from rodedraad.decide.answers import actions as answers
from rodedraad.decide.answers.inputs import AnswerInput, DecisionInput
from rodedraad.decide.answers.models import Answer
from rodedraad.decide.answers.tasks import tell_answer
from rodedraad.decide.answers.tests.factories import AnswerFactory
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.tests.factories import ContributionFactory
from rodedraad.listen.processes.tests.factories import OrganisationFactory, PersonFactory
from rodedraad.understand.themes.models import Grounds
from rodedraad.understand.themes.signals import grounds_changed


def heard(person):
    return sorted(Notice.objects.filter(person=person).values_list("event", flat=True))


@pytest.fixture
def publish(process, adviser, run_tasks):
    """Publishes an answer to themes and contributions, and does the work that follows."""

    def act(*, themes=(), contributions=()):
        data = AnswerInput("Meer bomen", "taken_over", "Wij planten bomen.",
                           theme_ids=frozenset(theme.pk for theme in themes),
                           contribution_ids=frozenset(each.pk for each in contributions))
        draft = answers.write_answer(process=process, data=data, by=adviser)
        answer = answers.publish_answer(answer=draft, version=1, by=adviser)
        run_tasks()
        return answer

    return act


def test_the_author_hears_of_every_knot_once(process, contribution, adviser, publish, run_tasks):
    answer = publish(contributions=[contribution])
    data = DecisionInput("Vastgesteld", "council", timezone.localdate(), "Zo besloten.",
                         answer_ids=frozenset([answer.pk]))
    decision = answers.record_decision(process=process, data=data, by=adviser)
    answers.publish_decision(decision=decision, version=1, by=adviser)
    promise = CommitmentInput("Bomen planten", timezone.localdate() + timedelta(days=90), "De wethouder",
                              decision_id=decision.pk)
    commitment = agreements.make_commitment(process=process, data=promise, by=adviser)
    agreements.report_result(commitment=commitment, version=1, by=adviser,
                             data=ResultInput("fully", "Ze staan er.", timezone.localdate()))
    run_tasks()
    assert heard(contribution.author) == [
        "answer.published", "commitment.made", "decision.published", "result.reported"]
    notice = Notice.objects.get(person=contribution.author, event="answer.published")
    assert notice.path == f"/trajecten/{process.slug}/antwoorden/{answer.pk}"
    assert "Meer bomen" in notice.text


def test_many_contributions_of_one_author_make_one_notice(activity, resident, make_theme, publish):
    theme = make_theme(*(ContributionFactory(activity=activity, author=resident) for _ in range(3)))
    publish(themes=[theme], contributions=[ContributionFactory(activity=activity, author=resident)])
    assert heard(resident) == ["answer.published"]


def test_doing_the_work_twice_tells_once(process, contribution, publish):
    answer = publish(contributions=[contribution])
    tell_answer.func(process.organisation_id, answer.pk)
    assert heard(contribution.author) == ["answer.published"]


def test_followers_hear_it_in_other_words(process, activity, make_theme, publish):
    contribution = ContributionFactory(activity=activity)
    theme = make_theme(contribution)
    people = [PersonFactory() for _ in range(3)]
    for person, topic in zip(people, (f"theme:{theme.pk}", f"process:{process.pk}",
                                      f"contribution:{contribution.pk}"), strict=True):
        follow(by=person, topic=topic)
    follow(by=contribution.author, topic=f"theme:{theme.pk}")
    publish(themes=[theme])
    titles = {notice.person_id: notice.title for notice in Notice.objects.filter(event="answer.published")}
    assert set(titles) == {contribution.author_id, *(person.pk for person in people)}
    assert len({titles[person.pk] for person in people}) == 1
    assert titles[contribution.author_id] != titles[people[0].pk]


def test_the_author_of_a_double_hears_it_too(activity, publish):
    stays = ContributionFactory(activity=activity)
    double = ContributionFactory(activity=activity, state="merged", merged_into=stays)
    publish(contributions=[stays])
    assert heard(double.author) == ["answer.published"]


def test_who_is_erased_or_hidden_hears_nothing(activity, make_theme, publish):
    erased = PersonFactory(erased_at=timezone.now())
    hidden = ContributionFactory(activity=activity, state="hidden")
    publish(themes=[make_theme(ContributionFactory(activity=activity, author=erased), hidden)])
    assert heard(erased) == heard(hidden.author) == []


def test_who_comes_under_an_answer_later_hears_it_then(process, activity, make_theme, publish, run_tasks):
    first, later = ContributionFactory(activity=activity), ContributionFactory(activity=activity)
    theme = make_theme(first)
    answer = publish(themes=[theme])
    CommitmentFactory(answer=answer)
    Grounds(organisation=process.organisation, theme=theme, contribution=later).save()
    grounds_changed.send(sender=None, contribution_ids=[later.pk])
    run_tasks()
    assert heard(later.author) == ["answer.published", "commitment.made"]
    assert heard(first.author) == ["answer.published"]


def test_a_change_is_told_to_who_knew_and_as_news_to_who_did_not(process, activity, adviser, publish, run_tasks):
    knew, did_not = ContributionFactory(activity=activity), ContributionFactory(activity=activity)
    answer = publish(contributions=[knew])
    data = AnswerInput("Meer bomen", "taken_over", "Wij planten twaalf bomen.",
                       contribution_ids=frozenset([knew.pk, did_not.pk]))
    answers.revise_answer(answer=answer, version=2, data=data, reason="Twaalf.", by=adviser)
    run_tasks()
    assert heard(knew.author) == ["answer.published", "answer.revised"]
    assert heard(did_not.author) == ["answer.published"]


def test_withdrawing_is_told_to_who_knew(contribution, adviser, publish, run_tasks):
    answer = publish(contributions=[contribution])
    answers.withdraw_answer(answer=answer, version=2, reason="Fout.", by=adviser)
    run_tasks()
    assert heard(contribution.author) == ["answer.published", "answer.withdrawn"]


def test_a_moved_promise_is_told_with_its_reason(process, contribution, adviser, publish, run_tasks):
    answer = publish(contributions=[contribution])
    day = timezone.localdate() + timedelta(days=90)
    promise = CommitmentInput("Bomen planten", day, "De wethouder", answer_id=answer.pk)
    commitment = agreements.make_commitment(process=process, data=promise, by=adviser)
    run_tasks()
    moved = CommitmentInput("Bomen planten", day + timedelta(days=30), "De wethouder", answer_id=answer.pk)
    agreements.change_commitment(commitment=commitment, version=1, data=moved, by=adviser, reason="Te nat.")
    run_tasks()
    assert "Te nat." in Notice.objects.get(person=contribution.author, event="commitment.changed").text


@pytest.mark.parametrize("amount", [1, 3, 60])
def test_telling_many_takes_no_more_statements(amount, process, activity, make_theme):
    people = [PersonFactory() for _ in range(amount)]
    rows = Contribution.objects.bulk_create([
        Contribution(organisation=process.organisation, process=process, activity=activity, author=person)
        for person in people])
    answer = AnswerFactory(process=process, themes=[make_theme(*rows)])
    with CaptureQueriesContext(connection) as caught:
        tell_answer.func(process.organisation_id, answer.pk)
    assert Notice.objects.count() == amount
    assert len([each for each in caught if "SAVEPOINT" not in each["sql"]]) <= 14


def test_news_stays_in_its_organisation(contribution, process):
    answer = AnswerFactory(process=process, contributions=[contribution])
    other = OrganisationFactory()
    tell_answer.func(other.pk, answer.pk)
    assert not Notice.objects.exists()
    with scope(organisation=other):
        assert not Answer.objects.exists()


@pytest.mark.parametrize(("days", "event"), [
    (20, None), (14, "commitment.soon"), (1, "commitment.soon"), (0, "commitment.today"), (-1, "commitment.late"),
    (-40, "commitment.late"),
])
def test_owners_are_reminded_once_per_moment(days, event, process, contribution):
    commitment = CommitmentFactory(answer=AnswerFactory(process=process),
                                   due_on=timezone.localdate() + timedelta(days=days))
    remind_owners.func()
    remind_owners.func()
    assert heard(commitment.owner) == ([event] if event else [])


def test_a_new_date_brings_a_new_reminder(process):
    commitment = CommitmentFactory(answer=AnswerFactory(process=process), due_on=timezone.localdate())
    remind_owners.func()
    commitment.due_on += timedelta(days=5)
    commitment.save()
    remind_owners.func()
    assert heard(commitment.owner) == ["commitment.soon", "commitment.today"]


@pytest.mark.parametrize("changed", [{"state": "done"}, {"state": "stopped"}, {"is_published": False},
                                     {"owner": None}])
def test_nobody_is_reminded_of_what_is_over(changed, process):
    CommitmentFactory(answer=AnswerFactory(process=process), due_on=timezone.localdate(), **changed)
    remind_owners.func()
    assert not Notice.objects.exists()


def test_reminding_is_periodic_work():
    assert "remind_owners" in {job.name for job in jobs()}
