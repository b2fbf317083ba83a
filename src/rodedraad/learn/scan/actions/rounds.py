"""Acts on the asking: prepare the questionnaire with its groups and dates, and open it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.kinds.survey.actions.surveys import SurveyValues, edit_survey, make_survey, start_survey
from rodedraad.kinds.survey.lookup import KIND
from rodedraad.kinds.survey.models import Survey
from rodedraad.listen.activities.actions import Settings, add_activity
from rodedraad.listen.processes.errors import RefusedError

from .. import steps
from ..locking import hold, save
from ..models import Scan
from .questions import latest_version


@dataclass(frozen=True)
class RoundValues:
    """When people can answer, which groups, how they come in, and whether their neighbourhood is asked."""

    opens_at: datetime
    closes_at: datetime
    groups: Sequence[str] = field(default_factory=list)
    access: str = Survey.Access.OPEN
    asks_neighbourhood: bool = False

    def as_survey(self, scan: Scan) -> SurveyValues:
        """The same for the survey: always anonymous; the group comes with the code when everybody has one."""
        by_code = self.access == Survey.Access.CODE
        return SurveyValues(
            asks=scan.survey.asks if scan.survey is not None else latest_version(scan), opens_at=self.opens_at,
            closes_at=self.closes_at, is_anonymous=True, access=self.access, groups=list(self.groups),
            group_choice=Survey.GroupChoice.CODE if by_code else Survey.GroupChoice.ASKED,
            asks_neighbourhood=self.asks_neighbourhood)


@transaction.atomic
def prepare_round(*, scan: Scan, version: int, values: RoundValues, by: Person) -> Scan:
    """Prepare the questionnaire, or change it before it opens. Raises `StaleError`, `RefusedError`."""
    current = hold(scan, version)
    if current.survey is None:
        activity = add_activity(process=current.process, kind=KIND, by=by,
                                settings=Settings(title=current.title, intro=_intro()))
        current.survey = make_survey(activity=activity, values=values.as_survey(current), by=by)
    else:
        survey = current.survey
        current.survey = edit_survey(survey=survey, version=survey.version, values=values.as_survey(current), by=by)
    audit.record("scan.round_prepared", on=save(current), by=by, survey=current.survey.pk)
    return current


def _intro() -> str:
    return _("How do people have a say here, and what could be better? Residents, council, executive and staff answer "
             "the same questions.")


@transaction.atomic
def open_round(*, scan: Scan, version: int, by: Person) -> Scan:
    """Let people answer from the planned moment. Raises `StaleError`, `RefusedError`."""
    current = hold(scan, version)
    if current.survey is None:
        raise RefusedError(_("Choose the dates and the groups first."))
    if current.step != steps.ASKING:
        raise RefusedError(_("Finish the steps before this one first."))
    if not current.process.is_public:
        raise RefusedError(_("Publish the process first. Until then nobody can see the questionnaire."))
    current.survey = start_survey(survey=current.survey, version=current.survey.version, by=by)
    audit.record("scan.round_opened", on=save(current), by=by, survey=current.survey_id)
    return current
