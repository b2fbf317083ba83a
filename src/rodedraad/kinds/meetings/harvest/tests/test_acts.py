"""Acts on cards: what is recorded, what is refused, who was first, and what can be undone."""

import pytest

from rodedraad.base.core.models import AuditLine
from rodedraad.kinds.meetings.harvest import actions, drafts
from rodedraad.kinds.meetings.harvest.roles import role_named
from rodedraad.kinds.meetings.harvest.said import Said
from rodedraad.kinds.meetings.models import Conversation, HarvestDraft, Quote, Table
from rodedraad.kinds.meetings.tables.actions import make_tables, mix_tables
from rodedraad.kinds.meetings.tests.factories import GuestFactory, MeetingFactory, PartFactory
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.tests.factories import CommentFactory
from rodedraad.listen.processes.errors import RefusedError, StaleError
from rodedraad.understand.themes.tests.factories import GroundsFactory

SECRET = "Mevrouw Jansen van nummer 12 is bang."


def test_a_table_has_one_card_and_a_phone_sends_a_card_once(meeting, adviser) -> None:
    table = Table.objects.create(organisation=meeting.organisation, meeting=meeting, number=3)
    first = actions.open_card(meeting=meeting, table=table, by=adviser)
    assert actions.open_card(meeting=meeting, table=table, by=adviser).pk == first.pk
    phone = actions.open_card(meeting=meeting, by=adviser, client_key="abc", people_by_role={"resident": 2, "x": 9})
    assert actions.open_card(meeting=meeting, by=adviser, client_key="abc").pk == phone.pk
    assert phone.people_by_role == {"resident": 2}
    assert actions.open_card(meeting=meeting, by=adviser).pk not in {first.pk, phone.pk}


@pytest.mark.parametrize(("role", "kept"), [("resident", "resident"), ("business", "business"),
                                            ("association", "association"), ("council", "other"), ("x", "other")])
def test_a_statement_becomes_an_ordinary_contribution_without_an_author(card, adviser, role, kept) -> None:
    quote = actions.record_statements(conversation=card, statements=[Said("Meer groen.", role)], by=adviser)[0]
    said = Contribution.objects.get(pk=quote.contribution_id)
    assert (said.text, said.author, said.entered_by, said.author_role) == ("Meer groen.", None, adviser, kept)
    assert (said.channel, said.state) == ("meeting", "published")
    assert said.published_at is not None


@pytest.mark.parametrize(("consent", "state"), [("name", "published"), ("role", "published"), ("theme", "inside")])
def test_consent_decides_whether_the_words_are_public(said, consent, state) -> None:
    quote = said(consent=consent, name="Aisha")
    assert quote.contribution.state == state
    assert quote.said_by_name == ("Aisha" if consent == "name" else "")


@pytest.mark.parametrize("wrong", [
    Said(SECRET, "resident", "none"), Said("  ", "resident"), Said("x" * 5001, "resident"),
    Said("Goed.", "resident", "name"), Said("Goed.", "resident", "zomaar"),
])
def test_one_statement_that_cannot_be_kept_refuses_all_and_says_which(card, adviser, wrong) -> None:
    with pytest.raises(RefusedError, match="2"):
        actions.record_statements(conversation=card, statements=[Said("Meer groen."), wrong], by=adviser)
    assert not Contribution.objects.exists()
    assert not Quote.objects.exists()


def test_the_audit_log_never_holds_the_words_of_people(card, adviser) -> None:
    actions.save_notes(card=card, version=card.version, notes=SECRET, by=adviser)
    actions.record_statements(conversation=card, statements=[Said(SECRET, "resident", "name", "Jansen")], by=adviser)
    assert AuditLine.objects.count() >= 3
    assert not [line for line in AuditLine.objects.all() if "Jansen" in str(line.facts)]


def test_numbers_go_on_where_they_were(card, adviser) -> None:
    for _turn in range(2):
        actions.record_statements(conversation=card, statements=[Said("a."), Said("b.")], by=adviser)
    assert list(Quote.objects.values_list("position", flat=True)) == [1, 2, 3, 4]


def test_who_is_second_hears_of_the_first_and_loses_nothing(card, adviser) -> None:
    actions.save_notes(card=card, version=card.version, notes="Van de een.", by=adviser)
    with pytest.raises(StaleError) as caught:
        actions.save_notes(card=card, version=card.version, notes="Van de ander.", by=adviser)
    assert caught.value.current.notes == "Van de een."
    with pytest.raises(StaleError):
        drafts.add_text(card=card, version=card.version, text="Meer groen.", defaults=drafts.Defaults(), by=adviser)
    assert not HarvestDraft.objects.exists()


