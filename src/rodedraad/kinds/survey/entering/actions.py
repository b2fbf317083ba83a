"""Acts on forms of paper: a first entry, a second one by somebody else, and a decision where the two differ."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.listen.processes.errors import RefusedError

from ..actions.answering import begin_response, finish_response, open_survey, save_page
from ..actions.surveys import locked_survey
from ..models import PaperForm, Response, Survey

State = PaperForm.State
FIRST, SECOND = "first", "second"


@transaction.atomic
def enter_first(*, survey: Survey, group: str, answers: Mapping[str, Any], by: Person) -> PaperForm:
    """Keep the first entry under the next number, which is to be written on the paper. Raises `ClosedError`."""
    current = locked_survey(survey.pk)
    open_survey(current.pk, Response.Channel.PAPER)
    last = PaperForm.objects.filter(survey=current).aggregate(last=Max("number"))["last"] or 0
    form = PaperForm(organisation_id=current.organisation_id, survey=current, number=last + 1, group=group,
                     first=dict(answers), first_by=by)
    form.save()
    audit.record("paper.entered", on=form, by=by, survey=current.pk, number=form.number)
    return form


def _hold(form: PaperForm, state: str) -> PaperForm:
    """The form as it now is, locked until the transaction ends, in this state. Raises `RefusedError`."""
    rows = PaperForm.objects.select_for_update(of=("self",)).select_related("survey__activity__process", "survey__asks")
    current: PaperForm | None = rows.filter(pk=form.pk).first()
    if current is None or current.state != state:
        raise RefusedError(_("Somebody else was first with this form. Look at the list again."))
    return current


@transaction.atomic
def enter_second(*, form: PaperForm, answers: Mapping[str, Any], by: Person) -> PaperForm:
    """Keep the entry of a second person; when both are the same the form counts. Raises `RefusedError`."""
    current = _hold(form, State.FIRST)
    if current.first_by_id == by.pk:
        raise RefusedError(_("You typed this form in yourself. Somebody else must do it the second time."))
    current.second, current.second_by = dict(answers), by
    current.compared = len(set(current.first) | set(current.second))
    current.differences = len(differing(current))
    if current.differences:
        current.state = State.DIFFERS
        current.save()
        audit.record("paper.differs", on=current, by=by, number=current.number, differences=current.differences)
        return current
    return _count(current, current.first, by)


def differing(form: PaperForm) -> list[str]:
    """The keys of the answers that the two entries do not agree on."""
    keys = dict.fromkeys([*form.first, *form.second])
    return [key for key in keys if form.first.get(key) != form.second.get(key)]


@transaction.atomic
def decide(*, form: PaperForm, chosen: Mapping[str, str], by: Person) -> PaperForm:
    """Choose per answer that differs: the `first` entry, the `second`, or neither. Raises `RefusedError`."""
    current = _hold(form, State.DIFFERS)
    open_keys = differing(current)
    if set(open_keys) - set(chosen):
        raise RefusedError(_("Choose for each question what stands on the paper."))
    answers = {key: value for key, value in current.first.items() if key not in open_keys}
    for key in open_keys:
        entry = {FIRST: current.first, SECOND: current.second}.get(chosen[key], {})
        if key in entry:
            answers[key] = entry[key]
    return _count(current, answers, by)


def _count(form: PaperForm, answers: Mapping[str, Any], by: Person) -> PaperForm:
    """Make it a response as on the site, and forget the entries and who made them."""
    survey = form.survey
    begun = begin_response(survey=survey, group=form.group, by=None, network=f"paper:{survey.pk}:{by.pk}",
                           channel=Response.Channel.PAPER)
    begun.response.survey = survey
    save_page(response=begun.response, raw=answers, asked=list(answers), must=False)
    finish_response(response=begun.response)
    form.state, form.first, form.second, form.first_by, form.second_by = State.DONE, {}, {}, None, None
    form.save()
    audit.record("paper.counted", on=form, by=by, number=form.number)
    return form


@transaction.atomic
def remove_form(*, form: PaperForm, by: Person) -> None:
    """Throw an entry away that does not count yet. Raises `RefusedError`."""
    current: PaperForm | None = PaperForm.objects.select_for_update().filter(pk=form.pk).first()
    if current is None or current.state == State.DONE:
        raise RefusedError(_("This form counts already. It cannot be removed any more."))
    audit.record("paper.removed", on=current, by=by, number=current.number)
    current.delete()
