"""A new process from an old one: everything that was thought out, nothing that people said."""

from datetime import date, timedelta

from django.db import transaction

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.base.core.text import clean_line

from ..addresses import free_slug
from ..models import Charter, Process, TeamMember
from ..rulebook import FIELD_NAMES
from ..signals import process_copied

COPIED = ("summary", "description", "contact_name", "contact_email")
SHIFTED = ("starts_on", "ends_on")


@transaction.atomic
def copy_process(*, source: Process, title: str, starts_on: date | None, with_team: bool, by: Person) -> Process:
    """A draft with the rules, neighbourhoods and activities of `source`, its dates moved so that it starts on a day.

    Without `starts_on`, or when the source has no start, dates stay as they are. With `with_team` the team comes
    along; whoever copies leads in any case.
    """
    days = (starts_on - source.starts_on).days if starts_on and source.starts_on else 0
    copy = Process(organisation=by.organisation, title=clean_line(title), copied_from=source)
    for name in COPIED:
        setattr(copy, name, getattr(source, name))
    for name in SHIFTED:
        setattr(copy, name, _shifted(getattr(source, name), days))
    copy.starts_on = starts_on or copy.starts_on
    copy.slug = free_slug(copy.title, Process.objects.all())
    copy.save()
    copy.neighbourhoods.set(source.neighbourhoods.all())
    _copy_charter(source, copy, days)
    _copy_team(source, copy, by, with_team=with_team)
    process_copied.send(Process, source=source, copy=copy, days=days)
    audit.record("process.copied", on=copy, by=by, source=source.pk, days=days)
    return copy


def _shifted(value: date | None, days: int) -> date | None:
    return value + timedelta(days=days) if value else None


def _copy_charter(source: Process, copy: Process, days: int) -> None:
    charters = Charter.objects.filter(process=source)
    old = charters.published().last() or charters.last() or Charter()
    new = Charter(organisation=copy.organisation, process=copy)
    for name in FIELD_NAMES:
        value = getattr(old, name)
        setattr(new, name, _shifted(value, days) if isinstance(value, date) else value)
    new.save()


def _copy_team(source: Process, copy: Process, by: Person, *, with_team: bool) -> None:
    parts: dict[int, str] = {by.pk: TeamMember.Part.LEAD}
    if with_team:
        parts = dict(source.team.values_list("person_id", "part")) | parts
    TeamMember.objects.bulk_create(
        TeamMember(organisation=copy.organisation, process=copy, person_id=person, part=part)
        for person, part in parts.items()
    )
