"""Likely doubles beside each other: found by their words, merged by the act of the moderation desk, and then gone."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django_scopes import scope

from rodedraad.base.accounts.tests.factories import client_of
from rodedraad.listen.activities.tests.factories import ActivityFactory
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.tests.factories import ContributionFactory, SupportFactory
from rodedraad.listen.processes.tests.factories import PersonFactory, ProcessFactory, TeamMemberFactory
from rodedraad.understand.themes.alike import alike_page

pytestmark = pytest.mark.django_db
SAME = "Zet een houten bank bij de vijver in het park, dan kunnen ouderen daar rustig zitten."
NEAR = "Zet een houten bank bij de vijver in het park, dan kunnen ouderen even rustig zitten."


@pytest.fixture
def process():
    return ProcessFactory(slug="plein")


@pytest.fixture
def two(process):
    """Two that say nearly the same, and some that do not."""
    activity = ActivityFactory(process=process)
    with scope(organisation=process.organisation):
        made = [ContributionFactory(activity=activity, title="Bank bij de vijver", text=text) for text in (SAME, NEAR)]
        for words in ("Meer fietsenrekken bij het station", "Gratis zwemles voor kinderen", "Minder verlichting"):
            ContributionFactory(activity=activity, title=words, text=words)
    return made


PAGE = "/beheer/trajecten/plein/analyse/dubbel"


def desk_of(process, role: str = "moderator") -> Client:
    return client_of(PersonFactory(organisation=process.organisation, roles=[role]))


def test_the_pair_is_shown_once_with_the_earlier_first(process, two) -> None:
    with scope(organisation=process.organisation):
        shown = alike_page(process, None, 1)
    assert [(pair.first, pair.second) for pair in shown.pairs] == [tuple(two)]
    assert 60 <= shown.pairs[0].percent < 100


def test_what_was_placed_first_comes_first_also_when_it_was_entered_later(process, two) -> None:
    first, second = two
    with scope(organisation=process.organisation):
        Contribution.objects.filter(pk=second.pk).update(created_at=first.created_at - timedelta(days=3))
        pair = alike_page(process, None, 1).pairs[0]
    assert (pair.first, pair.second) == (second, first)


def test_a_merge_from_the_page_keeps_both_trails_and_takes_the_pair_off(process, two) -> None:
    first, second = two
    with scope(organisation=process.organisation):
        SupportFactory(contribution=second)
    client = desk_of(process)
    text = client.get(PAGE).content.decode()
    forms = re.findall(r'action="(/beheer/moderatie/[^"]+)".*?name="version" value="(\d+)".*?name="target" '
                       r'value="(\d+)".*?name="next" value="([^"]+)"', text, re.DOTALL)
    action, version, target, back = next(form for form in forms if form[2] == str(first.pk))
    answer = client.post(action, {"version": version, "target": target, "next": back})
    assert answer["Location"] == PAGE
    with scope(organisation=process.organisation):
        second = Contribution.objects.get(pk=second.pk)
        assert (second.state, second.merged_into_id) == ("merged", first.pk)
        assert Contribution.objects.get(pk=first.pk).support_count == 1
        assert alike_page(process, None, 1).pairs == []
    assert "Geen waarschijnlijk dubbele bijdragen" in client.get(PAGE).content.decode()


@pytest.mark.parametrize("state", ["pending", "hidden", "withdrawn", "merged", "inside"])
def test_what_is_not_public_is_no_double(process, two, state: str) -> None:
    with scope(organisation=process.organisation):
        Contribution.objects.filter(pk=two[1].pk).update(state=state)
        assert alike_page(process, None, 1).pairs == []


def test_an_edit_is_seen_and_the_other_activity_stays_apart(process, two) -> None:
    elsewhere = ActivityFactory(process=process)
    with scope(organisation=process.organisation):
        copy = ContributionFactory(activity=elsewhere, title="Bank bij de vijver", text=SAME)
        assert alike_page(process, elsewhere.pk, 1).pairs == []
        assert len(alike_page(process, None, 1).pairs) == 1
        two[1].title = two[1].text = "Iets heel anders"
        two[1].edited_at = copy.created_at
        two[1].save()
        assert alike_page(process, None, 1).pairs == []


def test_moderators_and_the_team_may_look_others_not(process, two) -> None:
    moderating = PersonFactory(organisation=process.organisation)
    TeamMemberFactory(process=process, person=moderating, part="moderator")
    assert client_of(moderating).get(PAGE).status_code == 200
    assert desk_of(process, "council_member").get(PAGE).status_code == 403
    assert client_of(PersonFactory(organisation=process.organisation)).get(PAGE).status_code == 403


def test_the_queue_leads_there_and_a_foreign_address_is_not_followed(process, two) -> None:
    client = desk_of(process)
    assert f'href="{PAGE}"' in client.get("/beheer/moderatie?traject=plein").content.decode()
    away = client.post(f"/beheer/moderatie/{two[0].pk}/samenvoegen",
                       {"version": 1, "target": two[1].pk, "next": "https://elders.example/"})
    assert "elders" not in away["Location"]
