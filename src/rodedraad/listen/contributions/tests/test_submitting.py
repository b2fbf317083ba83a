"""Placing a contribution: who may, what waits for a moderator, what is refused."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from rodedraad.base.accounts.models import Person, Visitor
from rodedraad.base.core.models import AuditLine
from rodedraad.base.organisations.models import Organisation
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.activities.tests.factories import ActivityFactory
from rodedraad.listen.contributions import actions, pace
from rodedraad.listen.contributions.errors import ClosedError, TooOftenError
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.words import Words
from rodedraad.listen.processes.tests.factories import PersonFactory, TeamMemberFactory

WORDS = Words("Een bank bij de vijver", "Ouderen kunnen dan even zitten.")


def submit(activity: Activity, by: Person | Visitor, words: Words = WORDS, **more: object) -> Contribution:
    return actions.submit_contribution(activity=activity, by=by, words=words, **more)


def test_it_is_published_at_once_with_an_audit_line_without_its_text(activity: Activity, resident: Person) -> None:
    idea = submit(activity, resident)
    assert (idea.state, idea.author, idea.process) == ("published", resident, activity.process)
    line = AuditLine.objects.get(act="contribution.submitted")
    assert (line.actor_id, line.subject_id) == (resident.pk, str(idea.pk))
    assert "vijver" not in str(line.facts)


def test_pre_moderation_holds_everything(activity: Activity, resident: Person) -> None:
    activity.moderation = "pre"
    idea = submit(activity, resident)
    assert (idea.state, idea.hold_reason, idea.published_at) == ("pending", "", None)


@pytest.mark.parametrize("text", ["Wat een KLÓÓTZAK is dat", "klootzak.", "zeg, klootzak!"])
def test_a_held_word_holds_without_regard_to_capitals_and_accents(activity: Activity, resident: Person,
                                                                  text: str) -> None:
    activity.organisation.held_words = "klootzak\nscheld*"
    idea = submit(activity, resident, Words("Titel", text))
    assert idea.state == "pending"
    assert "klootzak" in idea.hold_reason


@pytest.mark.parametrize("text", ["schelden doet geen zeer", "Uitschelden niet; gescheld"])
def test_a_star_matches_the_beginning_of_a_word_only(activity: Activity, resident: Person, text: str) -> None:
    activity.organisation.held_words = "scheld*"
    assert submit(activity, resident, Words("T", text)).state == (
        "pending" if text.startswith("scheld") else "published")


def test_a_held_word_inside_another_word_does_not_hold(activity: Activity, resident: Person) -> None:
    activity.organisation.held_words = "kut"
    assert submit(activity, resident, Words("Discussie", "Kutsuppen is een dorp")).state == "published"


@pytest.mark.parametrize(("links", "state"), [(2, "published"), (3, "pending")])
def test_more_links_than_the_organisation_allows_hold(activity: Activity, resident: Person, links: int,
                                                      state: str) -> None:
    text = "Kijk " + " ".join(f"https://voorbeeld.nl/{n}" for n in range(links))
    assert submit(activity, resident, Words("Kijk", text)).state == state


@pytest.mark.parametrize(("words", "field"), [
    (Words(" \u200b ", "tekst"), "title"), (Words("titel", "\x00 "), "text"), (Words("t" * 121, "tekst"), "title"),
    (Words("titel", "t" * 5001), "text"), (Words("t", "t", latitude=52.0), "latitude"),
    (Words("t", "t", latitude=48.85, longitude=2.35), "latitude"),
    (Words("t", "t", latitude=float("nan"), longitude=5.0), "latitude"),
])
def test_words_that_do_not_fit_are_refused_by_field(activity: Activity, resident: Person, words: Words,
                                                    field: str) -> None:
    with pytest.raises(ValidationError) as caught:
        submit(activity, resident, words)
    assert list(caught.value.message_dict) == [field]
    assert not Contribution.objects.exists()


def test_after_the_end_of_the_phase_nothing_is_placed(organisation: Organisation, resident: Person) -> None:
    closed = ActivityFactory(phase__ends_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(ClosedError):
        submit(closed, resident)
    assert not Contribution.objects.exists()


def test_a_visitor_places_without_author_and_shares_a_limit_per_network(activity: Activity) -> None:
    activity.access = "anyone"
    for _each in range(pace.CONTRIBUTIONS.times * pace.FOR_NETWORK):
        assert submit(activity, Visitor(), network="192.0.2").author is None
    with pytest.raises(TooOftenError):
        submit(activity, Visitor(), network="192.0.2")
    assert submit(activity, Visitor(), network="198.51.100").pk


def test_a_person_who_places_too_often_waits_and_others_do_not(activity: Activity, resident: Person) -> None:
    for _each in range(pace.CONTRIBUTIONS.times):
        submit(activity, resident)
    with pytest.raises(TooOftenError):
        submit(activity, resident)
    assert submit(activity, PersonFactory()).pk


def test_entering_on_behalf_names_the_channel_and_who_entered_it(activity: Activity) -> None:
    adviser = PersonFactory(roles=["adviser"])
    idea = actions.enter_on_behalf(activity=activity, by=adviser, words=WORDS, channel="paper")
    assert (idea.author, idea.entered_by, idea.channel, idea.state) == (None, adviser, "paper", "published")
    with pytest.raises(ValidationError):
        actions.enter_on_behalf(activity=activity, by=adviser, words=WORDS, channel="web")


def test_who_may_place_and_enter(activity: Activity, resident: Person) -> None:
    assert resident.may("contributions.submit", activity)
    assert not Visitor().may("contributions.submit", activity)
    activity.access = "anyone"
    assert Visitor().may("contributions.submit", activity)
    assert not resident.may("contributions.enter", activity)
    editor = TeamMemberFactory(process=activity.process).person
    assert editor.may("contributions.enter", activity)


def test_nobody_places_where_the_phase_opens_only_comments(organisation: Organisation, resident: Person) -> None:
    comments_only = ActivityFactory(phase__features=["comment"])
    assert not resident.may("contributions.submit", comments_only)
