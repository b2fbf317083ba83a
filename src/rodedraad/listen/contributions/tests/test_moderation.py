"""Moderation: each act in each state, never over somebody else's work, always with a reason that the author reads."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rodedraad.base.accounts.models import Person
from rodedraad.base.core.models import AuditLine
from rodedraad.base.notifications.models import Notice
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.activities.tests.factories import ActivityFactory
from rodedraad.listen.contributions.counts import recount_supports
from rodedraad.listen.contributions.errors import RefusedError, StaleError, StateError
from rodedraad.listen.contributions.models import Comment, Contribution, Report, Support
from rodedraad.listen.contributions.models.contribution import State
from rodedraad.listen.contributions.moderation import actions, merging, queries
from rodedraad.listen.processes.tests.factories import PersonFactory, TeamMemberFactory

from .factories import CommentFactory, ContributionFactory, SupportFactory

pytestmark = pytest.mark.django_db
REASON = "Noem geen namen van buren."
ALLOWED = {
    "publish": {State.PENDING, State.CHANGE_ASKED, State.HIDDEN},
    "hide": {State.PENDING, State.CHANGE_ASKED, State.PUBLISHED},
    "ask_change": {State.PENDING, State.CHANGE_ASKED, State.PUBLISHED},
}
BECOMES = {"publish": State.PUBLISHED, "hide": State.HIDDEN, "ask_change": State.CHANGE_ASKED}


@pytest.fixture
def moderator(organisation) -> Person:
    """Somebody who moderates everything."""
    return PersonFactory(name="Mo", roles=["moderator"])


def do(act: str, post: Contribution | Comment, by: Person, version: int | None = None) -> object:
    version = post.version if version is None else version
    if act == "publish":
        return actions.publish(post=post, version=version, by=by)
    if act == "hide":
        return actions.hide(post=post, version=version, reason=REASON, by=by)
    return actions.ask_change(contribution=post, version=version, reason=REASON, by=by)


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("act", ALLOWED)
def test_each_act_in_each_state(act: str, state: State, activity: Activity, moderator: Person) -> None:
    post = ContributionFactory(activity=activity, state=state)
    if state in ALLOWED[act]:
        do(act, post, moderator)
        post.refresh_from_db()
        assert (post.state, post.version) == (BECOMES[act], 2)
        assert post.state_reason == ("" if act == "publish" else REASON)
        assert Notice.objects.filter(person=post.author).count() == 1
        assert AuditLine.objects.filter(subject_id=str(post.pk)).count() == 1
    else:
        with pytest.raises(StateError):
            do(act, post, moderator)
        post.refresh_from_db()
        assert (post.state, post.version) == (state, 1)
        assert not Notice.objects.exists()
        assert not AuditLine.objects.exists()


@pytest.mark.parametrize("act", ALLOWED)
def test_over_somebody_elses_work_nothing_happens(act: str, activity: Activity, moderator: Person) -> None:
    post = ContributionFactory(activity=activity, state=State.PENDING, version=5)
    with pytest.raises(StaleError):
        do(act, post, moderator, version=4)
    post.refresh_from_db()
    assert (post.state, post.version) == (State.PENDING, 5)
    assert not Notice.objects.exists()
    assert not AuditLine.objects.exists()


@pytest.mark.parametrize("reason", ["", "  ", "\u200b\n"])
def test_without_a_reason_nothing_is_hidden(reason: str, activity: Activity, moderator: Person) -> None:
    post = ContributionFactory(activity=activity)
    with pytest.raises(actions.ReasonMissingError):
        actions.hide(post=post, version=1, reason=reason, by=moderator)
    with pytest.raises(actions.ReasonMissingError):
        actions.ask_change(contribution=post, version=1, reason=reason, by=moderator)
    post.refresh_from_db()
    assert post.state == State.PUBLISHED


def test_a_comment_is_hidden_and_shown_again_and_counted(activity: Activity, moderator: Person) -> None:
    comment = CommentFactory(contribution=ContributionFactory(activity=activity, comment_count=1))
    actions.hide(post=comment, version=1, reason=REASON, by=moderator)
    comment.contribution.refresh_from_db()
    assert comment.contribution.comment_count == 0
    actions.publish(post=comment, version=2, by=moderator)
    comment.contribution.refresh_from_db()
    assert comment.contribution.comment_count == 1
    with pytest.raises(StaleError):
        actions.hide(post=comment, version=2, reason=REASON, by=moderator)
    assert "wij" in Notice.objects.filter(person=comment.author).earliest("pk").title.lower()


def report(post: Contribution | Comment) -> Report:
    comment = post if isinstance(post, Comment) else None
    contribution = post.contribution if isinstance(post, Comment) else post
    return Report.objects.create(organisation_id=post.organisation_id, contribution=contribution, comment=comment,
                                 reporter=PersonFactory(), reason=Report.Reason.values[0])


@pytest.mark.parametrize("act", ["hide", "ask_change", "dismiss"])
def test_judging_closes_the_reports_on_this_post_only(act: str, activity: Activity, moderator: Person) -> None:
    post = ContributionFactory(activity=activity)
    report(post)
    report(post)
    elsewhere = [report(CommentFactory(contribution=post)), report(ContributionFactory(activity=activity))]
    if act == "dismiss":
        assert actions.dismiss_reports(contribution=post, comment=None, by=moderator) == 2
    else:
        do(act, post, moderator)
    assert set(Report.objects.filter(handled_at=None)) == set(elsewhere)
    assert set(Report.objects.exclude(handled_at=None).values_list("handled_by", flat=True)) == {moderator.pk}


def test_a_merge_carries_each_supporter_once_and_keeps_both_pages(
    activity: Activity, moderator: Person, client_of,
) -> None:
    source, target = ContributionFactory.create_batch(2, activity=activity)
    earlier = ContributionFactory(activity=activity, state=State.MERGED, merged_into=source)
    both = SupportFactory(contribution=source).person
    SupportFactory(contribution=target, person=both)
    SupportFactory(contribution=source), SupportFactory(contribution=target)
    for post in (source, target):
        recount_supports(post.pk)
    CommentFactory(contribution=source)
    merging.merge(source=source, target=target, version=1, by=moderator)
    for post in (source, target, earlier):
        post.refresh_from_db()
    assert (source.state, source.merged_into, earlier.merged_into) == (State.MERGED, target, target)
    assert (target.support_count, Support.objects.filter(contribution=target).count()) == (3, 3)
    assert (Support.objects.filter(contribution=source).count(), source.comments.count()) == (2, 1)
    assert Notice.objects.filter(person=source.author).count() == 1
    for post in (source, target):
        assert client_of(moderator).get(reverse("moderation:judge", args=[post.pk])).status_code == 200
    merging.unmerge(source=source, version=2, by=moderator)
    source.refresh_from_db()
    assert (source.state, source.merged_into, source.version) == (State.PUBLISHED, None, 3)
    with pytest.raises(StateError):
        merging.unmerge(source=source, version=3, by=moderator)


def test_what_cannot_be_merged(activity: Activity, moderator: Person) -> None:
    post, other = ContributionFactory.create_batch(2, activity=activity)
    hidden, elsewhere = ContributionFactory(activity=activity, state=State.HIDDEN), ContributionFactory()
    for source, target, version, error in (
        (post, post, 1, RefusedError), (post, elsewhere, 1, RefusedError), (post, hidden, 1, StateError),
        (hidden, post, 1, StateError), (post, other, 2, StaleError),
    ):
        with pytest.raises(error):
            merging.merge(source=source, target=target, version=version, by=moderator)
    assert not Contribution.objects.exclude(merged_into=None).exists()
    assert not AuditLine.objects.exists()


def test_a_team_moderator_sees_only_the_own_process(activity: Activity, moderator: Person, client_of) -> None:
    own = ContributionFactory(activity=activity, state=State.PENDING)
    other = ContributionFactory(activity=ActivityFactory(), state=State.PENDING)
    person = PersonFactory()
    TeamMemberFactory(process=activity.process, person=person, part="moderator")
    assert [item.post for item in queries.queue(person, "waiting", "", 1).items] == [own]
    assert queries.queue(person, "waiting", other.process.slug, 1).items == []
    assert {item.post for item in queries.queue(moderator, "waiting", "", 1).items} == {own, other}
    browser = client_of(person)
    assert browser.get(reverse("moderation:judge", args=[own.pk])).status_code == 200
    assert browser.get(reverse("moderation:judge", args=[other.pk])).status_code == 403
    assert browser.post(reverse("moderation:publish", args=[other.pk]), {"version": 1}).status_code == 403
    assert client_of(PersonFactory()).get(reverse("moderation:queue")).status_code == 403


def test_the_queue_is_oldest_first_and_costs_the_same_for_one_and_twenty(activity: Activity, moderator: Person) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            for view in queries.VIEWS:
                for item in queries.queue(moderator, view, "", 1).items:
                    _ = (item.post.author, item.contribution.activity.process.title, item.reports)
        return len(asked)

    def fill() -> None:
        report(ContributionFactory(activity=activity, state=State.PENDING))
        report(CommentFactory(contribution__activity=activity, state=State.PENDING))

    fill()
    one = cost()
    for _round in range(8):
        fill()
    assert cost() <= one
    items = queries.queue(moderator, "waiting", "", 1).items
    assert [item.since for item in items] == sorted(item.since for item in items)
    assert {item.kind for item in items} == {"contribution", "comment"}


def test_the_pages_say_what_came_of_it(activity: Activity, moderator: Person, client_of) -> None:
    post = ContributionFactory(activity=activity, state=State.PENDING)
    comment = CommentFactory(contribution=post, state=State.PENDING)
    report(post)
    browser = client_of(moderator)
    queue = reverse("moderation:queue")
    for view in queries.VIEWS:
        assert browser.get(queue, {"lijst": view}).status_code == 200
    assert browser.get(queue, {"pagina": "zes", "lijst": "x", "traject": "y"}).status_code == 200
    said = browser.post(reverse("moderation:publish", args=[post.pk]), {"version": 9}, follow=True).content.decode()
    assert "Iemand anders heeft dit intussen gewijzigd" in said
    post.refresh_from_db()
    assert post.state == State.PENDING
    said = browser.post(reverse("moderation:publish", args=[post.pk]), {"version": 1, "from": "queue"}, follow=True)
    assert "Het staat nu op de site." in said.content.decode()
    said = browser.post(reverse("moderation:hide", args=[post.pk]), {"version": 2}, follow=True).content.decode()
    assert "Schrijf een reden" in said
    hide = reverse("moderation:hide_comment", args=[comment.pk])
    said = browser.post(hide, {"version": 1, "reason": REASON}, follow=True)
    assert "Het is verborgen" in said.content.decode()
    assert browser.post(reverse("moderation:merge", args=[post.pk]), {"version": 2, "target": "x"}).status_code == 302
    assert browser.get(reverse("moderation:judge", args=[999_999])).status_code == 404
