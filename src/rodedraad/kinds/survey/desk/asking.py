"""Choosing the questions of a survey: a version of the organisation's own, or a copy of a tested one."""

import math
from dataclasses import dataclass

from django.db.models import QuerySet

from rodedraad.base.accounts.models import Person
from rodedraad.base.organisations.models import Organisation
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.processes.models import Process

from .. import library
from ..actions.instruments import make_instrument, publish_version
from ..answering.widgets import Asking, Field, draw
from ..instrument.routing import sentence
from ..instrument.timing import minutes
from ..lookup import KIND
from ..models import InstrumentVersion, Survey
from ..reading import instrument_of

LIBRARY = "library:"


def versions_to_ask() -> QuerySet[InstrumentVersion]:
    """The versions that a survey can ask: ready ones, and drafts that must be made ready before the start."""
    rows = InstrumentVersion.objects.select_related("instrument").defer("content")
    return rows.order_by("instrument__title", "-number", "pk")


def version_of(chosen: str, *, organisation: Organisation, by: Person) -> InstrumentVersion:
    """The version behind a choice; choosing a tested instrument makes a copy of it that is ready at once."""
    if not chosen.startswith(LIBRARY):
        found: InstrumentVersion = InstrumentVersion.objects.select_related("instrument").get(pk=int(chosen))
        return found
    key = chosen.removeprefix(LIBRARY)
    content = library.load(key)
    draft = make_instrument(organisation=organisation, title=content.title["nl"], content=content, library_key=key,
                            by=by)
    return publish_version(draft=draft, version=draft.version, by=by)


def survey_of(activity: Activity) -> Survey | None:
    """The survey of an activity, when one was prepared."""
    rows = Survey.objects.select_related("asks__instrument", "organisation").defer("asks__content")
    found: Survey | None = rows.filter(activity=activity).first() if activity.pk else None
    if found is not None:
        found.activity = activity
    return found


@dataclass(frozen=True)
class Asked:
    """How much a survey asks of people: its title, how many questions, and how many minutes per group."""

    title: str
    number: int
    minutes: int
    is_draft: bool


def questions_of(survey: Survey) -> Asked:
    """How much a survey asks."""
    instrument = instrument_of(survey.asks)
    groups = survey.groups or instrument.group_keys or [""]
    longest = max(minutes(instrument, group) for group in groups)
    return Asked(survey.asks.instrument.title, len(instrument.questions), math.ceil(longest), survey.asks.is_draft)


def first_activity(process: Process) -> Activity | None:
    """The newest activity of surveys in a process."""
    found = Activity.objects.filter(process=process, kind=KIND).order_by("-pk").first()
    if found is not None:
        found.process = process
    return found


@dataclass(frozen=True)
class Shown:
    """All questions for one group in one language: (title, [(markup, when it is asked)]) per section."""

    sections: list[tuple[str, list[tuple[str, str]]]]
    group: str
    language: str
    languages: list[str]


def all_questions(survey: Survey, group: str, language: str) -> Shown:
    """Every question that a group can get, drawn as a respondent sees it, with its condition in words."""
    instrument = instrument_of(survey.asks)
    spoken = language if language in instrument.languages else instrument.languages[0]
    asks = Asking(instrument, language=spoken, group=group)
    sections = [
        (asks.say(section.title), [
            (draw(Field(asks, each)), sentence(each.show_if or section.show_if, instrument, spoken))
            for each in section.questions if not each.groups or group in each.groups])
        for section in instrument.sections if not section.groups or group in section.groups]
    return Shown([each for each in sections if each[1]], group, spoken, instrument.languages)
