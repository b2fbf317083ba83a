"""The pages of the harvest: filling a card without JavaScript, reading what was said, taking words back."""

import random
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rodedraad.base.accounts.models import Person
from rodedraad.kinds.meetings.harvest import actions, own_words
from rodedraad.kinds.meetings.harvest.codes import code_of
from rodedraad.kinds.meetings.harvest.desk import card_url
from rodedraad.kinds.meetings.lookup import url_in, url_of
from rodedraad.kinds.meetings.models import Conversation, HarvestDraft, Meeting, Quote
from rodedraad.kinds.meetings.tests.factories import PartFactory
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.notes import REASONS

PERSONAL = "Ik heet Karel Jansen en mijn nummer is 06 12345678."


def post(client: Client, card: Conversation, **typed: object):
    card.refresh_from_db()
    return client.post(card_url("card", card), {"version": card.version, "page": "1", **typed})


def rows_of(card: Conversation) -> list[dict]:
    draft = HarvestDraft.objects.filter(conversation=card).first()
    return draft.rows if draft else []


def test_lines_are_typed_and_recorded_without_javascript(adviser_client: Client, card: Conversation) -> None:
    typed = {"do": "add", "default-role": "business", "default-consent": "theme",
             "new-text": ["Meer groen.", "", "Minder regels."], "new-role": ["", "", ""],
             "new-consent": ["", "", ""], "new-name": ["", "", ""]}
    assert post(adviser_client, card, **typed).status_code == 302
    assert [(row["text"], row["role"], row["consent"]) for row in rows_of(card)] == [
        ("Meer groen.", "business", "theme"), ("Minder regels.", "business", "theme")]
    page = adviser_client.get(card_url("card", card)).content.decode()
    assert "Meer groen." in page
    first = rows_of(card)[0]["id"]
    answer = post(adviser_client, card, **{"do": "record", "id": [first], f"consent-{first}": "role",
                                           f"text-{first}": "Veel meer groen."})
    assert answer.url == card_url("card_record", card)
    assert adviser_client.get(answer.url).status_code == 200
    card.refresh_from_db()
    assert adviser_client.post(answer.url, {"version": card.version}).url == card_url("card_quotes", card)
    assert list(Quote.objects.values_list("contribution__text", "contribution__state")) == [
        ("Veel meer groen.", "published"), ("Minder regels.", "inside")]


def test_personal_data_is_pointed_out_and_masked_before_it_is_recorded(adviser_client: Client,
                                                                       card: Conversation) -> None:
    post(adviser_client, card, do="add", **{"new-text": [PERSONAL], "new-role": [""], "new-consent": [""],
                                            "new-name": [""]})
    page = adviser_client.get(card_url("card", card)).content.decode()
    assert '<mark class="rd-mark">06 12345678</mark>' in page
    card.refresh_from_db()
    refused = adviser_client.post(card_url("card_record", card), {"version": card.version})
    assert refused.status_code == 409
    assert not Quote.objects.exists()
    pk = rows_of(card)[0]["id"]
    post(adviser_client, card, **{"do": f"mask:{pk}:1", "id": [pk], f"text-{pk}": PERSONAL})
    assert "12345678" not in rows_of(card)[0]["text"]
    assert "Jansen" in rows_of(card)[0]["text"]
    post(adviser_client, card, do="mask_all")
    assert "Jansen" not in rows_of(card)[0]["text"]


@pytest.mark.parametrize(("name", "content"), [
    ("leeg.txt", b""), ("plaat.docx", b"\x89PNG\r\n\x1a\n" + b"0" * 50), ("kapot.docx", b"PK\x03\x04kapot"),
    ("verslag.exe", b"MZ"), ("ruis.txt", bytes(range(256)) * 20), ("leeg.vtt", b"WEBVTT\n"),
])
def test_a_broken_file_says_what_is_wrong_and_loses_nothing(adviser_client: Client, card: Conversation, name: str,
                                                           content: bytes) -> None:
    answer = post(adviser_client, card, do="upload", notes="Al getypt.", file=SimpleUploadedFile(name, content),
                  **{"new-text": ["Ook getypt."], "new-role": [""], "new-consent": [""], "new-name": [""]})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "rd-alert" in page
    assert "Al getypt." in page
    assert [row["text"] for row in rows_of(card)] == ["Ook getypt."]


