"""Acts on instruments: make one, save its draft, make a version ready for use, begin a new draft."""

from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.base.core.text import clean_line
from rodedraad.base.organisations.models import Organisation
from rodedraad.listen.processes.errors import RefusedError, StaleError

from ..errors import FaultyError
from ..instrument import shape
from ..instrument.faults import faults
from ..models import Instrument, InstrumentVersion

State = InstrumentVersion.State


@transaction.atomic
def make_instrument(*, organisation: Organisation, title: str, content: shape.Instrument | None = None,
                    library_key: str = "", by: Person) -> InstrumentVersion:
    """Make an instrument with a first draft: empty, or with the content of a library instrument or an import."""
    name = clean_line(title)[:200]
    made = Instrument.objects.create(organisation=organisation, title=name, library_key=library_key)
    start = content or shape.Instrument(title={shape.PLAIN: name})
    draft = InstrumentVersion(organisation=organisation, instrument=made, content=start.as_dict(), written_by=by)
    draft.save()
    audit.record("instrument.made", on=made, by=by, library=library_key, questions=len(start.questions))
    return draft


def _locked(version_pk: int) -> InstrumentVersion:
    rows = InstrumentVersion.objects.select_for_update(of=("self",)).select_related("instrument")
    found: InstrumentVersion = rows.get(pk=version_pk)
    return found


@transaction.atomic
def save_draft(*, draft: InstrumentVersion, version: int, content: shape.Instrument | dict[str, Any],
               by: Person) -> InstrumentVersion:
    """Keep the questions of a draft, faulty or not. Raises `StaleError`, `RefusedError`, `NotAnInstrumentError`."""
    current = _locked(draft.pk)
    if current.version != version:
        raise StaleError(current)
    if not current.is_draft:
        raise RefusedError(_("This version is in use and cannot change. Make a new version."))
    whole = content if isinstance(content, shape.Instrument) else shape.Instrument.from_dict(content)
    current.content, current.version, current.written_by = whole.as_dict(), current.version + 1, by
    current.save()
    title = clean_line(whole.say(whole.title))[:200]
    if title and title != current.instrument.title:
        current.instrument.title = title
        current.instrument.version += 1
        current.instrument.save()
    audit.record("instrument.draft_saved", on=current.instrument, by=by, number=current.number,
                 questions=len(whole.questions))
    return current


@transaction.atomic
def publish_version(*, draft: InstrumentVersion, version: int, by: Person) -> InstrumentVersion:
    """Make a draft ready for use; from now on it never changes. Raises `StaleError`, `FaultyError`, `RefusedError`."""
    current = _locked(draft.pk)
    if current.version != version:
        raise StaleError(current)
    if not current.is_draft:
        raise RefusedError(_("This version was made ready for use already."))
    if found := faults(shape.Instrument.from_dict(current.content)):
        raise FaultyError(_("The questionnaire is not ready yet. Mend what is listed here."), found)
    current.state, current.published_at = State.PUBLISHED, timezone.now()
    current.version += 1
    current.save()
    audit.record("instrument.published", on=current.instrument, by=by, number=current.number, digest=current.digest)
    return current


@transaction.atomic
def begin_draft(*, instrument: Instrument, by: Person) -> InstrumentVersion:
    """The draft of an instrument: the one there is, or a new version with the questions of the last one."""
    locked = Instrument.objects.select_for_update().get(pk=instrument.pk)
    last = InstrumentVersion.objects.filter(instrument=locked).order_by("-number").first()
    if last is not None and last.is_draft:
        return last
    draft = InstrumentVersion(organisation_id=locked.organisation_id, instrument=locked, written_by=by,
                              number=last.number + 1 if last else 1, content=last.content if last else {})
    draft.save()
    audit.record("instrument.draft_begun", on=locked, by=by, number=draft.number)
    return draft


@transaction.atomic
def delete_instrument(*, instrument: Instrument, by: Person) -> None:
    """Delete an instrument that no survey asks. Raises `RefusedError`."""
    locked = Instrument.objects.select_for_update().get(pk=instrument.pk)
    if InstrumentVersion.objects.filter(instrument=locked, surveys__isnull=False).exists():
        raise RefusedError(_("A survey uses this questionnaire. It cannot be deleted."))
    audit.record("instrument.deleted", on=locked, by=by)
    try:
        locked.delete()
    except ProtectedError:  # a higher floor keeps it, such as a scan before its survey is made
        raise RefusedError(_("A survey uses this questionnaire. It cannot be deleted.")) from None
