"""From a first draft to a finished process: create, edit, publish, close, archive, open again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.base.core.text import clean_line, clean_text
from rodedraad.base.organisations.models import Neighbourhood

from .. import hooks
from ..addresses import free_slug
from ..errors import RefusedError, StaleError
from ..models import Charter, Process, TeamMember
from ..rulebook import missing_in
from ..signals import process_closed, process_published
from ..tasks import tell_about_process

State = Process.State


@dataclass(frozen=True)
class Basics:
    """What an adviser fills in about a process."""

    title: str
    summary: str
    description: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    contact_name: str = ""
    contact_email: str = ""
    neighbourhoods: Sequence[Neighbourhood] = ()

    def write_to(self, process: Process) -> None:
        """Put the cleaned values on a process; the neighbourhoods come after saving."""
        process.title, process.summary = clean_line(self.title), clean_line(self.summary)
        process.description = clean_text(self.description)
        process.starts_on, process.ends_on = self.starts_on, self.ends_on
        process.contact_name, process.contact_email = clean_line(self.contact_name), self.contact_email.strip()


def locked(process: Process, version: int | None = None) -> Process:
    """The process as it now is, locked for this transaction. Raises `StaleError` when `version` is not the last."""
    current = Process.objects.select_for_update().get(pk=process.pk)
    if version is not None and current.version != version:
        raise StaleError(current)
    return current


def saved(process: Process) -> Process:
    """Save a locked process as its next version."""
    process.version += 1
    process.save()
    return process


def expect(process: Process, *states: str) -> None:
    """Refuse an act that does not fit the state of the process."""
    if process.state not in states:
        raise RefusedError(_("This is not possible: the process is now “%(state)s”.")
                           % {"state": process.get_state_display()})


@transaction.atomic
def create_process(*, basics: Basics, by: Person) -> Process:
    """A new draft with an empty charter; whoever makes it leads it."""
    process = Process(organisation=by.organisation)
    basics.write_to(process)
    process.slug = free_slug(process.title, Process.objects.all())
    process.save()
    process.neighbourhoods.set(basics.neighbourhoods)
    Charter(organisation=by.organisation, process=process, level="").save()
    TeamMember(organisation=by.organisation, process=process, person=by, part=TeamMember.Part.LEAD).save()
    audit.record("process.created", on=process, by=by)
    return process


@transaction.atomic
def edit_process(*, process: Process, version: int, basics: Basics, by: Person) -> Process:
    """Change what the process page says. Raises `StaleError`, `RefusedError`."""
    current = locked(process, version)
    expect(current, State.DRAFT, State.PUBLISHED)
    basics.write_to(current)
    saved(current)
    current.neighbourhoods.set(basics.neighbourhoods)
    audit.record("process.edited", on=current, by=by, version=current.version)
    return current


@transaction.atomic
def publish_process(*, process: Process, version: int, by: Person) -> Process:
    """Show a draft with its first rules to residents. Raises `StaleError`, `RefusedError` when rules are missing."""
    current = locked(process, version)
    expect(current, State.DRAFT)
    charter = Charter.objects.select_for_update().filter(process=current).drafts().first()
    if charter is None or missing_in(charter):
        raise RefusedError(_("The rules are not complete yet."))
    charter.published_at = current.published_at = timezone.now()
    charter.published_by = by
    charter.save()
    current.state = State.PUBLISHED
    saved(current)
    audit.record("process.published", on=current, by=by, charter=charter.number)
    process_published.send(Process, process=current, by=by)
    return current


@transaction.atomic
def close_process(*, process: Process, version: int, lesson: str, by: Person) -> Process:
    """Finish a running process with what was learned; nothing in it is open any more. Tells who took part."""
    current = locked(process, version)
    expect(current, State.PUBLISHED)
    if not clean_text(lesson):
        raise RefusedError(_("Write what you learned. Others can use it."))
    current.lesson = clean_text(lesson)
    current.state, current.closed_at = State.CLOSED, timezone.now()
    saved(current)
    audit.record("process.closed", on=current, by=by)
    process_closed.send(Process, process=current, by=by)
    tell_about_process.enqueue(current.pk, "closed", current.version)
    return current


@transaction.atomic
def archive_process(*, process: Process, version: int, by: Person) -> Process:
    """Take a finished process out of the lists; its address keeps working."""
    current = locked(process, version)
    expect(current, State.CLOSED)
    current.state = State.ARCHIVED
    saved(current)
    audit.record("process.archived", on=current, by=by)
    return current


@transaction.atomic
def reopen_process(*, process: Process, version: int, by: Person) -> Process:
    """Run a finished or archived process again, under the rules it had."""
    current = locked(process, version)
    expect(current, State.CLOSED, State.ARCHIVED)
    current.state, current.closed_at = State.PUBLISHED, None
    saved(current)
    audit.record("process.reopened", on=current, by=by)
    return current


@transaction.atomic
def delete_draft(*, process: Process, version: int, by: Person) -> None:
    """Delete a process that residents have never seen and that holds nothing from them."""
    current = locked(process, version)
    expect(current, State.DRAFT)
    if reasons := hooks.obstacles(current):
        raise RefusedError(reasons[0])
    audit.record("process.deleted", on=current, by=by)
    current.delete()
