"""The pages of promises: who sees what, filters, the table, and a fixed number of queries."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_scopes import scope

from rodedraad.decide.agreements.models import Commitment, CommitmentChange, Result
from rodedraad.decide.agreements.queries import (
    Wanted,
    late_commitments,
    late_in,
    overview,
    process_list,
    promised_soon,
)
from rodedraad.decide.agreements.tests.factories import CommitmentFactory, ResultFactory
from rodedraad.decide.answers.tests.factories import AnswerFactory, DecisionFactory
from rodedraad.listen.processes.tests.factories import OrganisationFactory, PersonFactory, ProcessFactory

TODAY = timezone.localdate()


@pytest.fixture
def answer(process, contribution):
    return AnswerFactory(process=process, contributions=[contribution])


@pytest.fixture
def commitment(answer):
    return CommitmentFactory(answer=answer)


def typed(commitment, **changed):
    values = {"version": commitment.version, "what": commitment.what, "details": "", "owner": "",
              "owner_title": commitment.owner_title, "origin": f"antwoord-{commitment.answer_id}",
              "due_on": commitment.due_on.isoformat(), "reason": "", **changed}
    return {name: str(value) for name, value in values.items()}


def test_everybody_reads_a_promise_with_its_results_and_changes(commitment, client):
    ResultFactory(commitment=commitment, text="Zes staan er al.", achieved="progress")
    CommitmentChange(organisation=commitment.organisation, commitment=commitment, old_what="a", new_what="a",
                     old_owner_title="b", new_owner_title="b", old_due_on=TODAY, new_due_on=commitment.due_on,
                     reason="De grond was te nat.").save()
    page = client.get(f"/toezeggingen/{commitment.pk}").content.decode()
    assert "Zes staan er al." in page
    assert "De grond was te nat." in page


@pytest.mark.parametrize("changed", [{"is_published": False}, {"process__state": "draft"}])
def test_what_is_not_public_does_not_exist_for_a_visitor(changed, organisation, client):
    commitment = CommitmentFactory(process=ProcessFactory(state=changed.pop("process__state", "published")), **changed)
    assert client.get(f"/toezeggingen/{commitment.pk}").status_code == 404
    assert commitment.what not in client.get(f"/trajecten/{commitment.process.slug}/toezeggingen").content.decode()


def test_the_owner_sees_a_promise_that_is_kept_back(client_of, answer):
    commitment = CommitmentFactory(answer=answer, is_published=False)
    address = f"/toezeggingen/{commitment.pk}"
    assert client_of(commitment.owner).get(address).status_code == 200
    assert client_of(PersonFactory()).get(address).status_code == 404


def test_another_organisation_sees_nothing(client_of, commitment):
    other = OrganisationFactory(host="ander.localhost")
    with scope(organisation=other):
        stranger = PersonFactory(roles=["administrator"])
        for path in (f"/toezeggingen/{commitment.pk}", f"/beheer/toezeggingen/{commitment.pk}/wijzig",
                     f"/trajecten/{commitment.process.slug}/toezeggingen"):
            assert client_of(stranger).get(path, headers={"host": "ander.localhost"}).status_code == 404
        assert overview(stranger, Wanted()).rows == []


@pytest.mark.parametrize(("role", "status"), [
    ("council_member", 200), ("clerk", 200), ("alderman", 200), ("adviser", 200), (None, 403)])
def test_who_sees_the_overview(role, status, client_of, commitment):
    client = client_of(PersonFactory(roles=[role] if role else []))
    assert client.get("/toezeggingen").status_code == status
    assert client.get("/toezeggingen.csv").status_code == status


def test_a_visitor_is_sent_to_the_login_page(commitment, client):
    for path in ("/toezeggingen", f"/beheer/toezeggingen/{commitment.pk}/wijzig",
                 f"/beheer/toezeggingen/{commitment.pk}/resultaat"):
        assert client.get(path).status_code == 302


def test_the_overview_filters_and_sorts(answer, adviser):
    late = CommitmentFactory(answer=answer, owner_title="A", due_on=TODAY - timedelta(days=3))
    done = ResultFactory(commitment__answer=answer, commitment__owner_title="B").commitment
    own = CommitmentFactory(answer=answer, owner=adviser, owner_title="C", due_on=TODAY + timedelta(days=5))
    other = CommitmentFactory(process=ProcessFactory(), owner_title="A", due_on=TODAY + timedelta(days=90))

    def found(**wanted):
        return [row.commitment for row in overview(adviser, Wanted(**wanted)).rows]

    assert found() == [late, own, done, other]
    assert found(order="-datum") == [other, done, own, late]
    assert found(order="unknown") == found()
    assert found(state="late") == [late]
    assert found(state="done") == [done]
    assert found(owner="A") == [late, other]
    assert found(process=other.process_id) == [other]
    assert found(is_mine=True) == [own]
    counts = overview(adviser, Wanted()).counts
    assert (counts.late, counts.soon, counts.open, counts.done) == (1, 1, 3, 1)


def test_the_table_is_safe_for_a_spreadsheet(client_of, answer, adviser):
    CommitmentFactory(answer=answer, what="=HYPERLINK(1)", owner_title="@x")
    table = b"".join(client_of(adviser).get("/toezeggingen.csv").streaming_content).decode()
    assert "'=HYPERLINK(1)" in table
    assert "'@x" in table
    assert "Wat er beloofd is" in table


def test_a_council_member_sees_only_what_is_public(answer):
    CommitmentFactory(answer=answer, is_published=False)
    assert overview(PersonFactory(roles=["council_member"]), Wanted()).rows == []


def test_open_promises_come_first_and_the_late_ones_before_them(process, answer):
    done = ResultFactory(commitment__answer=answer).commitment
    soon = CommitmentFactory(answer=answer, due_on=TODAY)
    late = CommitmentFactory(answer=answer, due_on=TODAY - timedelta(days=1))
    assert [row.commitment for row in process_list(process)[1]] == [late, soon, done]


def test_late_figures(process, answer):
    late = CommitmentFactory(answer=answer, due_on=TODAY - timedelta(days=1))
    soon = CommitmentFactory(answer=answer, due_on=TODAY + timedelta(days=14))
    CommitmentFactory(answer=answer, due_on=TODAY + timedelta(days=15))
    CommitmentFactory(answer=answer, due_on=TODAY - timedelta(days=1), is_published=False)
    assert list(late_commitments()) == [late]
    assert list(promised_soon()) == [soon]
    figures = late_in(process)
    assert figures.commitments == 1
    assert figures.is_late


def test_a_promise_is_made_on_its_page(client_of, process, answer, alderman):
    address = f"/beheer/trajecten/{process.slug}/toezeggingen/nieuw"
    data = {"version": "0", "what": "Bomen planten", "details": "", "origin": f"antwoord-{answer.pk}", "owner": "",
            "owner_title": "De wethouder", "due_on": "2030-03-03"}
    assert client_of(alderman).post(address, data).status_code == 302
    assert Commitment.objects.get().due_on.isoformat() == "2030-03-03"


def test_a_refused_change_keeps_what_was_typed(client_of, commitment, alderman):
    address = f"/beheer/toezeggingen/{commitment.pk}/wijzig"
    page = client_of(alderman).post(address, typed(commitment, due_on="2031-01-01")).content.decode()
    assert 'value="2031-01-01"' in page
    assert 'aria-invalid="true"' in page
    commitment.refresh_from_db()
    assert commitment.due_on.year != 2031


def test_when_a_colleague_saved_first_both_texts_are_shown_and_saving_again_works(client_of, commitment, alderman):
    mine = typed(commitment, what="Mijn woorden", reason="Zo is het.")
    Commitment.objects.filter(pk=commitment.pk).update(what="Hun woorden", version=2)
    client, address = client_of(alderman), f"/beheer/toezeggingen/{commitment.pk}/wijzig"
    page = client.post(address, mine).content.decode()
    assert "Mijn" in page
    assert "Hun" in page
    assert 'name="version" value="2"' in page
    assert client.post(address, {**mine, "version": "2"}).status_code == 302
    assert commitment.changes.get().old_what == "Hun woorden"


def test_a_result_with_evidence_is_downloaded_by_everybody(client_of, client, commitment):
    pdf = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n"
    data = {"version": "1", "achieved": "fully", "text": "Klaar.", "happened_on": TODAY.isoformat(),
            "evidence_url": "", "evidence": SimpleUploadedFile("bewijs.pdf", pdf)}
    assert client_of(commitment.owner).post(f"/beheer/toezeggingen/{commitment.pk}/resultaat", data).status_code == 302
    result = Result.objects.get()
    response = client.get(f"/toezeggingen/{commitment.pk}/bewijs/{result.pk}")
    assert b"".join(response.streaming_content) == pdf
    assert response["Content-Disposition"].startswith("attachment;")
    other = CommitmentFactory(answer=commitment.answer)
    assert client.get(f"/toezeggingen/{other.pk}/bewijs/{result.pk}").status_code == 404
    assert client.get(f"/toezeggingen/{commitment.pk}/bewijs/0").status_code == 404


def test_a_link_to_a_script_is_refused(client_of, commitment):
    data = {"version": "1", "achieved": "fully", "text": "Klaar.", "happened_on": TODAY.isoformat(),
            "evidence_url": "javascript:alert(1)"}
    client_of(commitment.owner).post(f"/beheer/toezeggingen/{commitment.pk}/resultaat", data)
    assert not Result.objects.exists()


@pytest.mark.parametrize("path", ["wijzig", "stoppen", "resultaat"])
def test_a_resident_does_not_reach_the_work_pages(path, client_of, commitment, resident):
    assert client_of(resident).get(f"/beheer/toezeggingen/{commitment.pk}/{path}").status_code == 403


def test_pages_take_as_many_queries_for_three_as_for_one(process, answer, adviser, client_of, client):
    decision = DecisionFactory(process=process, answers=[answer])

    def count(path, reader):
        with CaptureQueriesContext(connection) as caught:
            assert reader.get(path).status_code == 200
        return len(caught)

    first = CommitmentFactory(decision=decision)
    ResultFactory(commitment=first, achieved="progress")
    staff = client_of(adviser)
    pages = [(f"/toezeggingen/{first.pk}", client), (f"/trajecten/{process.slug}/toezeggingen", client),
             ("/toezeggingen", staff), (f"/trajecten/{process.slug}/besluiten/{decision.pk}", client)]
    for path, reader in pages:
        reader.get(path)
    before = [count(path, reader) for path, reader in pages]
    for _ in range(2):
        ResultFactory(commitment=CommitmentFactory(decision=decision), achieved="progress")
        ResultFactory(commitment=first, achieved="progress")
    assert [count(path, reader) for path, reader in pages] == before
    assert max(before) <= 16


def test_the_page_of_a_process_shows_answers_decisions_and_promises(process, answer, commitment, client):
    decision = DecisionFactory(process=process, answers=[answer])
    page = client.get(f"/trajecten/{process.slug}").content.decode()
    for words in (answer.title, decision.title, commitment.what, f"/trajecten/{process.slug}/antwoorden"):
        assert words in page
