"""Acts on the results of a survey: make them public, once; and bring what people wrote to the themes."""

import secrets
from collections import Counter
from datetime import UTC, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.base.core.text import clean_text
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.models.contribution import State
from rodedraad.listen.contributions.signals import accepted
from rodedraad.listen.contributions.words import TEXT_LENGTH
from rodedraad.listen.notes import detect_language
from rodedraad.listen.processes.errors import RefusedError, StaleError

from ..actions.surveys import locked_survey
from ..models import Group, Survey, SurveyReport
from ..queries import OpenAnswer, open_answers
from ..signals import published

CHUNK = 500
ROLES: dict[str, str] = {
    Group.RESIDENT: Contribution.AuthorRole.RESIDENT, Group.BUSINESS: Contribution.AuthorRole.BUSINESS,
    Group.INSTITUTION: Contribution.AuthorRole.ASSOCIATION,
}


@transaction.atomic
def publish_report(*, report: SurveyReport, version: int, by: Person) -> SurveyReport:
    """Let everybody read the results. They are not counted again after that. Raises `StaleError`, `RefusedError`."""
    survey = locked_survey(report.survey_id)
    current = SurveyReport.objects.select_for_update().get(pk=report.pk)
    if current.version != version:
        raise StaleError(current)
    if current.is_published:
        raise RefusedError(_("The results are public already."))
    if survey.state != Survey.State.STOPPED:
        raise RefusedError(_("Stop the survey first. Until then answers on paper can still come in."))
    if not survey.process.is_changeable:
        raise RefusedError(_("This process is finished. Open it again before you change it."))
    current.state, current.published_at, current.version = SurveyReport.State.PUBLISHED, timezone.now(), version + 1
    current.save(update_fields=["state", "published_at", "version"])
    audit.record("survey.results_published", on=current, by=by, survey=survey.pk)
    published.send(sender=SurveyReport, survey=survey)
    return current


@transaction.atomic
def bring_to_themes(*, survey: Survey, key: str, by: Person | None, threshold: int = 10) -> int:
    """Make each open answer to a question a contribution that counts in the themes; its words stay inside.

    Nothing leads back to a response: the order is by chance, the moment is midnight for all, and the group stands with
    it only where enough people of that group wrote something. Doing it twice is doing it once. Returns how many.
    """
    current = locked_survey(survey.pk)
    if current.state != Survey.State.STOPPED:
        raise RefusedError(_("Stop the survey first. Then the open answers can go to the themes."))
    if are_at_themes(current, key):
        return 0
    said = [each for each in open_answers(current, key) if clean_text(each.text)]
    secrets.SystemRandom().shuffle(said)
    made = Contribution.objects.bulk_create(_contributions(current, key, said, threshold), batch_size=CHUNK)
    accepted.send(sender=Contribution, process_id=current.activity.process_id,
                  contribution_ids=[each.pk for each in made])
    audit.record("survey.brought_to_themes", on=current, by=by, question=key, contributions=len(made))
    return len(made)


def are_at_themes(survey: Survey, key: str) -> bool:
    """Whether the open answers to a question were made contributions before."""
    return Contribution.objects.filter(activity_id=survey.activity_id, external_id=_number(key, 0)).exists()


def _contributions(survey: Survey, key: str, said: list[OpenAnswer], threshold: int) -> list[Contribution]:
    sizes = Counter(each.group for each in said)
    midnight = datetime.combine(timezone.now().date(), time(), UTC)
    return [
        Contribution(
            organisation_id=survey.organisation_id, process_id=survey.activity.process_id, activity=survey.activity,
            text=clean_text(each.text)[:TEXT_LENGTH], language=detect_language(each.text), state=State.INSIDE,
            author_role=ROLES.get(each.group if sizes[each.group] >= threshold else "", Contribution.AuthorRole.OTHER),
            is_anonymous=True, external_id=_number(key, number), created_at=midnight)
        for number, each in enumerate(said)]


def _number(key: str, number: int) -> str:
    """The name of an open answer among those of its question, in an order by chance."""
    return f"survey:{key}:{number}"
