"""What results hang on the hooks: counting when a survey stops, and the job that looks for what closed by itself."""

from datetime import timedelta
from typing import Any

from rodedraad.base.notifications.periodic import register_job

from ..models import Survey
from ..signals import published, stopped
from .tasks import count_closed, count_survey, tell_followers


def register_all() -> None:
    """Hang everything on its hook; called once when the app is ready."""
    register_job("count_surveys", every=timedelta(minutes=1), task=count_closed)
    stopped.connect(count_when_stopped, dispatch_uid="count_surveys")
    published.connect(tell_when_published, dispatch_uid="tell_results")


def count_when_stopped(survey: Survey, **_facts: Any) -> None:
    """Count a survey that was stopped just now."""
    count_survey.enqueue(survey.organisation_id, survey.pk)


def tell_when_published(survey: Survey, **_facts: Any) -> None:
    """Tell who follows the process."""
    tell_followers.enqueue(survey.organisation_id, survey.pk)
