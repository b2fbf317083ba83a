"""Reads of questionnaires: the list, one with its versions, and its draft as an outline."""

import math
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest

from .. import library
from ..instrument.faults import faults
from ..instrument.readability import measure
from ..instrument.routing import sentence
from ..instrument.shape import Type
from ..instrument.timing import minutes
from ..models import Instrument as Row
from ..models import InstrumentVersion
from ..reading import instrument_of
from .forms import TYPES
from .words import told

PER_PAGE = 20


def page_of_instruments(search: str, number: str) -> Page:
    """The questionnaires of the organisation, with how many surveys ask them."""
    rows = Row.objects.annotate(surveys=Count("versions__surveys")).order_by("title", "pk")
    if search:
        rows = rows.filter(title__icontains=search)
    return Paginator(rows, PER_PAGE).get_page(number)


def find_row(_request: HttpRequest, instrument_id: int) -> Row:
    """The questionnaire of an address; else 404."""
    found: Row | None = Row.objects.filter(pk=instrument_id).first()
    if found is None:
        raise Http404(str(instrument_id))
    return found


def versions_of(row: Row) -> list[InstrumentVersion]:
    """The versions, newest first, with how many surveys ask each."""
    return list(InstrumentVersion.objects.filter(instrument=row).defer("content").annotate(
        surveys_asked=Count("surveys")).order_by("-number"))


def newest_of(row: Row) -> InstrumentVersion:
    """The draft, or the last version that is ready."""
    found: InstrumentVersion | None = InstrumentVersion.objects.filter(instrument=row).order_by("-number").first()
    if found is None:
        raise Http404(str(row.pk))
    found.instrument = row
    return found


def listed() -> list[tuple[str, str, int]]:
    """The library: key, title, and how many questions."""
    found = ((key, library.load(key)) for key in library.KEYS)
    return [(key, each.say(each.title), len(each.questions)) for key, each in found]


@dataclass(frozen=True)
class OutlineQuestion:
    """One line of the outline."""

    key: str
    title: str
    kind: str
    condition: str
    level: str
    advice: list[str]
    is_required: bool


@dataclass(frozen=True)
class Outline:
    """A version as staff see it: sections with lines, faults, and minutes per group."""

    sections: list[tuple[str, str, list[OutlineQuestion]]]
    faults: list[tuple[str, str, str]]
    minutes: list[tuple[str, int]]
    number: int


def outline_of(version: InstrumentVersion) -> Outline:
    """Everything on the page of the editor, without a query."""
    instrument = instrument_of(version)
    sections = []
    for section in instrument.sections:
        lines = []
        for each in section.questions:
            title = instrument.say(each.title)
            reading = measure(title)
            lines.append(OutlineQuestion(
                each.key, title, str(TYPES[Type(each.type)]), sentence(each.show_if, instrument),
                reading.level, [words for part in reading.sentences for words in part.advice]
                if reading.level not in {"A2", "B1"} else [], each.required))
        sections.append((section.key, instrument.say(section.title), lines))
    groups = [(instrument.say(each.label), math.ceil(minutes(instrument, each.key))) for each in instrument.groups]
    found = [told(fault, instrument) for fault in faults(instrument)] if version.is_draft else []
    return Outline(sections, found, groups or [("", math.ceil(minutes(instrument)))], len(instrument.questions))
