"""A decision on the thread: recorded, published, corrected openly, withdrawn; its document is judged by content."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from rodedraad.decide.answers import actions
from rodedraad.decide.answers.errors import (
    NotAllowedError,
    ReasonMissingError,
    RefusedError,
    StaleError,
    WrongStateError,
)
from rodedraad.decide.answers.files import shown_name
from rodedraad.decide.answers.inputs import DecisionInput
from rodedraad.decide.answers.models import Decision
from rodedraad.decide.answers.signals import decision_changed
from rodedraad.decide.answers.tests.factories import AnswerFactory
from rodedraad.listen.processes.tests.factories import PersonFactory, TeamMemberFactory

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


def words(*answers, **changed):
    values = {"title": "Ontwerp vastgesteld", "body": "council", "decided_on": date(2026, 3, 3),
              "text": "De raad stelt het ontwerp vast.", **changed}
    return DecisionInput(answer_ids=frozenset(answer.pk for answer in answers), **values)


def upload(content, name="besluit.pdf"):
    return SimpleUploadedFile(name, content)


def content_of(field):
    with field.open("rb") as stored:
        return stored.read()


@pytest.fixture
def answer(process, contribution):
    return AnswerFactory(process=process, contributions=[contribution])


@pytest.fixture
def clerk(organisation):
    return PersonFactory(roles=["clerk"])


@pytest.fixture
def published(process, answer, clerk):
    decision = actions.record_decision(process=process, data=words(answer), by=clerk)
    return actions.publish_decision(decision=decision, version=1, by=clerk)


def test_a_decision_reaches_the_contribution_when_published(process, answer, clerk, contribution, flags):
    heard = []
    receiver = lambda decision, **_: heard.append(decision.pk)  # noqa: E731
    decision_changed.connect(receiver)
    decision = actions.record_decision(process=process, data=words(answer), by=clerk)
    assert flags(contribution) == "A"
    actions.publish_decision(decision=decision, version=1, by=clerk)
    assert flags(contribution) == "AD"
    assert heard == [decision.pk]


def test_correcting_a_published_decision_asks_a_reason_and_keeps_the_old_words(published, answer, clerk):
    with pytest.raises(ReasonMissingError):
        actions.edit_decision(decision=published, version=2, data=words(answer), by=clerk)
    decision = actions.edit_decision(decision=published, version=2, data=words(answer, title="Ontwerp B vastgesteld"),
                                     by=clerk, reason="Verkeerde titel.")
    old = decision.versions.get()
    assert (old.title, old.reason, decision.title) == (
        "Ontwerp vastgesteld", "Verkeerde titel.", "Ontwerp B vastgesteld")


def test_a_decision_that_loses_its_answer_lets_the_contribution_go(published, clerk, contribution, flags):
    actions.edit_decision(decision=published, version=2, data=words(), by=clerk, reason="Rust er niet op.")
    assert flags(contribution) == "A"


def test_withdrawing_keeps_the_page(published, clerk, contribution, flags):
    with pytest.raises(ReasonMissingError):
        actions.withdraw_decision(decision=published, version=2, reason="", by=clerk)
    decision = actions.withdraw_decision(decision=published, version=2, reason="Vernietigd.", by=clerk)
    assert decision.was_published
    assert flags(contribution) == "A"
    with pytest.raises(WrongStateError):
        actions.publish_decision(decision=decision, version=3, by=clerk)


def test_two_people_do_not_undo_each_other(published, answer, clerk):
    with pytest.raises(StaleError):
        actions.edit_decision(decision=published, version=1, data=words(answer), by=clerk, reason="x")


def test_a_decision_is_not_of_tomorrow(process, clerk):
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(RefusedError) as refused:
        actions.record_decision(process=process, data=words(decided_on=tomorrow), by=clerk)
    assert refused.value.field == "decided_on"


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_a_decision_rests_on_published_answers(state, process, clerk):
    with pytest.raises(RefusedError) as refused:
        actions.record_decision(process=process, data=words(AnswerFactory(process=process, state=state)), by=clerk)
    assert refused.value.field == "answers"


def test_an_answer_of_another_process_is_refused(process, clerk):
    with pytest.raises(RefusedError):
        actions.record_decision(process=process, data=words(AnswerFactory()), by=clerk)


@pytest.mark.parametrize(("role", "may"), [
    ("clerk", True), ("alderman", True), ("adviser", True), ("administrator", True), ("moderator", False),
    ("council_member", False),
])
def test_who_records(role, may, process):
    person = PersonFactory(roles=[role])
    if may:
        assert actions.record_decision(process=process, data=words(), by=person).pk
    else:
        with pytest.raises(NotAllowedError):
            actions.record_decision(process=process, data=words(), by=person)


def test_a_reader_of_the_team_does_not_record(process):
    reader = TeamMemberFactory(process=process, part="reader").person
    with pytest.raises(NotAllowedError):
        actions.record_decision(process=process, data=words(), by=reader)


def test_a_pdf_is_kept_under_a_name_of_our_own(process, clerk):
    decision = actions.record_decision(process=process, data=words(), by=clerk,
                                       document=upload(PDF, "../../Besluit van de raad.exe"))
    assert decision.document_name == "Besluit van de raad.pdf"
    assert "Besluit" not in decision.document.name
    assert content_of(decision.document) == PDF


@pytest.mark.parametrize("content", [
    b"", b"<html><script>alert(1)</script></html>", b"MZ\x90\x00", b"PK\x03\x04", b"%PDF-1.7 cut off",
    PDF.replace(b"/Catalog", b"/Catalog /OpenAction << /S /JavaScript /JS (app.alert(1)) >>"),
    PDF.replace(b"/Catalog", b"/Catalog /OpenAction << /S /#4aavaScript >>"),
    PDF.replace(b"/Catalog", b"/Catalog /AA << /S /Launch >>"),
    PDF.replace(b"/Catalog", b"/Catalog /EmbeddedFile"),
    b"<!-- x -->" * 10 + PDF,
], ids=["empty", "html", "exe", "zip", "cut", "script", "hidden-script", "launch", "file-inside", "polyglot"])
def test_anything_else_is_refused_by_its_content(content, process, clerk):
    with pytest.raises(RefusedError) as refused:
        actions.record_decision(process=process, data=words(), by=clerk, document=upload(content))
    assert refused.value.field == "document"
    assert not Decision.objects.exists()


def test_a_file_that_is_too_large_is_refused(process, clerk, settings):
    settings.MAX_UPLOAD_BYTES = len(PDF) - 1
    with pytest.raises(RefusedError):
        actions.record_decision(process=process, data=words(), by=clerk, document=upload(PDF))


def test_replacing_the_document_keeps_the_old_one(process, clerk):
    decision = actions.record_decision(process=process, data=words(), by=clerk, document=upload(PDF))
    actions.publish_decision(decision=decision, version=1, by=clerk)
    other = PDF + b"% tweede\n%%EOF\n"
    decision = actions.edit_decision(decision=decision, version=2, data=words(), by=clerk, reason="Nieuwe bijlage.",
                                     document=upload(other, "nieuw.pdf"))
    assert content_of(decision.document) == other
    assert content_of(decision.versions.get().document) == PDF


def test_the_document_comes_as_a_download(process, clerk, client):
    decision = actions.record_decision(process=process, data=words(), by=clerk, document=upload(PDF))
    address = f"/trajecten/{process.slug}/besluiten/{decision.pk}/document"
    assert client.get(address).status_code == 404
    actions.publish_decision(decision=decision, version=1, by=clerk)
    response = client.get(address)
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "application/pdf"


@pytest.mark.parametrize(("given", "shown"), [
    ('a"b\r\nX: y.pdf', "a b X y.pdf"), ("", "document.pdf"), ("..\\..\\x.pdf", "x.pdf"), ("\u202efdp.exe", "fdp.pdf"),
])
def test_the_shown_name_is_safe(given, shown):
    assert shown_name(given, "pdf") == shown
