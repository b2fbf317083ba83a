"""Acts on a survey: make it, change it while it is prepared, start it, move its end, stop it."""

from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.processes.errors import RefusedError, StaleError

from ..models import InstrumentVersion, Survey
from ..reading import instrument_of
from ..signals import stopped

State = Survey.State


@dataclass(frozen=True)
class SurveyValues:
    """What is chosen for a survey before it starts."""

    asks: InstrumentVersion
    opens_at: datetime
    closes_at: datetime
    is_anonymous: bool = True
    access: str = Survey.Access.OPEN
    page_mode: str = Survey.PageMode.SECTION
    group_choice: str = Survey.GroupChoice.NONE
    groups: list[str] = field(default_factory=list)
    asks_neighbourhood: bool = False

    def write_to(self, survey: Survey) -> None:
        """Put the values on a survey. Raises `RefusedError`."""
        known = instrument_of(self.asks).group_keys
        if set(self.groups) - set(known):
            raise RefusedError(_("The questionnaire does not know this group."))
        if self.group_choice == Survey.GroupChoice.CODE and self.access != Survey.Access.CODE:
            raise RefusedError(_("The group can only come with the code when everybody has a code."))
        for name in ("asks", "opens_at", "closes_at", "is_anonymous", "access", "page_mode", "group_choice",
                     "asks_neighbourhood"):
            setattr(survey, name, getattr(self, name))
        survey.groups = [key for key in known if key in self.groups]
        try:
            survey.clean()
        except ValidationError as error:
            raise RefusedError(" ".join(error.messages)) from None


def locked_survey(pk: int, version: int | None = None) -> Survey:
    """The survey as it now is, locked until the transaction ends. Raises `StaleError`, `RefusedError`."""
    rows = Survey.objects.select_for_update(of=("self",)).select_related("activity__process", "asks", "organisation")
    survey: Survey = rows.get(pk=pk)
    if version is not None and not survey.process.is_changeable:
        raise RefusedError(_("This process is finished. Open it again before you change it."))
    if version is not None and survey.version != version:
        raise StaleError(survey)
    return survey


@transaction.atomic
def make_survey(*, activity: Activity, values: SurveyValues, by: Person) -> Survey:
    """Prepare the survey of an activity. Raises `RefusedError` when it has one."""
    if Survey.objects.filter(activity=activity).exists():
        raise RefusedError(_("This activity has a survey already."))
    survey = Survey(organisation_id=activity.organisation_id, activity=activity)
    values.write_to(survey)
    survey.save()
    audit.record("survey.made", on=survey, by=by, asks=values.asks.pk, anonymous=survey.is_anonymous)
    return survey


@transaction.atomic
def edit_survey(*, survey: Survey, version: int, values: SurveyValues, by: Person) -> Survey:
    """Change a survey before it starts. Raises `StaleError`, `RefusedError`."""
    current = locked_survey(survey.pk, version)
    if current.state != State.PREPARED:
        raise RefusedError(_("The survey has started. You can only move its end."))
    values.write_to(current)
    current.version += 1
    current.save()
    audit.record("survey.edited", on=current, by=by, anonymous=current.is_anonymous)
    return current


@transaction.atomic
def start_survey(*, survey: Survey, version: int, by: Person) -> Survey:
    """Let it open at its time; from now on neither questions nor promises change. Raises as above."""
    current = locked_survey(survey.pk, version)
    if current.state != State.PREPARED:
        raise RefusedError(_("The survey was started already."))
    if current.asks.is_draft:
        raise RefusedError(_("Make the questionnaire ready for use first."))
    if current.closes_at <= timezone.now():
        raise RefusedError(_("The end of the survey is in the past. Choose a later moment."))
    current.state, current.version = State.RUNNING, current.version + 1
    current.save()
    audit.record("survey.started", on=current, by=by, opens=current.opens_at.isoformat(),
                 closes=current.closes_at.isoformat())
    return current


@transaction.atomic
def move_end(*, survey: Survey, version: int, closes_at: datetime, by: Person) -> Survey:
    """Announce another end of a running survey; it cannot lie in the past. Raises as above."""
    current = locked_survey(survey.pk, version)
    if current.state != State.RUNNING or current.closes_at <= timezone.now():
        raise RefusedError(_("The survey is closed. Its end cannot move any more."))
    if closes_at <= timezone.now() or closes_at <= current.opens_at:
        raise RefusedError(_("The end of the survey is in the past. Choose a later moment."))
    before, current.closes_at = current.closes_at, closes_at
    current.version += 1
    current.save()
    audit.record("survey.end_moved", on=current, by=by, before=before.isoformat(), after=closes_at.isoformat())
    return current


@transaction.atomic
def stop_survey(*, survey: Survey, version: int, by: Person) -> Survey:
    """Take no more answers, before or after the announced end. Raises as above."""
    current = locked_survey(survey.pk, version)
    if current.state != State.RUNNING:
        raise RefusedError(_("The survey does not run."))
    current.state, current.stopped_at, current.version = State.STOPPED, timezone.now(), current.version + 1
    current.save()
    audit.record("survey.stopped", on=current, by=by)
    stopped.send(sender=Survey, survey=current)
    return current
