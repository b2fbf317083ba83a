"""The two shapes of a page here: one with questions, and one that says something."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ..instrument.routing import Page, counting_answers, visible
from ..instrument.shape import EASY, Question, spoken
from ..lookup import url_of
from ..models import Response, Survey
from ..reading import instrument_of
from .spoken_answers import said_answer
from .widgets import Asking, Field, draw
from .wrong import words_for


def asking_of(response: Response) -> Asking:
    """For whom the questions of a response are drawn."""
    instrument = instrument_of(response.survey.asks)
    known = counting_answers(instrument, response.answers, seed=response.seed, group=response.group)
    asks = response.survey.asks
    stamp = "" if asks.is_draft else f"{asks.pk}:{asks.digest}:{asks.published_at}"
    return Asking(instrument, known, response.language, response.group, response.seed, stamp)


def answer_page(request: HttpRequest, response: Response, page: Page, found: Sequence[Page], *,
                errors: Mapping[str, str] | None = None, typed: Mapping[str, Any] | None = None) -> HttpResponse:
    """A page with questions; with `errors` (code per key) the page that says what is wrong, nothing typed lost."""
    asking = asking_of(response)
    wrong = errors or {}
    fields = [Field(asking, each, response.answers.get(each.key), wrong.get(each.key, ""),
                    (typed or {}).get(each.key)) for each in page.questions]
    before = sum(len(each.questions) for each in found[:page.number - 1])
    total = sum(len(each.questions) for each in found)
    context = {
        "survey": response.survey, "activity": response.survey.activity, "process": response.survey.process,
        "page": page, "is_first": page.number == 1, "lang": spoken(response.language),
        "section_title": asking.say(page.section.title), "done": before, "total": total,
        "intro": asking.say(page.section.intro) if page.is_first_of_section else "",
        "keys": page.keys, "questions": [draw(each) for each in fields],
        "wrong": [(each.name, each.title, words_for(each.question, each.error)) for each in fields if each.error],
        "other_language": _other_language(asking, response.language),
        "take_back_url": url_of("take_back", response.survey), "words_url": url_of("words", response.survey),
    }
    return render(request, "survey/answering/page.html", context, status=422 if wrong else 200)


def _other_language(asking: Asking, current: str) -> tuple[str, str] | None:
    """The language to change to, and what the button says; None where there is one language."""
    spoken_here = asking.instrument.languages
    if EASY not in spoken_here or len(spoken_here) < 2:
        return None
    return (spoken_here[0], _("Read the usual words")) if current == EASY else (EASY, _("Read easier words"))


def said_page(request: HttpRequest, name: str, survey: Survey, title: str, *, status: int = 200,
              response: Response | None = None, **context: Any) -> HttpResponse:
    """A page that says something, or asks one thing."""
    frame = {"survey": survey, "activity": survey.activity, "process": survey.process, "title": title,
             "start_url": url_of("start", survey), "trail": _trail(survey, title)}
    if response is not None:
        frame["answers"] = _answers_of(response)
        frame["back_url"] = url_of("page", survey, 1)
    return render(request, f"survey/answering/{name}.html", frame | context, status=status)


def _trail(survey: Survey, here: str) -> list[tuple[str, str]]:
    process, activity = survey.process, survey.activity
    trail = [(_("Home"), "/"), (process.title, f"/trajecten/{process.slug}")]
    if here != activity.title:
        trail.append((activity.title, url_of("start", survey)))
    return [*trail, (here, "")]


def _answers_of(response: Response) -> list[tuple[str, str]]:
    """Each question with what was answered, in words."""
    asking = asking_of(response)
    asked: list[Question] = visible(asking.instrument, response.answers, seed=response.seed, group=response.group)
    return [(asking.say(each.title_for(response.group)), said_answer(asking, each, response.answers.get(each.key)))
            for each in asked]
