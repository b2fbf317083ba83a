"""Work on results that no page waits for: counting, also of surveys that closed by themselves, and open answers."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_scopes import scope
from django_tasks import task

from rodedraad.base.accounts.models import Person
from rodedraad.base.core.paging import one_by_one
from rodedraad.base.notifications.actions import notify
from rodedraad.base.notifications.models import Follow
from rodedraad.base.organisations.models import Organisation
from rodedraad.listen.processes.errors import RefusedError

from ..lookup import url_of
from ..models import Response, Survey, SurveyReport
from ..queries import open_keys
from .actions import bring_to_themes
from .stored import make_report


@task()
def count_survey(organisation_id: int, survey_id: int) -> bool:
    """Count a survey; False when it may not be counted (again). Safe to run twice."""
    organisation = Organisation.objects.get(pk=organisation_id)
    with scope(organisation=organisation), override(organisation.language):
        survey = Survey.objects.filter(pk=survey_id).first()
        if survey is None:
            return False
        try:
            make_report(survey)
        except RefusedError:
            return False
        return True


@task()
def count_closed() -> int:
    """Count what closed and was not counted: at the announced second, or at once when somebody stopped it.

    With answers on paper the last ones may still lie on a desk, so such a survey waits until it is stopped.
    """
    counted = 0
    for organisation in Organisation.objects.order_by("pk"):
        with scope(organisation=organisation):
            waiting = Survey.objects.filter(report=None).exclude(state=Survey.State.PREPARED)
            waiting = waiting.exclude(state=Survey.State.RUNNING, closes_at__gt=timezone.now())
            for survey in waiting.order_by("pk"):
                on_paper = Response.objects.filter(survey=survey, channel=Response.Channel.PAPER).exists()
                if survey.state == Survey.State.STOPPED or not on_paper:
                    counted += count_survey.func(organisation.pk, survey.pk)
    return counted


@task()
def bring_all_to_themes(organisation_id: int, survey_id: int) -> int:
    """Every open answer of a stopped survey to the themes, once; returns how many were made now."""
    with scope(organisation=Organisation.objects.get(pk=organisation_id)):
        survey = Survey.objects.filter(pk=survey_id).select_related("asks").first()
        if survey is None:
            return 0
        return sum(bring_to_themes(survey=survey, key=key, by=None) for key in open_keys(survey))


@task()
def tell_followers(organisation_id: int, survey_id: int) -> int:
    """Tell who follows the process that the results are public. Safe to run twice; returns how many were told now."""
    organisation = Organisation.objects.get(pk=organisation_id)
    with scope(organisation=organisation), override(organisation.language):
        report = SurveyReport.objects.filter(survey_id=survey_id).select_related("survey__activity__process").first()
        if report is None or not report.is_published or not report.process.is_public:
            return 0
        topic, survey = report.process.topic, report.survey
        people = Person.objects.filter(pk__in=Follow.objects.filter(topic=topic).values("person_id"), erased_at=None)
        return notify(people=one_by_one(people), event="survey.results_published", about=topic,
                      title=_("The results of “%(title)s” are public") % {"title": survey.activity.title},
                      text=_("Look what people answered, and what stands out."), path=url_of("results", survey),
                      once_key=f"survey-results:{survey.pk}")