def test_a_draft_is_recorded_without_what_may_not_be_used_and_then_gone(card, adviser) -> None:
    drafts.add_text(card=card, version=card.version, text=f"- Meer groen in de straat.\n- {SECRET}",
                    defaults=drafts.Defaults(), by=adviser)
    card.refresh_from_db()
    rows = HarvestDraft.objects.get().rows
    assert [row["text"] for row in rows] == ["Meer groen in de straat.", SECRET]
    drafts.change_draft(card=card, version=card.version, by=adviser,
                        change=drafts.Change({rows[1]["id"]: {"consent": "none"}}))
    card.refresh_from_db()
    actions.save_notes(card=card, version=card.version, notes=SECRET, by=adviser)
    card.refresh_from_db()
    quotes = actions.record_draft(card=card, version=card.version, by=adviser)
    assert [quote.contribution.text for quote in quotes] == ["Meer groen in de straat."]
    assert not HarvestDraft.objects.exists()
    assert Conversation.objects.get(pk=card.pk).notes == ""


def test_a_card_is_done_only_when_nothing_waits_on_it(card, adviser) -> None:
    drafts.add_text(card=card, version=card.version, text="Meer groen in de straat.", defaults=drafts.Defaults(),
                    by=adviser)
    card.refresh_from_db()
    with pytest.raises(RefusedError):
        actions.finish_card(card=card, version=card.version, by=adviser)
    actions.record_draft(card=card, version=card.version, by=adviser)
    card.refresh_from_db()
    done = actions.finish_card(card=card, version=card.version, by=adviser)
    with pytest.raises(RefusedError):
        actions.record_statements(conversation=done, statements=[Said("Nog een.")], by=adviser)
    actions.reopen_card(card=done, version=done.version, by=adviser)
    assert actions.record_statements(conversation=done, statements=[Said("Nog een.")], by=adviser)


def test_a_card_is_undone_into_its_draft_while_nothing_rests_on_it(card, said, adviser) -> None:
    quote = said()
    card.refresh_from_db()
    actions.undo_card(card=card, version=card.version, by=adviser)
    assert not Contribution.objects.filter(pk=quote.contribution_id).exists()
    assert [row["text"] for row in HarvestDraft.objects.get().rows] == ["Er is te weinig groen in de wijk."]


@pytest.mark.parametrize("hold", [
    lambda said: GroundsFactory(contribution=said, theme__process=said.process),
    lambda said: (CommentFactory(contribution=said), Contribution.objects.filter(pk=said.pk).update(comment_count=1)),
])
def test_a_card_stays_when_something_rests_on_it(card, said, adviser, hold) -> None:
    hold(said().contribution)
    card.refresh_from_db()
    with pytest.raises(RefusedError):
        actions.undo_card(card=card, version=card.version, by=adviser)
    assert Contribution.objects.count() == 1


def test_who_changes_tables_is_counted_at_one_only(adviser) -> None:
    meeting = MeetingFactory(table_size=4)
    for _course in range(3):
        PartFactory(meeting=meeting)
    for number in range(12):
        GuestFactory(meeting=meeting, role=("resident", "council")[number % 2])
    make_tables(meeting=meeting, number=3, by=adviser)
    mix_tables(meeting=meeting, by=adviser)
    meeting.guests.filter(pk=meeting.guests.first().pk).update(has_come=False)
    cards = [actions.open_card(meeting=meeting, table=table, by=adviser) for table in meeting.tables.all()]
    assert sum(card.people for card in cards) == 11
    assert sum(card.people_by_role["council"] for card in cards) == 6


@pytest.mark.parametrize(("speaker", "role"), [
    ("Raadslid", "council"), ("raadslid 2", "council"), ("INWONERS", "resident"), ("Wethouder:", "executive"),
    ("Burgemeester", "executive"), ("Ambtenaar B", "official"), ("Griffier", "clerk"), ("winkelier", "business"),
    ("Mevrouw De Vries", None), ("Boerma", None), ("Jan de Boer", None), ("Spreker 1", None), ("", None), ("2", None)])
def test_a_speaker_who_is_written_as_a_role_has_that_role(speaker, role) -> None:
    assert role_named(speaker) == role
    row = drafts.new_row("Meer groen.", drafts.Defaults(role="other"), speaker=speaker)
    assert row["role"] == (role or "other")


def test_roles_in_pasted_notes_are_kept(card, adviser) -> None:
    drafts.add_text(card=card, version=card.version, by=adviser, defaults=drafts.Defaults(),
                    text="Wethouder: Wij hebben geen geld.\nOndernemer: De weg is te smal voor mijn vrachtwagen.")
    rows = HarvestDraft.objects.get(conversation=card).rows
    assert [row["role"] for row in rows] == ["executive", "business"]