def test_every_code_of_the_reader_has_its_own_words() -> None:
    from rodedraad.kinds.meetings.harvest.words import WORDS  # noqa: PLC0415 -- beside what it is compared with

    values = {"limit_mb": 25, "limit": 9, "extension": ".x", "found": "y", "kinds": ".z"}
    assert set(WORDS) == set(REASONS)
    assert len({words() % values for words in WORDS.values()}) == len(REASONS)


def test_a_file_becomes_statements_with_a_role_per_speaker(adviser_client: Client, card: Conversation) -> None:
    content = b"Anna: Er is te weinig groen in de wijk.\nBram: Het fietspad is gevaarlijk.\n"
    answer = post(adviser_client, card, do="upload", file=SimpleUploadedFile("tafel.txt", content))
    assert answer.status_code == 302
    assert {row["speaker"] for row in rows_of(card)} == {"Anna", "Bram"}
    post(adviser_client, card, **{"do": "speaker:Bram", "speaker-role:Bram": "council"})
    assert {row["speaker"]: row["role"] for row in rows_of(card)} == {"Anna": "resident", "Bram": "council"}


def test_statements_are_joined_split_and_dropped(adviser_client: Client, card: Conversation) -> None:
    post(adviser_client, card, do="add", **{"new-text": ["Een.", "Twee.", "Drie."], "new-role": [""] * 3,
                                            "new-consent": ["", "none", ""], "new-name": [""] * 3})
    one, two, three = (row["id"] for row in rows_of(card))
    post(adviser_client, card, do="join", pick=[one, two])
    assert [(row["text"], row["consent"]) for row in rows_of(card)] == [("Een.\nTwee.", "none"), ("Drie.", "role")]
    post(adviser_client, card, **{"do": f"split:{one}", "id": [one], f"text-{one}": "Een.\n\nTwee."})
    assert [row["text"] for row in rows_of(card)] == ["Een.", "Twee.", "Drie."]
    post(adviser_client, card, do="drop", pick=[three])
    assert [row["text"] for row in rows_of(card)] == ["Een.", "Twee."]
    refused = post(adviser_client, card, do="join", pick=[one])
    assert refused.status_code == 409


def test_who_saves_second_sees_both_and_keeps_what_was_typed(adviser_client: Client, card: Conversation,
                                                            adviser: Person) -> None:
    post(adviser_client, card, do="add", **{"new-text": ["Eerste."], "new-role": [""], "new-consent": [""],
                                            "new-name": [""]})
    pk = rows_of(card)[0]["id"]
    card.refresh_from_db()
    old = card.version
    post(adviser_client, card, **{"do": "save", "id": [pk], f"text-{pk}": "Van de een."})
    answer = adviser_client.post(card_url("card", card), {
        "version": old, "page": "1", "do": "save", "id": [pk], f"text-{pk}": "Van de ander.",
        "new-text": ["Nieuwe regel."], "new-role": [""], "new-consent": [""], "new-name": [""]})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Nieuwe regel." in page
    assert "Van de ander." in page
    assert "een" in page
    assert rows_of(card)[0]["text"] == "Van de een."


def test_two_thousand_statements_stay_usable(adviser_client: Client, card: Conversation) -> None:
    words = random.Random(7)
    letters = "abcdefghijklmnoprstuvw"
    content = "\n".join(f"- De {' '.join(''.join(words.choices(letters, k=7)) for _word in range(6))} moet anders."
                        for _line in range(2000)).encode()
    assert post(adviser_client, card, do="upload", file=SimpleUploadedFile("lijst.md", content)).status_code == 302
    assert len(rows_of(card)) == 2000
    page = adviser_client.get(card_url("card", card) + "?pagina=40")
    assert page.content.count(b'name="id"') == 50
    assert len(page.content) < 600_000
    card.refresh_from_db()
    adviser_client.post(card_url("card_record", card), {"version": card.version, "seen": "1"})
    assert Contribution.objects.count() == 2000


