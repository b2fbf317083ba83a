"""Reads of forms of paper: the list, what the entry is worth, and where two entries differ, in words."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Sum
from django.http import Http404, HttpRequest

from ..answering.spoken_answers import said_answer
from ..answering.widgets import Asking, Field, draw
from ..answering.wrong import words_for
from ..instrument.answers import check_answer
from ..instrument.shape import Question
from ..lookup import find_survey_on_desk
from ..models import PaperForm, Survey
from ..reading import instrument_of
from .actions import differing

PER_PAGE = 50


def find_form(request: HttpRequest, process_slug: str, activity_slug: str, number: int) -> PaperForm:
    """A form at the desk; else 404, for a visitor an empty one."""
    survey = find_survey_on_desk(request, process_slug, activity_slug)
    if survey.pk is None:
        return PaperForm(survey=survey)
    found: PaperForm | None = PaperForm.objects.filter(survey=survey, number=number).first()
    if found is None:
        raise Http404(str(number))
    found.survey = survey
    return found


def page_of_forms(survey: Survey, number: str) -> Page:
    """Forms, what waits for a second entry first."""
    rows = PaperForm.objects.filter(survey=survey).order_by("-state", "number")
    return Paginator(rows, PER_PAGE).get_page(number)


@dataclass(frozen=True)
class Worth:
    """How many forms stand where, and how many answers of a hundred differed."""

    once: int
    differs: int
    done: int
    percent: float | None


def worth_of(survey: Survey) -> Worth:
    """The numbers of a survey on paper, in two queries."""
    rows = PaperForm.objects.filter(survey=survey).order_by()
    numbers = dict(rows.values_list("state").annotate(n=Count("pk")))
    sums = rows.aggregate(compared=Sum("compared"), differences=Sum("differences"))
    percent = round(100 * (sums["differences"] or 0) / sums["compared"], 1) if sums["compared"] else None
    once, differs, done = (numbers.get(state, 0) for state in PaperForm.State.values)
    return Worth(once, differs, done, percent)


def questions_for(survey: Survey, group: str) -> list[Question]:
    """Every question that stands on the form of a group, in the written order."""
    return [question for section, question in instrument_of(survey.asks).each_question()
            if (not section.groups or group in section.groups) and (not question.groups or group in question.groups)]


def read_entry(questions: list[Question], raw: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """What was typed, as it is kept, and what cannot be: key → code. A question that is open stays open."""
    checked = {question.key: check_answer(question, raw.get(question.key), must=False) for question in questions}
    return ({key: each.value for key, each in checked.items() if each.value is not None},
            {key: each.error for key, each in checked.items() if each.error})


@dataclass(frozen=True)
class Entry:
    """The fields of an entry, and what is wrong: (id, question, words)."""

    fields: list[str]
    wrong: list[tuple[str, str, str]]


def entry_of(survey: Survey, group: str, raw: dict[str, Any], errors: dict[str, str]) -> Entry:
    """The fields with what was typed."""
    asking = Asking(instrument_of(survey.asks), group=group)
    fields = [Field(asking, each, typed=raw.get(each.key), error=errors.get(each.key, ""))
              for each in questions_for(survey, group)]
    return Entry([draw(each) for each in fields],
                 [(each.name, each.title, words_for(each.question, each.error)) for each in fields if each.error])


@dataclass(frozen=True)
class Difference:
    """One question that two people read differently."""

    key: str
    title: str
    first: str
    second: str


def differences_of(form: PaperForm) -> list[Difference]:
    """The answers that differ, in words."""
    instrument = instrument_of(form.survey.asks)
    asking = Asking(instrument, group=form.group)
    found = []
    for key in differing(form):
        question = instrument.questions[key]
        first, second = (said_answer(asking, question, entry.get(key)) for entry in (form.first, form.second))
        found.append(Difference(key, asking.say(question.title_for(form.group)), first, second))
    return found
