"""The pages of a scan: who sees them, what they say, and that nothing typed is lost."""

import io

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document

from rodedraad.decide.agreements.models import Commitment
from rodedraad.kinds.survey.lookup import url_of as survey_url_of
from rodedraad.kinds.survey.results.actions import publish_report
from rodedraad.kinds.survey.results.stored import make_report
from rodedraad.kinds.survey.results.tests.filled import fill
from rodedraad.learn.scan.actions import scans
from rodedraad.learn.scan.actions.questions import own_questions
from rodedraad.learn.scan.letters import LETTERS
from rodedraad.learn.scan.lookup import url_of
from rodedraad.learn.scan.models import Scan
from rodedraad.learn.scan.tests import factories
from rodedraad.listen.processes.tests.factories import PersonFactory, ProcessFactory


@pytest.fixture
def scan(adviser) -> Scan:
    return factories.agreed_scan(adviser)


PAGES = ("desk", "edit", "plan", "roles", "agenda", "add_point", "share", "publish", "detail", "delete", "close")


def test_every_page_opens(scan, adviser_client) -> None:
    point = scan.points.get()
    pages = [url_of(name, scan) for name in PAGES]
    pages += [url_of("step", scan, number) for number in range(1, 6)]
    pages += [url_of("letter", scan, key) for key in LETTERS]
    pages += [url_of(name, scan, point.pk) for name in ("edit_point", "remove_point", "promise_point")]
    pages += [url_of("item", scan, "support"), reverse("scan:list"), reverse("scan:begin")]
    for page in pages:
        answer = adviser_client.get(page)
        assert answer.status_code == 200, page
        assert "{{" not in answer.content.decode(), page


def test_a_scan_is_begun_on_the_site(adviser, adviser_client) -> None:
    page = adviser_client.post(reverse("scan:begin"), {"title": "Quick Scan 2027", "process": "", "province": "PV25"})
    scan = Scan.objects.get()
    assert (page.status_code, page["Location"]) == (302, url_of("desk", scan))
    assert (scan.province, scan.process.title) == ("PV25", "Quick Scan 2027")
    refused = adviser_client.post(reverse("scan:begin"), {"title": "", "process": "", "province": ""})
    assert "Schrijf een titel." in refused.content.decode()


def test_a_step_is_finished_and_undone_on_the_site(adviser, adviser_client) -> None:
    scan = factories.make_scan(adviser)
    early = adviser_client.post(url_of("finish", scan, 1), {"version": scan.version})
    assert (early.status_code, "nog niet" in early.content.decode()) == (409, True)
    for key in ("support", "form", "processing"):
        adviser_client.post(url_of("item", scan, key), {"version": 1, "is_done": "on", "note": "Besproken"})
    adviser_client.post(url_of("finish", scan, 1), {"version": scan.version})
    scan.refresh_from_db()
    assert scan.step == 2
    adviser_client.post(url_of("undo", scan, 1), {"version": scan.version})
    scan.refresh_from_db()
    assert scan.step == 1


def test_own_questions_are_written_on_the_site(adviser, adviser_client) -> None:
    scan = factories.make_scan(adviser)
    typed = {"version": 1, "title_1": "De dorpen tellen mee.", "type_1": "scale", "title_2": "Waar praat u mee?",
             "type_2": "single", "options_2": "Op straat"}
    refused = adviser_client.post(url_of("questions", scan), typed)
    assert refused.status_code == 409
    assert "Waar praat u mee?" in refused.content.decode()
    assert own_questions(scan) == []
    adviser_client.post(url_of("questions", scan), typed | {"options_2": "Op straat\nOnline"})
    assert [each.title for each in own_questions(scan)] == ["De dorpen tellen mee.", "Waar praat u mee?"]


def test_an_open_questionnaire_leads_back_and_does_not_change(adviser, adviser_client) -> None:
    scan = factories.open_scan(adviser)
    for name in ("questions", "round"):
        assert adviser_client.get(url_of(name, scan))["Location"] == url_of("step", scan, 3)
    refused = adviser_client.post(url_of("questions", scan), {"version": scan.version, "title_1": "Nog iets?"})
    assert refused.status_code == 409
    assert own_questions(scan) == []


def test_asking_is_prepared_and_opened_on_the_site(adviser, adviser_client) -> None:
    scan = factories.finish(factories.finish(factories.make_scan(adviser), 1, adviser), 2, adviser)
    adviser_client.post(url_of("round", scan), {
        "version": scan.version, "opens_at": "2030-03-03T09:00", "closes_at": "2030-03-24T09:00",
        "groups": ["resident", "council", "executive", "staff"], "access": "open"})
    scan.refresh_from_db()
    assert len(scan.survey.groups) == 4
    adviser_client.post(url_of("open", scan), {"version": scan.version})
    scan.survey.refresh_from_db()
    assert scan.survey.state == "running"


def test_a_point_is_recorded_and_shows_its_thread_to_everybody(scan, adviser, adviser_client, client) -> None:
    assert client.get(url_of("detail", scan)).status_code == 302
    scan = scans.publish_scan(scan=scan, version=scan.version, by=adviser)
    point = scan.points.get()
    adviser_client.post(url_of("promise_point", scan, point.pk), {"version": point.version})
    made = Commitment.objects.get()
    page = client.get(url_of("detail", scan)).content.decode()
    assert reverse("agreements:detail", args=[made.pk]) in page
    Commitment.objects.update(what="Wij antwoorden binnen drie weken", is_published=True)
    assert "binnen drie weken" in client.get(url_of("detail", scan)).content.decode()
    Commitment.objects.update(is_published=False)
    assert reverse("agreements:detail", args=[made.pk]) not in client.get(url_of("detail", scan)).content.decode()


