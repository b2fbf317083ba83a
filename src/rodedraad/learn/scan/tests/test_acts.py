"""The acts on a scan: from the beginning to the end, and what they refuse on the way."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from rodedraad.base.accounts.models import Person
from rodedraad.base.accounts.privacy import erase_elsewhere, exports
from rodedraad.base.core.models import AuditLine
from rodedraad.kinds.survey.models import Survey
from rodedraad.learn.scan import steps
from rodedraad.learn.scan.actions import agenda, path, rounds, scans
from rodedraad.learn.scan.models import AgendaPoint, Scan, ScanItem, ScanRole, ScanStep
from rodedraad.learn.scan.tests import factories
from rodedraad.listen.processes.actions import delete_draft
from rodedraad.listen.processes.errors import RefusedError, StaleError
from rodedraad.listen.processes.models import Process
from rodedraad.listen.processes.tests.factories import PersonFactory, ProcessFactory, TeamMemberFactory


def test_beginning_makes_the_path_and_an_own_copy_of_the_questions(adviser) -> None:
    scan = scans.begin_scan(beginning=scans.Beginning("Onze scan"), by=adviser)
    assert scan.process.state == Process.State.DRAFT
    assert (scan.body, scan.step) == ("municipality", 1)
    assert scan.instrument.library_key == "quickscan_municipality"
    assert list(ScanStep.objects.filter(scan=scan).values_list("number", flat=True)) == [1, 2, 3, 4, 5]
    assert set(ScanItem.objects.filter(scan=scan).values_list("key", flat=True)) == set(steps.ITEMS)
    assert [each.person for each in scan.roles.all()] == [adviser]
    assert AuditLine.objects.filter(act="scan.begun", subject_id=scan.pk).count() == 1


def test_the_questions_are_those_of_the_kind_of_body(adviser, organisation) -> None:
    organisation.kind = "water_board"
    organisation.save()
    adviser.refresh_from_db()
    assert factories.make_scan(adviser).instrument.library_key == "quickscan_water_board"


def test_a_joint_arrangement_has_no_questions(adviser, organisation) -> None:
    organisation.kind = "arrangement"
    organisation.save()
    adviser.refresh_from_db()
    with pytest.raises(RefusedError):
        factories.make_scan(adviser)
    assert not Scan.objects.exists()


def test_one_open_scan_in_a_process(adviser) -> None:
    process = ProcessFactory()
    factories.make_scan(adviser, process=process)
    with pytest.raises(RefusedError):
        factories.make_scan(adviser, process=process)


def test_dates_follow_one_another(adviser) -> None:
    scan = factories.make_scan(adviser)
    with pytest.raises(RefusedError):
        scans.plan_steps(scan=scan, version=1, days={1: date(2027, 3, 3), 2: None, 3: date(2027, 2, 1)}, by=adviser)
    scans.plan_steps(scan=scan, version=1, days={1: date(2027, 2, 1), 3: date(2027, 3, 3)}, by=adviser)
    assert [step.planned_on for step in scan.steps.all()][:3] == [date(2027, 2, 1), None, date(2027, 3, 3)]
    with pytest.raises(StaleError):
        scans.plan_steps(scan=scan, version=1, days={1: None}, by=adviser)


def test_a_step_is_done_when_all_that_is_needed_is_ticked_off(adviser) -> None:
    scan = factories.make_scan(adviser)
    with pytest.raises(RefusedError):
        path.finish_step(scan=scan, version=1, number=1, by=adviser)
    factories.tick(scan, 2, adviser)
    with pytest.raises(RefusedError):  # not before the first
        path.finish_step(scan=scan, version=1, number=2, by=adviser)
    assert factories.finish(scan, 1, adviser).step == 2


def test_only_the_last_step_is_undone(adviser) -> None:
    scan = factories.finish(factories.finish(factories.make_scan(adviser), 1, adviser), 2, adviser)
    with pytest.raises(RefusedError):
        path.undo_step(scan=scan, version=scan.version, number=1, by=adviser)
    scan = path.undo_step(scan=scan, version=scan.version, number=2, by=adviser)
    assert scan.step == 2
    assert not ScanStep.objects.filter(scan=scan, number=2, done_at__isnull=False).exists()


def test_a_mark_of_a_done_step_stays_until_the_step_is_opened(adviser) -> None:
    scan = factories.finish(factories.make_scan(adviser), 1, adviser)
    item = ScanItem.objects.get(scan=scan, key="support")
    change = {"item": item, "version": item.version, "is_done": False, "note": "", "link": "", "by": adviser}
    with pytest.raises(RefusedError):
        path.keep_item(**change)
    path.undo_step(scan=scan, version=scan.version, number=1, by=adviser)
    assert path.keep_item(**change).done_at is None
    with pytest.raises(StaleError):
        path.keep_item(**change)


def test_a_document_is_judged_by_its_content(adviser) -> None:
    item = ScanItem.objects.get(scan=factories.make_scan(adviser), key="processing")
    wrong = SimpleUploadedFile("overeenkomst.pdf", b"<script>alert(1)</script>")
    with pytest.raises(RefusedError):
        path.keep_item(item=item, version=1, is_done=True, note="", link="", document=wrong, by=adviser)
    right = SimpleUploadedFile("over een komst.pdf", b"%PDF-1.7\nrustig\n%%EOF")
    kept = path.keep_item(item=item, version=1, is_done=True, note="Getekend", link="", document=right, by=adviser)
    assert kept.document_name == "over een komst.pdf"
    with kept.document.open() as stored:
        assert stored.read() == b"%PDF-1.7\nrustig\n%%EOF"
    gone = path.keep_item(item=item, version=2, is_done=True, note="", link="", is_document_gone=True, by=adviser)
    assert (gone.document.name, gone.document_name) == ("", "")
    assert DBTaskResult.objects.filter(args_kwargs__args=[kept.document.name]).exists()


def test_asking_waits_for_its_step_and_a_public_process(adviser) -> None:
    scan = factories.make_scan(adviser, process=ProcessFactory(state="draft"))
    scan = rounds.prepare_round(scan=scan, version=1, values=factories.round_values(), by=adviser)
    assert (scan.survey.is_anonymous, scan.survey.group_choice) == (True, "asked")
    with pytest.raises(RefusedError, match="Rond eerst"):
        rounds.open_round(scan=scan, version=scan.version, by=adviser)
    scan = factories.finish(factories.finish(scan, 1, adviser), 2, adviser)
    with pytest.raises(RefusedError, match="Publiceer"):
        rounds.open_round(scan=scan, version=scan.version, by=adviser)


def test_asking_is_done_when_nobody_can_answer_any_more(adviser) -> None:
    scan = factories.open_scan(adviser)
    assert scan.survey.state == Survey.State.RUNNING
    factories.tick(scan, 3, adviser)
    with pytest.raises(RefusedError, match="nog"):
        path.finish_step(scan=scan, version=scan.version, number=3, by=adviser)
    Survey.objects.filter(pk=scan.survey_id).update(closes_at=timezone.now())
    assert path.finish_step(scan=scan, version=scan.version, number=3, by=adviser).step == 4


def test_roles_are_given_once_and_somebody_always_leads(adviser) -> None:
    scan, colleague = factories.make_scan(adviser), PersonFactory(roles=["clerk"])
    give = {"scan": scan, "note": "", "by": adviser}
    scans.give_role(role="facilitator", person=None, name="Ans uit Zandrecht", **give)
    with pytest.raises(RefusedError):
        scans.give_role(role="committee", person=None, name=" ", **give)
    scans.give_role(role="leader", person=colleague, name="", **give)
    with pytest.raises(RefusedError):
        scans.give_role(role="leader", person=colleague, name="", **give)
    first, second = ScanRole.objects.filter(role="leader")
    scans.take_role(scan=scan, role_id=first.pk, by=adviser)
    with pytest.raises(RefusedError):
        scans.take_role(scan=scan, role_id=second.pk, by=adviser)
    assert ScanRole.objects.filter(role="leader").count() == 1


def test_a_point_becomes_a_commitment_of_the_decision(adviser) -> None:
    scan = factories.agreed_scan(adviser)
    point = AgendaPoint.objects.get(scan=scan)
    commitment = agenda.promise_point(point=point, version=point.version, by=adviser)
    assert (commitment.what, commitment.decision, commitment.is_published) == (point.title, scan.decision, True)
    assert "Inwoners wachten te lang." in commitment.details
    assert "Een lijst maken." in commitment.details
    point.refresh_from_db()
    with pytest.raises(RefusedError):
        agenda.promise_point(point=point, version=point.version, by=adviser)
    with pytest.raises(RefusedError):
        agenda.remove_point(point=point, version=point.version, by=adviser)
    with pytest.raises(RefusedError):
        agenda.edit_point(point=point, version=point.version, values=agenda.PointValues("Anders"), by=adviser)


def test_a_point_waits_for_the_decision_and_for_all_its_words(adviser) -> None:
    scan = factories.finish(factories.asked_scan(adviser), 4, adviser)
    point = factories.add_point(scan, adviser)
    with pytest.raises(RefusedError, match="vast"):
        agenda.promise_point(point=point, version=1, by=adviser)
    scan = agenda.agree_agenda(scan=scan, version=scan.version, body="executive", decided_on=timezone.localdate(),
                               text="Vastgesteld.", by=adviser)
    bare = agenda.add_point(scan=scan, values=agenda.PointValues("Alleen een titel"), by=adviser)
    with pytest.raises(RefusedError, match="Vul eerst"):
        agenda.promise_point(point=bare, version=1, by=adviser)
    late = factories.add_point(scan, adviser, due_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(RefusedError, match="voorbij"):
        agenda.promise_point(point=late, version=1, by=adviser)


def test_grounds_are_kept_when_the_report_knows_them(adviser) -> None:
    scan = factories.asked_scan(adviser)
    known = list(agenda.grounds_of(scan))
    point = factories.add_point(scan, adviser, grounds=[known[3], "verzonnen", known[0]])
    assert point.grounds == [known[0], known[3]]


def test_points_are_put_in_order(adviser) -> None:
    scan = factories.asked_scan(adviser)
    first, second = (factories.add_point(scan, adviser, title=title) for title in ("Een", "Twee"))
    agenda.move_point(point=second, is_up=True, by=adviser)
    assert [each.title for each in scan.points.all()] == ["Twee", "Een"]
    agenda.move_point(point=second, is_up=True, by=adviser)
    agenda.move_point(point=first, is_up=False, by=adviser)
    assert [each.title for each in scan.points.all()] == ["Twee", "Een"]


def test_a_scan_closes_after_all_steps_and_then_nothing_changes(adviser) -> None:
    scan = factories.agreed_scan(adviser)
    factories.tick(scan, 5, adviser)
    with pytest.raises(RefusedError, match="toezegging"):
        path.finish_step(scan=scan, version=scan.version, number=5, by=adviser)
    point = scan.points.get()
    agenda.promise_point(point=point, version=point.version, by=adviser)
    with pytest.raises(RefusedError):
        scans.close_scan(scan=scan, version=scan.version, by=adviser)
    scan = path.finish_step(scan=scan, version=scan.version, number=5, by=adviser)
    scan = scans.close_scan(scan=scan, version=scan.version, by=adviser)
    with pytest.raises(RefusedError):
        scans.share_scan(scan=scan, version=scan.version, is_shared=True, by=adviser)
    again = factories.make_scan(adviser, process=scan.process, previous=scan)
    with pytest.raises(RefusedError):
        scans.reopen_scan(scan=scan, version=scan.version, by=adviser)
    again.delete()
    assert not scans.reopen_scan(scan=scan, version=scan.version, by=adviser).is_closed


def test_a_scan_is_compared_with_earlier_ones_only(adviser) -> None:
    first = factories.make_scan(adviser)
    second = factories.make_scan(adviser, previous=first)
    for previous in (first, second):
        with pytest.raises(RefusedError):
            scans.edit_scan(scan=first, version=1, title="Ring", previous=previous, by=adviser)


def test_a_page_for_everybody_needs_a_public_process(adviser) -> None:
    hidden = factories.make_scan(adviser, process=ProcessFactory(state="draft"))
    with pytest.raises(RefusedError):
        scans.publish_scan(scan=hidden, version=1, by=adviser)
    shown = factories.make_scan(adviser)
    shown = scans.publish_scan(scan=shown, version=1, by=adviser)
    assert list(Scan.objects.published()) == [shown]
    scans.withdraw_scan(scan=shown, version=2, by=adviser)
    assert not Scan.objects.published().exists()


def test_a_process_with_a_scan_is_not_thrown_away(adviser) -> None:
    scan = scans.begin_scan(beginning=scans.Beginning("Onze scan"), by=adviser)
    with pytest.raises(RefusedError):
        delete_draft(process=scan.process, version=scan.process.version, by=adviser)
    assert Process.objects.filter(pk=scan.process_id).exists()


def test_only_a_scan_that_nobody_saw_is_thrown_away(adviser) -> None:
    seen = factories.open_scan(adviser)
    with pytest.raises(RefusedError):
        scans.delete_scan(scan=seen, version=seen.version, by=adviser)
    shown = factories.make_scan(adviser)
    shown = scans.publish_scan(scan=shown, version=1, by=adviser)
    with pytest.raises(RefusedError):
        scans.delete_scan(scan=shown, version=2, by=adviser)
    mistake = factories.make_scan(adviser)
    scans.delete_scan(scan=mistake, version=1, by=adviser)
    assert set(Scan.objects.all()) == {seen, shown}
    assert factories.make_scan(adviser, process=mistake.process).step == 1


def test_who_leads_the_scan_works_on_its_process(adviser) -> None:
    scan, clerk, editor = factories.make_scan(adviser), PersonFactory(roles=["clerk"]), PersonFactory()
    assert not clerk.may("scan.edit", scan)
    scans.give_role(scan=scan, role="leader", person=clerk, name="", note="", by=adviser)
    assert Person.objects.get(pk=clerk.pk).may("scan.edit", scan)
    # Somebody who only works on the process gives nobody the right to do so.
    TeamMemberFactory(process=scan.process, person=editor, part="editor")
    another = PersonFactory()
    scans.give_role(scan=scan, role="leader", person=another, name="", note="", by=editor)
    assert not Person.objects.get(pk=another.pk).may("scan.edit", scan)


def test_who_deletes_the_account_leaves_the_scans(adviser) -> None:
    scan = factories.asked_scan(adviser)
    leaver = PersonFactory(roles=["clerk"])
    scans.give_role(scan=scan, role="committee", person=leaver, name="", note="voorzitter", by=adviser)
    point = factories.add_point(scan, adviser, owner=leaver)
    assert exports()["scan_roles"](leaver) == [{"scan": scan.title, "role": "committee", "note": "voorzitter"}]
    erase_elsewhere(leaver)
    point.refresh_from_db()
    assert point.owner is None
    assert not ScanRole.objects.filter(person=leaver).exists()