def test_everybody_reads_what_was_said_per_part_and_how_many_count_inside(client: Client, card: Conversation,
                                                                         meeting: Meeting, adviser: Person) -> None:
    part = PartFactory(meeting=meeting, title="Soep")
    actions.record_statements(conversation=card, by=adviser, statements=[
        actions.Said("Meer groen.", "council", "role", "", part), actions.Said("Geheim woord.", "resident", "theme"),
        actions.Said("Ik wil een park.", "resident", "name", "Aisha")])
    page = client.get(url_of("harvest", meeting)).content.decode()
    assert "Meer groen." in page
    assert "Soep" in page
    assert "Aisha" in page
    assert "Geheim woord." not in page
    shown, inside, _named = Quote.objects.order_by("position")
    statement = client.get(url_in("statement", meeting.activity, shown.contribution_id))
    assert statement.status_code == 200
    assert "Meer groen." in statement.content.decode()
    closed = client.get(url_in("statement", meeting.activity, inside.contribution_id))
    assert closed.status_code == 404
    assert "Geheim" not in closed.content.decode()
    assert client.get(url_of("detail", meeting)).status_code == 200


def test_a_speaker_takes_words_back_with_the_code_on_paper(client: Client, card: Conversation, meeting: Meeting,
                                                          said: Callable[..., Quote]) -> None:
    quote = said("Het geheimwoord.", "theme")
    enter, code = url_in("own_words", meeting.activity), code_of(card)
    assert client.post(enter, {"code": "12-AAAA-BBBB-CCCC"}).status_code == 400
    found = client.post(enter, {"code": code.lower().replace("-", " ")})
    page = client.get(found.url)
    assert "geheimwoord" not in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    address = url_in("own_words_withdraw", meeting.activity, code, quote.position)
    assert client.get(address).status_code == 200
    assert Contribution.objects.get().text
    assert client.post(address).status_code == 302
    assert Contribution.objects.get().text == ""
    assert client.get(url_in("own_words_withdraw", meeting.activity, code, 99)).status_code == 404
    assert client.get(url_in("own_words_card", meeting.activity, f"{card.pk}-AAAA-BBBB-CCCC")).status_code == 404


def test_a_code_cannot_be_found_by_trying(client: Client, card: Conversation, meeting: Meeting, monkeypatch) -> None:
    monkeypatch.setattr(own_words, "TRIES", own_words.Limit("harvest_code_test", 3, 3600))
    right, wrong = (url_in("own_words_card", meeting.activity, code)
                    for code in (code_of(card), f"{card.pk}-AAAA-BBBB-CCCC"))
    assert [client.get(right).status_code for _look in range(5)] == [200] * 5
    assert [client.get(wrong).status_code for _try in range(3)] == [404] * 3
    assert client.get(right).status_code == 404  # after too many wrong ones a right one tells nothing


@pytest.mark.parametrize("name", ["card", "card_edit", "card_record", "card_finish", "card_reopen", "card_undo",
                                  "card_print", "card_quotes"])
def test_pages_of_a_card_are_for_the_team_only(client: Client, adviser_client: Client, resident: Person, client_of,
                                               card: Conversation, said: Callable[..., Quote], name: str) -> None:
    said()
    address = card_url(name, card)
    assert client.get(address).status_code == 302
    assert client_of(resident).get(address).status_code == 403
    assert adviser_client.get(address).status_code == 200


def test_consent_is_changed_and_taken_back_at_the_desk(adviser_client: Client, card: Conversation, client: Client,
                                                       said: Callable[..., Quote]) -> None:
    quote = said()
    address = card_url("quote", card, quote.pk)
    assert adviser_client.get(address).status_code == 200
    assert adviser_client.post(address, {"consent": "name"}).status_code == 409
    assert adviser_client.post(address, {"consent": "theme"}).status_code == 302
    assert Contribution.objects.get().state == "inside"
    withdraw = card_url("quote_withdraw", card, quote.pk)
    assert client.post(withdraw).status_code == 302
    assert Contribution.objects.get().text
    assert adviser_client.post(withdraw, {"version": "1"}).status_code == 302
    assert Contribution.objects.get().text == ""
    assert adviser_client.get(address).status_code == 200


def test_cards_are_opened_per_table_and_seen_in_the_overview(adviser_client: Client, meeting: Meeting) -> None:
    table = meeting.tables.create(organisation=meeting.organisation, number=4)
    page = adviser_client.get(url_of("cards", meeting))
    assert page.status_code == 200
    answer = adviser_client.post(url_of("card_new", meeting), {"table": table.pk})
    card = Conversation.objects.get()
    assert (card.table, answer.url) == (table, card_url("card", card))
    assert adviser_client.get(url_of("cards", meeting)).status_code == 200
    assert card.title in adviser_client.get(url_in("harvest_overview", meeting.activity)).content.decode()
