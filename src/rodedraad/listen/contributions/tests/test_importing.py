"""An import: twice gives no doubles, a stop leaves nothing, undo takes all of it and never what people reacted to."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import formats, timezone, translation

from rodedraad.base.core.models import AuditLine
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.activities.tests.factories import ActivityFactory
from rodedraad.listen.contributions.importing import actions, queries
from rodedraad.listen.contributions.importing.tasks import forget_import_files
from rodedraad.listen.contributions.models import Contribution, ImportBatch
from rodedraad.listen.contributions.models.contribution import Channel, State
from rodedraad.listen.contributions.tasks import delete_stored_file
from rodedraad.listen.processes.tests.factories import PersonFactory, TeamMemberFactory

from .factories import CommentFactory, SupportFactory

pytestmark = pytest.mark.django_db
ROWS = "id;titel;tekst;datum;kanaal;rol;wijk;moderated\n" + "".join(
    f"{n};Idee {n};Tekst {n};0{n}-03-2025;papier;ondernemer;Noord;\n" for n in range(1, 4))


def uploaded(activity: Activity, text: str = ROWS) -> ImportBatch:
    batch = actions.upload(activity=activity, file=ContentFile(text.encode(), name="lijst.csv"), by=None)
    actions.check(batch=batch)
    return batch


def imported(activity: Activity, text: str = ROWS) -> ImportBatch:
    batch = uploaded(activity, text)
    assert batch.errors == []
    actions.run(batch=batch)
    return batch


def test_every_column_lands_in_its_field(activity: Activity) -> None:
    imported(activity)
    row = Contribution.objects.get(external_id="2")
    assert (row.title, row.text, row.channel, row.author_role) == ("Idee 2", "Tekst 2", Channel.PAPER, "business")
    assert timezone.localtime(row.created_at).date().isoformat() == "2025-03-02"
    assert (row.place, row.state, row.batch.file_name) == ("Noord", State.PUBLISHED, "lijst.csv")


def test_the_same_file_again_gives_nothing_new(activity: Activity) -> None:
    first = imported(activity)
    second = imported(activity)
    assert (first.new_count, first.double_count, second.new_count, second.double_count) == (3, 0, 0, 3)
    assert Contribution.objects.count() == 3


def test_rows_without_a_number_are_known_by_their_words_and_equal_rows_stay_two(activity: Activity) -> None:
    text = "titel;tekst\nBank;graag\nBank;graag\nBoom;graag\n"
    assert imported(activity, text).new_count == 3
    assert imported(activity, text).new_count == 0
    assert imported(activity, text + "Bank;graag\n").new_count == 1


def test_running_twice_does_the_work_once(activity: Activity) -> None:
    batch = imported(activity)
    with pytest.raises(actions.ImportRefusedError):
        actions.run(batch=batch)
    assert Contribution.objects.count() == 3


def test_a_crash_half_way_leaves_nothing(activity: Activity, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = uploaded(activity)
    monkeypatch.setattr(actions, "CHUNK", 1)

    def crash(done: int, _total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        actions.run(batch=batch, progress=crash)
    assert not Contribution.objects.exists()
    assert ImportBatch.objects.get().state == ImportBatch.State.CHECKED
    actions.run(batch=batch)
    assert Contribution.objects.count() == 3


def test_undo_takes_all_rows_and_nothing_else(activity: Activity) -> None:
    first = imported(activity)
    imported(activity, "id;titel\n9;Blijft\n")
    assert actions.undo(batch=first, by=None) == 3
    assert list(Contribution.objects.values_list("title", flat=True)) == ["Blijft"]
    with pytest.raises(actions.ImportRefusedError):
        actions.undo(batch=first, by=None)
    assert imported(activity).new_count == 3


@pytest.mark.parametrize("touch", ["comment", "support", "edit"])
def test_undo_is_refused_when_somebody_did_something_with_a_row(activity: Activity, touch: str) -> None:
    batch = imported(activity)
    row = Contribution.objects.get(external_id="2")
    if touch == "edit":
        Contribution.objects.filter(pk=row.pk).update(version=2)
    else:
        {"comment": CommentFactory, "support": SupportFactory}[touch](contribution=row)
    with pytest.raises(actions.ImportRefusedError, match="1"):
        actions.undo(batch=batch, by=None)
    assert Contribution.objects.count() == 3


def test_rows_rejected_in_the_source_wait_for_a_moderator(activity: Activity) -> None:
    imported(activity, "timestamp,comment-id,comment-body,moderated\n1500000000,1,Goed,1\n1500000001,2,Slecht,-1\n"
                       "1500000002,3,Nieuw,0\n")
    assert dict(Contribution.objects.values_list("external_id", "state")) == {
        "1": State.PUBLISHED, "2": State.PENDING, "3": State.PUBLISHED}
    assert Contribution.objects.get(external_id="2").published_at is None


def test_an_import_whose_worker_was_killed_can_be_started_again(activity: Activity) -> None:
    batch = uploaded(activity)
    actions.start(batch=batch, by=None)
    ImportBatch.objects.update(state=ImportBatch.State.RUNNING)
    assert actions.free_lost() == 0
    ImportBatch.objects.update(updated_at=timezone.now() - timedelta(minutes=11))
    assert actions.free_lost() == 1
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.CHECKED
    assert actions.free_lost() == 0
    actions.run(batch=batch)
    assert AuditLine.objects.filter(act="import.lost").count() == 1


def test_a_check_whose_worker_was_killed_asks_for_the_columns_again(activity: Activity) -> None:
    batch = uploaded(activity)
    ImportBatch.objects.update(state=ImportBatch.State.UPLOADED, was_mapped=True,
                               updated_at=timezone.now() - timedelta(minutes=11))
    assert actions.free_lost() == 1
    batch.refresh_from_db()
    assert not batch.was_mapped


def test_the_bar_moves_while_a_file_is_checked(activity: Activity, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "CHUNK", 10)
    batch = actions.upload(activity=activity, by=None, file=ContentFile(
        ("titel\n" + "".join(f"Idee {n}\n" for n in range(40))).encode(), name="lijst.csv"))
    seen = []

    def look(_done: int, _total: int) -> None:
        kept = ImportBatch.objects.get()
        seen.append((kept.done_count, kept.row_count))

    actions.check(batch=batch, progress=look)
    assert seen == [(10, 40), (20, 40), (30, 40), (40, 40)]


def test_the_pages_from_file_to_undo(activity: Activity, client_of) -> None:
    browser = client_of(PersonFactory(roles=["adviser"]))
    slug = activity.process.slug
    upload = reverse("importing:upload", args=[slug, activity.pk])
    assert browser.get(upload).status_code == 200
    refused = browser.post(upload, {"file": ContentFile(b"", name="leeg.csv")})
    assert refused.status_code == 400
    browser.post(upload, {"file": ContentFile(ROWS.encode(), name="lijst.csv")})
    batch = ImportBatch.objects.get()
    page = reverse("importing:batch", args=[slug, batch.pk])
    assert "Idee 1" in browser.get(page).content.decode()
    assert browser.post(page, {"channel": "paper"}).status_code == 400
    assert browser.post(page, {"channel": "paper", "field_title": "titel", "field_text": "titel"}).status_code == 400
    browser.post(page, {"channel": "paper", "field_title": "titel", "field_text": "tekst", "field_external_id": "id"})
    batch.refresh_from_db()
    assert batch.was_mapped
    if batch.state == ImportBatch.State.UPLOADED:
        assert 'role="status"' in browser.get(page).content.decode()
        actions.check(batch=batch)
    assert "3" in browser.get(page).content.decode()
    browser.post(reverse("importing:start", args=[slug, batch.pk]))
    batch.refresh_from_db()
    if batch.state == ImportBatch.State.RUNNING:
        actions.run(batch=batch)
    done = browser.get(page).content.decode()
    undo = reverse("importing:undo", args=[slug, batch.pk])
    assert undo in done
    assert browser.get(undo).status_code == 200
    browser.post(undo)
    assert not Contribution.objects.exists()
    assert browser.get(reverse("importing:progress", args=[slug, batch.pk])).headers["HX-Refresh"] == "true"


def test_a_file_is_kept_as_long_as_is_told_and_the_contributions_stay(activity: Activity, client_of) -> None:
    done, waiting, fresh = imported(activity), uploaded(activity, ROWS + "9;Tafel;Hout\n"), uploaded(activity)
    names = [batch.file.name for batch in (done, waiting, fresh)]
    ImportBatch.objects.filter(pk__in=[done.pk, waiting.pk]).update(
        updated_at=timezone.now() - timedelta(days=settings.IMPORT_FILE_DAYS, minutes=1))
    forget_import_files.call()
    for name in names[:2]:
        delete_stored_file.call(name)  # that is what was enqueued
    assert [default_storage.exists(name) for name in names] == [False, False, True]
    assert AuditLine.objects.filter(act="import.file_deleted").count() == 2
    for batch in (done, waiting, fresh):
        batch.refresh_from_db()
    assert (done.state, waiting.state, fresh.state) == ("done", "failed", "checked")
    assert (bool(done.file), bool(waiting.file), bool(fresh.file)) == (False, False, True)
    browser = client_of(PersonFactory(roles=["adviser"]))
    for batch, kept in ((done, False), (waiting, False), (fresh, True)):
        page = reverse("importing:batch", args=[activity.process.slug, batch.pk])
        told = queries.file_kept_until(batch)
        text = browser.get(page).content.decode()
        with translation.override("nl"):
            date = formats.date_format(timezone.localtime(told), "j F Y") if told else "zelf is verwijderd"
        assert date in text
        assert bool(told) is kept
        mapped = {"channel": "paper", "field_title": "titel", "field_text": "tekst"}
        assert kept or batch is done or browser.post(page, mapped).status_code == 400
    assert actions.undo(batch=done, by=None) == 3
    assert actions.forget_files() == 0


def test_who_does_not_edit_gets_nothing(activity: Activity, client_of, resident) -> None:
    batch = uploaded(activity)
    for person in (resident, PersonFactory(roles=["council_member"])):
        browser = client_of(person)
        slug = activity.process.slug
        assert browser.get(reverse("importing:upload", args=[slug, activity.pk])).status_code == 403
        assert browser.get(reverse("importing:batch", args=[slug, batch.pk])).status_code == 403
        assert browser.post(reverse("importing:start", args=[slug, batch.pk])).status_code == 403


def test_an_editor_of_the_team_may_import_into_this_process_only(activity: Activity, client_of) -> None:
    editor = PersonFactory()
    TeamMemberFactory(process=activity.process, person=editor, part="editor")
    other = ActivityFactory()
    browser = client_of(editor)
    for place, status in ((activity, 200), (other, 403)):
        batch = uploaded(place)
        assert browser.get(reverse("importing:batch", args=[place.process.slug, batch.pk])).status_code == status
        assert browser.get(reverse("importing:upload", args=[place.process.slug, place.pk])).status_code == status


@pytest.mark.needs_shared
@pytest.mark.parametrize("path", ["polis/scoop-hivemind.biodiversity/comments.csv", "polis/vtaiwan.uberx/comments.csv",
                                  "pabulib/Netherlands_Assen_2024.pb", "pabulib/Netherlands_Amsterdam_166.pb"])
def test_real_files_go_in_twice_and_out_again(activity: Activity, shared_data, path: str) -> None:
    content = (shared_data / path).read_bytes()
    for expected_new in (True, False):
        batch = actions.upload(activity=activity, by=None, file=ContentFile(content, name=path))
        actions.check(batch=batch)
        assert batch.errors == []
        actions.run(batch=batch)
        assert bool(batch.new_count) is expected_new
        if expected_new:
            first, rejected = batch, batch.row_count
    assert Contribution.objects.count() == first.new_count == rejected
    if path.startswith("polis"):
        states = set(Contribution.objects.values_list("state", flat=True))
        assert State.PUBLISHED in states
    assert actions.undo(batch=first, by=None) == first.new_count
    assert not Contribution.objects.exists()
