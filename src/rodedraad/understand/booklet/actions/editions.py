"""Acts: a booklet is looked at by a second person, becomes an edition that everybody can read, or is withdrawn."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.base.core.text import clean_line, clean_text
from rodedraad.listen.processes.errors import RefusedError

from .. import contents
from ..composing import compose
from ..models import Booklet, Edition
from ..tasks import tell_followers
from ..wording import NOT_ALLOWED, WRONG_STATE, fault_in_words
from .locking import keep, lock

State = Booklet.State


@transaction.atomic
def submit(*, booklet: Booklet, version: int | None, by: Person) -> Booklet:
    """Ask a second person to read it. Raises `RefusedError` with what is still missing."""
    if not by.may("booklet.write", booklet):
        raise RefusedError(NOT_ALLOWED)
    current = lock(booklet, by, version)
    if current.state != State.DRAFT:
        raise RefusedError(WRONG_STATE)
    require_complete(current)
    current.state, current.return_reason, current.written_by = State.SUBMITTED, "", by
    keep(current)
    audit.record("booklet.submitted", on=current, by=by, version=current.version)
    return current


@transaction.atomic
def approve(*, booklet: Booklet, version: int | None, by: Person) -> Booklet:
    """Approve the words of somebody else, as they stand in this version."""
    current = _read_by_second(booklet, version, by)
    current.state, current.approved_by, current.approved_at = State.APPROVED, by, timezone.now()
    keep(current)
    audit.record("booklet.approved", on=current, by=by, version=current.version)
    return current


@transaction.atomic
def return_to_writer(*, booklet: Booklet, version: int | None, reason: str, by: Person) -> Booklet:
    """Give it back with what must be different."""
    current = _read_by_second(booklet, version, by)
    if not clean_text(reason):
        raise RefusedError(_("Write what must be different."))
    current.state, current.return_reason = State.DRAFT, clean_text(reason)
    keep(current)
    audit.record("booklet.returned", on=current, by=by, version=current.version)
    return current


def _read_by_second(booklet: Booklet, version: int | None, by: Person) -> Booklet:
    current = lock(booklet, by, version)
    if current.written_by_id == by.pk:
        raise RefusedError(_("You wrote this booklet. A colleague has to approve it."))
    if not by.may("booklet.approve", current):
        raise RefusedError(NOT_ALLOWED)
    if current.state != State.SUBMITTED:
        raise RefusedError(WRONG_STATE)
    return current


@transaction.atomic
def publish(*, booklet: Booklet, version: int | None, by: Person, note: str = "") -> Edition:
    """Freeze the words and the counts as they are now in a new edition that everybody can read."""
    if not by.may("booklet.write", booklet):
        raise RefusedError(NOT_ALLOWED)
    current = lock(booklet, by, version)
    if current.organisation.answers_need_approval and current.state != State.APPROVED:
        raise RefusedError(_("A colleague has to approve this booklet first."))
    if any(not source.process.is_public for source in current.sources.select_related("process")):
        raise RefusedError(_("Publish the process first. After that you can publish this."))
    made = require_complete(current)
    number = (current.editions.values_list("number", flat=True).first() or 0) + 1
    made.edition, made.address = _("edition %(number)s") % {"number": number}, current.organisation.absolute(
        f"/rode-draden/{current.slug}")
    edition: Edition = Edition.objects.create(
        organisation_id=current.organisation_id, booklet=current, number=number, data=made.as_dict(),
        note=clean_line(note)[:300], published_by=by, approved_by=current.approved_by)
    current.state, current.approved_by, current.approved_at = State.DRAFT, None, None
    current.published_at, current.withdrawn_at, current.withdraw_reason = timezone.now(), None, ""
    keep(current)
    tell_followers.enqueue(edition.pk)
    audit.record("booklet.published", on=current, by=by, edition=number)
    return edition


@transaction.atomic
def withdraw(*, booklet: Booklet, version: int | None, reason: str, by: Person) -> Booklet:
    """Take all editions off the site; the address stays, with the reason."""
    if not by.may("booklet.write", booklet):
        raise RefusedError(NOT_ALLOWED)
    current = lock(booklet, by, version)
    if not current.is_public:
        raise RefusedError(WRONG_STATE)
    if not clean_text(reason):
        raise RefusedError(_("Write why. Everybody can read it."))
    current.withdrawn_at, current.withdraw_reason = timezone.now(), clean_text(reason)
    keep(current)
    audit.record("booklet.withdrawn", on=current, by=by)
    return current


def require_complete(booklet: Booklet) -> contents.Booklet:
    """The booklet as it is now. Raises `RefusedError` with the first things that are not right."""
    made = compose(booklet).booklet
    faults = made.faults()
    if faults:
        shown = " ".join(fault_in_words(each) for each in faults[:5])
        raise RefusedError(_("The booklet is not ready yet. %(faults)s") % {"faults": shown})
    return made
