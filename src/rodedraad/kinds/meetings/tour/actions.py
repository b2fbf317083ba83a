"""Acts on a tour: plan many visits at once, and write down who was there by role."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.base.core.text import clean_text
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.processes.errors import RefusedError, StaleError

from ..harvest.actions import open_card, save_card
from ..locking import locked_meeting
from ..models import Conversation, Meeting, Part
from ..planning.templates import TOUR
from .lines import Visit
from .queries import first_card, planned


@transaction.atomic
def plan_visits(*, activity: Activity, visits: Sequence[Visit], by: Person) -> int:
    """Make a draft meeting for each organisation, with the programme of a visit; all or none. Raises `RefusedError`."""
    current = Activity.objects.select_for_update(of=("self",)).select_related("process").get(pk=activity.pk)
    if not current.process.is_changeable:
        raise RefusedError(_("This process is finished. Open it again before you change it."))
    known = planned(current)
    names, codes = {name.casefold() for name, _code in known}, {code for _name, code in known if code}
    if any(visit.name.casefold() in names or visit.code in codes for visit in visits):
        raise RefusedError(_("Somebody else planned one of these visits just now. Look at the plan, then try again."))
    made = Meeting.objects.bulk_create([_visit(current, visit) for visit in visits], batch_size=200)
    Part.objects.bulk_create([
        Part(organisation_id=current.organisation_id, meeting=meeting, position=place, title=str(part.title),
             question=str(part.question), minutes=part.minutes)
        for meeting in made for place, part in enumerate(TOUR.parts, start=1)], batch_size=500)
    audit.record("tour.planned", on=current, by=by, visits=len(made))
    return len(made)


def _visit(activity: Activity, visit: Visit) -> Meeting:
    return Meeting(
        organisation_id=activity.organisation_id, activity=activity, form=Meeting.Form.TOUR,
        title=(_("Visit to %(name)s") % {"name": visit.name})[:120], visited_name=visit.name, visited_code=visit.code,
        starts_at=visit.starts_at, ends_at=visit.starts_at + timedelta(hours=TOUR.hours), **TOUR.values)


@transaction.atomic
def note_people(*, meeting: Meeting, version: int, counts: Mapping[str, int], by: Person) -> Conversation:
    """Write down how many people of each role were there, on the card of the visit; version 0 is: no card yet.

    Raises `StaleError`, `RefusedError`.
    """
    current = locked_meeting(meeting.pk, must_be_changeable=True)
    card = first_card(current)
    if (card.version if card else 0) != version:
        raise StaleError(current)
    if card is None:
        return open_card(meeting=current, by=by, title=current.visited_name or current.title,
                         people_by_role=dict(counts))
    return save_card(card=card, version=version, by=by, values={
        "title": card.title, "place": card.place, "neighbourhood": card.neighbourhood,
        "people_by_role": dict(counts)})


@transaction.atomic
def write_preparation(*, meeting: Meeting, version: int, text: str, by: Person) -> Meeting:
    """Keep what colleagues found out before a visit. Raises `StaleError`, `RefusedError`."""
    current = locked_meeting(meeting.pk, version, must_be_changeable=True)
    current.preparation, current.version = clean_text(text), current.version + 1
    current.save(update_fields=["preparation", "version", "updated_at"])
    audit.record("visit.prepared", on=current, by=by, length=len(current.preparation))
    return current
