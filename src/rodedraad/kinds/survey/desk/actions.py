"""Acts of the desk that take more than one step: choosing questions and preparing or changing the survey at once."""

from django.db import transaction

from rodedraad.base.accounts.models import Person
from rodedraad.listen.activities.models import Activity

from ..actions.surveys import edit_survey, make_survey
from ..models import Survey
from .asking import version_of
from .forms import SurveyForm


@transaction.atomic
def prepare_survey(*, activity: Activity, form: SurveyForm, by: Person) -> Survey:
    """Prepare the survey of an activity from a valid form. Raises `RefusedError`; then nothing was copied either."""
    asks = version_of(form.cleaned_data["questionnaire"], organisation=activity.organisation, by=by)
    return make_survey(activity=activity, values=form.values(asks), by=by)


@transaction.atomic
def change_survey(*, survey: Survey, form: SurveyForm, by: Person) -> Survey:
    """Change a survey that has not started, from a valid form. Raises `StaleError`, `RefusedError`."""
    asks = version_of(form.cleaned_data["questionnaire"], organisation=survey.organisation, by=by)
    return edit_survey(survey=survey, version=form.cleaned_data["version"], values=form.values(asks), by=by)