def test_an_agenda_that_nobody_agreed_on_is_not_public(adviser, client) -> None:
    scan = factories.finish(factories.asked_scan(adviser), 4, adviser)
    factories.add_point(scan, adviser, title="Alleen een voorstel")
    scan = scans.publish_scan(scan=scan, version=scan.version, by=adviser)
    assert "Alleen een voorstel" not in client.get(url_of("detail", scan)).content.decode()


def test_notes_and_names_stay_at_the_desk(scan, adviser, client) -> None:
    scans.give_role(scan=scan, role="facilitator", person=None, name="Ans uit Zandrecht", note="belt", by=adviser)
    scan = scans.publish_scan(scan=scan, version=scan.version + 1, by=adviser)
    page = client.get(url_of("detail", scan)).content.decode()
    assert "Ans uit Zandrecht" not in page
    assert adviser.display_name not in page


def test_residents_work_on_nothing(scan, resident, client_of) -> None:
    browser = client_of(resident)
    for name in ("desk", "edit", "plan", "agenda", "agree", "share"):
        assert browser.get(url_of(name, scan)).status_code == 403, name
    assert browser.get(reverse("scan:overview")).status_code == 403


def test_staff_that_does_not_edit_reads_along(scan, client_of) -> None:
    browser = client_of(PersonFactory(roles=["moderator"]))
    page = browser.get(url_of("step", scan, 5))
    assert page.status_code == 200
    assert url_of("finish", scan, 5) not in page.content.decode()
    assert browser.get(url_of("plan", scan)).status_code == 403


def test_letters_are_filled_in_and_come_as_a_file(adviser, adviser_client) -> None:
    scan = factories.open_scan(adviser)
    page = adviser_client.get(url_of("letter", scan, "residents"))
    text = page.content.decode()
    assert scan.organisation.name in text
    assert f"testserver/trajecten/{scan.process.slug}/vragenlijst/" in text
    assert "&lt;" not in text.split("<article", 1)[1].split("</article>")[0]
    word = adviser_client.get(url_of("letter_docx", scan, "residents"))
    assert word["Content-Disposition"] == 'attachment; filename="quickscan-residents.docx"'
    said = "\n".join(each.text for each in Document(io.BytesIO(word.content)).paragraphs)
    assert "Ga naar http" in said
    unknown = adviser_client.get(url_of("letter", factories.make_scan(adviser), "start_talk")).content.decode()
    assert "[datum]" in unknown


def test_each_page_asks_the_database_a_fixed_number_of_times(adviser, adviser_client,
                                                             django_assert_max_num_queries) -> None:
    scan = factories.agreed_scan(adviser)
    for _ in range(6):
        factories.add_point(scan, adviser)
        factories.make_scan(adviser, process=ProcessFactory())
    for page, most in ((reverse("scan:list"), 12), (url_of("desk", scan), 24), (url_of("agenda", scan), 16),
                       (url_of("detail", scan), 20)):
        with django_assert_max_num_queries(most):
            assert adviser_client.get(page).status_code == 200


def test_a_late_step_says_so(adviser, adviser_client) -> None:
    scan = factories.make_scan(adviser)
    scans.plan_steps(scan=scan, version=1, days={1: timezone.localdate().replace(year=2020)}, by=adviser)
    assert "Te laat" in adviser_client.get(url_of("desk", scan)).content.decode()


def test_a_clerk_begins_a_scan_in_a_process_of_its_own(organisation, client_of) -> None:
    clerk, other = PersonFactory(roles=["clerk"]), ProcessFactory()
    browser = client_of(clerk)
    typed = {"title": "Van de griffie", "process": other.pk, "province": ""}
    assert browser.post(reverse("scan:begin"), typed).status_code == 200
    assert not Scan.objects.exists()
    browser.post(reverse("scan:begin"), typed | {"process": ""})
    scan = Scan.objects.get()
    assert browser.get(url_of("plan", scan)).status_code == 200


def test_the_results_are_reached_from_the_scan(adviser, adviser_client, client_of, resident) -> None:
    scan = factories.asked_scan(adviser)
    address = survey_url_of("results", scan.survey)
    assert address not in adviser_client.get(url_of("desk", scan)).content.decode()
    fill(scan.survey, [("resident", {})] * 20)
    report = make_report(scan.survey)
    assert address in adviser_client.get(url_of("desk", scan)).content.decode()
    scans.publish_scan(scan=scan, version=Scan.objects.get(pk=scan.pk).version, by=adviser)
    assert address not in client_of(resident).get(url_of("detail", scan)).content.decode()
    publish_report(report=report, version=report.version, by=adviser)
    assert address in client_of(resident).get(url_of("detail", scan)).content.decode()


def test_who_may_not_change_a_step_gets_no_link_to_do_so(adviser, adviser_client, client_of) -> None:
    scan = factories.make_scan(adviser)
    link = url_of("item", scan, "support")
    moderator = PersonFactory(roles=["moderator"])
    assert link in adviser_client.get(url_of("step", scan, 1)).content.decode()
    page = client_of(moderator).get(url_of("step", scan, 1))
    assert page.status_code == 200 and link not in page.content.decode()
