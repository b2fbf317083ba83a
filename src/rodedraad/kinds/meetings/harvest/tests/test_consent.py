"""Consent can change at any moment: the words follow it everywhere, the count stays."""

import pytest

from rodedraad.kinds.meetings.harvest import actions
from rodedraad.kinds.meetings.harvest.codes import code_of, find_card
from rodedraad.kinds.meetings.harvest.consent import change_consent, withdraw_consent
from rodedraad.kinds.meetings.models import Quote
from rodedraad.listen.contributions.errors import StateError
from rodedraad.listen.contributions.models import Contribution, ContributionVersion
from rodedraad.listen.contributions.moderation.actions import hide, publish
from rodedraad.listen.contributions.moderation.merging import merge
from rodedraad.listen.contributions.signals import words_closed, words_withdrawn
from rodedraad.listen.contributions.tests.factories import ContributionFactory
from rodedraad.listen.processes.errors import RefusedError
from rodedraad.understand.themes.models import Grounds
from rodedraad.understand.themes.tests.factories import GroundsFactory


def stored_words(word: str) -> list[str]:
    """Where a word still stands in the tables that hold words of people."""
    rows = [(each.pk, each.title, each.text, each.place) for each in Contribution.objects.all()]
    rows += [(each.pk, each.title, each.text) for each in ContributionVersion.objects.all()]
    rows += [(each.pk, each.passage) for each in Grounds.objects.all()]
    rows += [(each.pk, each.said_by_name) for each in Quote.objects.all()]
    return [str(row) for row in rows if word in str(row)]


@pytest.mark.parametrize("consent", ["name", "role", "theme"])
def test_withdrawn_words_are_gone_and_the_count_stays(said, meeting, adviser, consent) -> None:
    quote = said("Het geheimwoord is groen.", consent, "Geheimwoord-Jansen")
    grounds = GroundsFactory(contribution=quote.contribution, theme__process=meeting.process,
                             passage="geheimwoord", passage_start=4)
    heard = []
    words_withdrawn.connect(receiver := lambda contribution_ids, **_: heard.extend(contribution_ids), weak=False)
    before = Contribution.objects.filter(process=meeting.process).counted().count()
    withdraw_consent(quote=quote, by=adviser)
    words_withdrawn.disconnect(receiver)
    assert stored_words("eheimwoord") == []
    assert heard == [quote.contribution_id]
    assert Contribution.objects.filter(process=meeting.process).counted().count() == before == 1
    assert Grounds.objects.counting().filter(pk=grounds.pk).exists()
    assert Quote.objects.get().withdrawn_at is not None


def test_withdrawing_twice_is_once_and_gone_words_do_not_come_back(said, adviser) -> None:
    quote = said()
    first = withdraw_consent(quote=quote, by=None).withdrawn_at
    assert withdraw_consent(quote=quote, by=adviser).withdrawn_at == first
    with pytest.raises(RefusedError):
        change_consent(quote=quote, consent="role", by=adviser)


def test_words_are_closed_and_opened_again(said, adviser) -> None:
    quote, heard = said(), []
    words_closed.connect(receiver := lambda contribution_ids, **_: heard.extend(contribution_ids), weak=False)
    change_consent(quote=quote, consent="theme", by=adviser)
    words_closed.disconnect(receiver)
    assert Contribution.objects.get().state == "inside"
    assert heard == [quote.contribution_id]
    change_consent(quote=quote, consent="name", name="Aisha", by=adviser)
    assert Contribution.objects.get().state == "published"
    assert Quote.objects.get().said_by_name == "Aisha"
    change_consent(quote=quote, consent="role", by=adviser)
    assert Quote.objects.get().said_by_name == ""


def test_a_moderator_cannot_publish_what_a_speaker_closed(said, adviser) -> None:
    quote = said()
    hidden = hide(post=quote.contribution, version=1, reason="Dubbel.", by=adviser)
    change_consent(quote=quote, consent="theme", by=adviser)
    with pytest.raises(StateError):
        publish(post=hidden, version=Contribution.objects.get().version, by=adviser)


@pytest.mark.parametrize("is_target", [True, False])
def test_a_merge_is_taken_apart_before_words_go(said, meeting, adviser, is_target) -> None:
    quote = said("Het geheimwoord.")
    other = ContributionFactory(activity=meeting.activity, text="Van een ander.")
    source, target = (other, quote.contribution) if is_target else (quote.contribution, other)
    merge(source=source, target=target, version=1, by=adviser)
    withdraw_consent(quote=quote, by=adviser)
    other.refresh_from_db()
    assert (other.state, other.text) == ("published", "Van een ander.")
    assert Contribution.objects.get(pk=quote.contribution_id).state == "inside"
    assert stored_words("geheimwoord") == []


def test_hidden_words_that_are_withdrawn_do_not_start_to_count(said, meeting, adviser) -> None:
    quote = said()
    hide(post=quote.contribution, version=1, reason="Scheldwoord.", by=adviser)
    withdraw_consent(quote=quote, by=None)
    assert Contribution.objects.get().state == "withdrawn"
    assert Contribution.objects.filter(process=meeting.process).counted().count() == 0


def test_notes_and_a_draft_that_hold_the_same_words_lose_them(card, said, adviser) -> None:
    quote = said("Het geheimwoord.")
    card.refresh_from_db()
    actions.save_notes(card=card, version=card.version, notes="Eerst: Het geheimwoord. Toen iets anders.", by=adviser)
    withdraw_consent(quote=quote, by=None)
    card.refresh_from_db()
    assert "geheimwoord" not in card.notes
    assert "iets anders" in card.notes


def test_the_code_finds_its_card_however_it_is_typed_and_no_other(card, meeting, adviser) -> None:
    code, other = code_of(card), actions.open_card(meeting=meeting, by=adviser)
    for typed in (code, code.lower(), code.replace("-", " "), f"  {code} "):
        assert find_card(meeting.activity, typed) == card
    letters = code.split("-", 1)[1]
    for wrong in (f"{other.pk}-{letters}", code[:-1], f"{code}A", "", "-", letters, f"{card.pk}-AAAA-AAAA-AAAA",
                  f"{'9' * 30}-{letters}"):
        assert find_card(meeting.activity, wrong) is None
