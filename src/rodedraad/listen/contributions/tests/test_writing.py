"""Editing and withdrawing one's own words: history, moderation again, and edits that cross each other."""

import pytest
from django.test import Client

from rodedraad.base.accounts.models import Person, Visitor
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.contributions import actions
from rodedraad.listen.contributions.errors import StaleError, StateError
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.tests.factories import CommentFactory, ContributionFactory
from rodedraad.listen.contributions.words import Words
from rodedraad.listen.processes.tests.factories import PersonFactory

NEW = Words("Twee banken", "Ook aan de andere kant.")


def edit(idea: Contribution, version: int = 1, words: Words = NEW) -> Contribution:
    return actions.edit_own(contribution=idea, by=idea.author, version=version, words=words)


def test_an_edit_keeps_the_words_before_it(activity: Activity, resident: Person) -> None:
    idea = ContributionFactory(activity=activity, author=resident, title="Een bank")
    assert edit(idea).version == 2
    before = idea.versions.get()
    assert (before.number, before.title, before.is_visible) == (1, "Een bank", True)
    idea.refresh_from_db()
    assert (idea.title, idea.state) == ("Twee banken", "published")


def test_an_edit_from_an_older_page_changes_nothing(activity: Activity, resident: Person) -> None:
    idea = edit(ContributionFactory(activity=activity, author=resident))
    with pytest.raises(StaleError) as caught:
        edit(idea, version=1, words=Words("Drie banken", "x"))
    assert caught.value.current.title == "Twee banken"
    assert idea.versions.count() == 1


def test_under_pre_moderation_an_edit_waits_again_and_hides_what_was_never_approved(activity: Activity,
                                                                                    resident: Person) -> None:
    Activity.objects.filter(pk=activity.pk).update(moderation="pre")
    idea = ContributionFactory(activity=activity, author=resident)
    assert edit(idea).state == "pending"
    edit(idea, version=2, words=Words("Drie", "x"))
    assert list(idea.versions.values_list("is_visible", flat=True)) == [True, False]


@pytest.mark.parametrize(("state", "after"), [("published", "published"), ("change_asked", "pending"),
                                              ("pending", "pending")])
def test_where_an_edit_leads(activity: Activity, resident: Person, state: str, after: str) -> None:
    assert edit(ContributionFactory(activity=activity, author=resident, state=state)).state == after


@pytest.mark.parametrize("state", ["hidden", "withdrawn", "merged"])
def test_what_is_taken_away_is_not_edited_or_withdrawn(activity: Activity, resident: Person, state: str) -> None:
    idea = ContributionFactory(activity=activity, author=resident, state=state)
    assert not resident.may("contributions.edit_own", idea)
    assert not resident.may("contributions.withdraw", idea)
    with pytest.raises(StateError):
        edit(idea)
    if state != "withdrawn":
        with pytest.raises(StateError):
            actions.withdraw(contribution=idea, by=resident)


def test_only_the_author_edits_and_withdraws(activity: Activity, resident: Person) -> None:
    idea = ContributionFactory(activity=activity, author=resident)
    assert resident.may("contributions.edit_own", idea)
    for other in (PersonFactory(), PersonFactory(roles=["adviser"]), Visitor()):
        assert not other.may("contributions.edit_own", idea)
        assert not other.may("contributions.withdraw", idea)


def test_withdrawing_twice_is_withdrawing_once(activity: Activity, resident: Person) -> None:
    idea = ContributionFactory(activity=activity, author=resident)
    assert actions.withdraw(contribution=idea, by=resident).state == "withdrawn"
    assert actions.withdraw(contribution=idea, by=resident).version == 2


def test_the_page_shows_both_texts_after_a_crossing_edit(activity: Activity, resident: Person,
                                                         client_of: object) -> None:
    idea = ContributionFactory(activity=activity, author=resident, text="eerste tekst")
    edit(idea, words=Words("Twee banken", "tekst van een ander scherm"))
    browser: Client = client_of(resident)  # type: ignore[operator]
    typed = {"title": "Mijn titel", "text": "mijn getypte woorden", "version": "1", "author_role": "resident"}
    page = browser.post(f"/bijdragen/{idea.pk}/wijzigen", typed)
    content = page.content.decode()
    assert page.status_code == 422
    assert "mijn getypte woorden" in content
    assert "ander scherm" in content
    assert 'name="version" value="2"' in content
    assert browser.post(f"/bijdragen/{idea.pk}/wijzigen", {**typed, "version": "2"}).status_code == 302
    idea.refresh_from_db()
    assert idea.text == "mijn getypte woorden"


def test_comments_are_edited_with_the_same_care(activity: Activity, resident: Person) -> None:
    comment = CommentFactory(contribution=ContributionFactory(activity=activity), author=resident)
    changed = actions.edit_comment(comment=comment, by=resident, version=1, text="Beter gezegd.")
    assert (changed.text, changed.version) == ("Beter gezegd.", 2)
    with pytest.raises(StaleError):
        actions.edit_comment(comment=comment, by=resident, version=1, text="Anders.")
    assert actions.withdraw_comment(comment=comment, by=resident).state == "withdrawn"
    assert resident.may("contributions.edit_own", comment)
    assert not PersonFactory().may("contributions.edit_own", comment)
