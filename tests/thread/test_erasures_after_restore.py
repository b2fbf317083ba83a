"""What people took away since a backup is taken away again by a restore, and nothing else is."""

import io
import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from django_scopes import scope

from rodedraad.base.accounts.actions import erase_person, give_role
from rodedraad.base.accounts.models import Account, Person
from rodedraad.base.core import erasures
from rodedraad.base.core.audit import verify
from rodedraad.listen.contributions.actions import withdraw
from rodedraad.listen.contributions.models import Comment, Contribution
from rodedraad.listen.contributions.tests.factories import CommentFactory, ContributionFactory
from rodedraad.listen.processes.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
WORDS = "Een bank bij de vijver van oma"


def restored(archive: Path, **options) -> str:
    """What `restore` says."""
    out = io.StringIO()
    call_command("restore", archive, replace=True, stdout=out, stderr=out, **options)
    return out.getvalue()


@pytest.fixture
def told(ours):
    """Two people with a contribution each, and a comment of the first on the second."""
    with scope(organisation=ours):
        leaver = PersonFactory(organisation=ours, name="Wilhelmina")
        stayer = PersonFactory(organisation=ours, name="Jan")
        own = ContributionFactory(author=leaver, activity__organisation=ours, title=WORDS, latitude=52.1)
        other = ContributionFactory(author=stayer, activity=own.activity)
        CommentFactory(contribution=other, author=leaver, text=WORDS)
    return leaver, stayer, own, other


@pytest.mark.django_db(transaction=True)
def test_a_restore_takes_away_again(ours, told, tmp_path):
    leaver, stayer, own, other = told
    email, archive = leaver.account.email, tmp_path / "copy.tar"
    call_command("backup", archive, stdout=io.StringIO())
    with scope(organisation=ours):
        withdraw(contribution=other, by=stayer)
        erase_person(by=leaver, withdraw=True)
    for _again in range(2):
        assert "repeated 4 erasures" in restored(archive)
        with scope(organisation=ours):
            leaver.refresh_from_db()
            assert (leaver.name, leaver.account) == ("", None)
            assert not Account.objects.filter(email=email).exists()
            assert (Contribution.objects.get(pk=own.pk).title, Comment.objects.get(contribution=other).text) == ("", "")
            assert Person.objects.get(pk=stayer.pk).name == "Jan"
            assert Contribution.objects.get(pk=other.pk).state == "withdrawn"
    assert list(verify()) == []
    erasures.journal().rename(tmp_path / "journal.jsonl")
    assert "repeated 0 erasures" in restored(archive), "a new machine does not know"
    assert "repeated 4 erasures" in restored(archive, erasures=tmp_path / "journal.jsonl"), "until it is told"
    call_command("backup", archive, stdout=io.StringIO())
    erasures.journal().unlink()
    assert "repeated 0 erasures" in restored(archive), "the new backup knows"
    assert "person.erased" in erasures.journal().read_text(), "and the journal came along"


@pytest.fixture
def erased(ours, told, django_capture_on_commit_callbacks):
    """The first of the two deleted the account; in the database of the test, the name comes back."""
    with scope(organisation=ours), django_capture_on_commit_callbacks(execute=True):
        erase_person(by=told[0])
    with scope(organisation=ours):
        Person.objects.filter(pk=told[0].pk).update(name="Wilhelmina", erased_at=None)
    return told


def repeated(since: timedelta = timedelta(hours=1)) -> erasures.Repeated:
    return erasures.repeat(since=timezone.now() - since)


def name_of(person: Person) -> str:
    with scope(organisation=person.organisation):
        return Person.objects.get(pk=person.pk).name


def test_what_the_journal_says_is_done_again_once(erased):
    assert (repeated().done, name_of(erased[0])) == (1, "")
    assert repeated().done == 0


def test_what_was_erased_long_before_is_not_looked_at(erased):
    assert (repeated(since=-timedelta(hours=1)).done, name_of(erased[0])) == (0, "Wilhelmina")


def test_an_act_of_which_the_end_is_not_known_is_named_and_not_repeated(erased):
    lines = erasures.journal().read_text().split("\n")
    erasures.journal().write_text("\n".join(line for line in lines if '"done"' not in line))
    result = repeated()
    assert (result.done, name_of(erased[0])) == (0, "Wilhelmina")
    assert result.left == [f"person.erased {erased[0].pk}: not known whether it was done"]
    with pytest.raises(CommandError, match="1 erasures"):
        call_command("repeat_erasures", since="2020-01-01T00:00:00", stdout=io.StringIO(), stderr=io.StringIO())


def test_one_that_cannot_be_repeated_keeps_no_other_from_it(erased, ours, django_capture_on_commit_callbacks):
    leaver, stayer, *_rest = erased
    with scope(organisation=ours), django_capture_on_commit_callbacks(execute=True):
        erase_person(by=stayer)
    with scope(organisation=ours):
        Person.objects.filter(pk=stayer.pk).update(name="Jan", erased_at=None)
        give_role(by=None, person=leaver, role="administrator")
    result = repeated()
    assert (result.done, name_of(stayer), name_of(leaver)) == (1, "", "Wilhelmina")
    assert result.left == [f"person.erased {leaver.pk}: LastAdministratorError"]


def test_a_number_that_was_given_to_somebody_else_is_left_alone(erased):
    leaver, stayer, *_rest = erased
    text = erasures.journal().read_text().replace(f'"pk": "{leaver.pk}"', f'"pk": "{stayer.pk}"')
    erasures.journal().write_text(text)
    assert (repeated().done, name_of(stayer)) == (0, "Jan")


def test_the_journal_holds_numbers_and_no_person(ours, told):
    leaver, *_rest = told
    email = leaver.account.email
    with scope(organisation=ours):
        erase_person(by=leaver, withdraw=True)
    text = erasures.journal().read_text()
    assert "person.erased" in text
    assert not [each for each in ("Wilhelmina", email, WORDS) if each in text]
    assert all(json.loads(line) for line in text.splitlines() if line)
    assert oct(erasures.journal().stat().st_mode)[-3:] == "600"


def test_a_line_that_was_broken_off_takes_no_other_along(ours, told, django_capture_on_commit_callbacks):
    erasures.journal().write_text('\n{"key": "a", "act": "person.era')
    with scope(organisation=ours), django_capture_on_commit_callbacks(execute=True):
        erase_person(by=told[0])
    assert [each.act for each in erasures.read_journal(erasures.journal()).values() if each.done] == ["person.erased"]


def test_an_act_that_failed_is_not_done(ours, told, django_capture_on_commit_callbacks):
    with scope(organisation=ours), django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        erase_person(by=told[0])
        transaction.set_rollback(True)
    assert [each.done for each in erasures.read_journal(erasures.journal()).values()] == [None]


def test_every_act_that_takes_away_is_kept():
    assert erasures.erasure_acts() == ["comment.withdrawn", "contribution.withdrawn", "guest.forgotten",
                                       "harvest.consent_withdrawn", "person.erased", "response.withdrawn"]
