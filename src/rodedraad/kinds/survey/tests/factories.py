"""Instruments, surveys and responses for tests: a small instrument that is ready, in a survey that runs, anonymous."""

import uuid
from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone

from rodedraad.kinds.survey.instrument.shape import (
    EASY,
    PLAIN,
    Condition,
    Instrument,
    Option,
    Question,
    Rule,
    Section,
    Type,
)
from rodedraad.kinds.survey.models import Instrument as InstrumentRow
from rodedraad.kinds.survey.models import InstrumentVersion, Response, Survey
from rodedraad.listen.activities.tests.factories import ActivityFactory
from rodedraad.listen.processes.tests.factories import SavingFactory, scoped_organisation


def options(*labels: str) -> list[Option]:
    """Options whose key is their label in lower case."""
    return [Option(label.lower(), {PLAIN: label}) for label in labels]


def small_instrument() -> Instrument:
    """Every type of question, a route, a pipe and an easy language, in three sections."""
    first = Section("start", {PLAIN: "Begin"}, questions=[
        Question("trust", Type.SCALE, {PLAIN: "De gemeente luistert.", EASY: "Luistert de gemeente?"}, required=True,
                 wordings={"council": {PLAIN: "Wij luisteren."}}),
        Question("talk", Type.NOW_WISH, {PLAIN: "Ik kan meedenken."}),
        Question("area", Type.SINGLE, {PLAIN: "Waar woont u?"}, options=options("Centrum", "Dorp"), has_other=True),
    ])
    second = Section("more", {PLAIN: "Meer"}, questions=[
        Question("why", Type.TEXT, {PLAIN: "Waarom vindt u dat van {{ area|uw buurt }}?"},
                 show_if=Condition("all", [Rule("trust", "at_most", 2)])),
        Question("topics", Type.MULTIPLE, {PLAIN: "Wat is belangrijk?"}, has_other=True,
                 options=[*options("Groen", "Wonen", "Verkeer"), Option("none", {PLAIN: "Niets"}, exclusive=True)]),
        Question("order", Type.RANKING, {PLAIN: "Zet op volgorde."}, options=options("Een", "Twee", "Drie")),
        Question("parts", Type.MATRIX, {PLAIN: "Hoe gaat het?"}, rows=options("Brief", "Site"), scale="good"),
        Question("age", Type.NUMBER, {PLAIN: "Hoe oud bent u?"}, minimum=0, maximum=120),
        Question("since", Type.DATE, {PLAIN: "Sinds wanneer woont u hier?"}),
        Question("spot", Type.PLACE, {PLAIN: "Welke plek bedoelt u?"}),
        Question("picture", Type.IMAGE, {PLAIN: "Welk plaatje past?"}, options=[
            Option("a", {PLAIN: "Plein"}, "plein.png", {PLAIN: "Een plein"}),
            Option("b", {PLAIN: "Park"}, "park.png", {PLAIN: "Een park"})]),
        Question("use", Type.CONSENT, {PLAIN: "Mogen wij uw woorden gebruiken?"}),
    ])
    own = Section("own", {PLAIN: "Eigen vragen"}, is_own=True, most=4)
    return Instrument({PLAIN: "Hoe gaat het in de buurt?"}, [PLAIN, EASY], groups=[
        Option("resident", {PLAIN: "Inwoners"}), Option("council", {PLAIN: "Raad"})],
        sections=[first, second, own])


class InstrumentFactory(SavingFactory):
    """An instrument without versions."""

    class Meta:
        model = InstrumentRow

    organisation = factory.LazyFunction(scoped_organisation)
    title = factory.Sequence(lambda n: f"Vragenlijst {n}")


class VersionFactory(SavingFactory):
    """A version that is ready for use; `VersionFactory(state="draft")` is a draft."""

    class Meta:
        model = InstrumentVersion

    instrument = factory.SubFactory(InstrumentFactory)
    organisation = factory.SelfAttribute("instrument.organisation")
    content = factory.LazyFunction(lambda: small_instrument().as_dict())
    state = "published"
    published_at = factory.LazyFunction(timezone.now)


class SurveyFactory(SavingFactory):
    """An anonymous survey that opened an hour ago and closes in a week, in a public process."""

    class Meta:
        model = Survey

    activity = factory.SubFactory(ActivityFactory, kind="survey")
    organisation = factory.SelfAttribute("activity.organisation")
    asks = factory.SubFactory(VersionFactory)
    state = Survey.State.RUNNING
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1))
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))


class ResponseFactory(SavingFactory):
    """A response that was begun."""

    class Meta:
        model = Response

    id = factory.LazyFunction(uuid.uuid4)
    survey = factory.SubFactory(SurveyFactory)
    organisation = factory.SelfAttribute("survey.organisation")
    begun_at = factory.LazyFunction(lambda: timezone.now().replace(hour=0, minute=0, second=0, microsecond=0))


def all_answers(**changes: Any) -> dict[str, Any]:
    """Raw answers to the small instrument, one of each type."""
    return {"trust": "2", "talk": {"now": "2", "wish": "5"}, "area": "dorp", "why": "Ze bellen nooit terug.",
            "topics": ["wonen", "other:vis"], "order": ["twee", "een"], "parts": {"brief": "4"}, "age": "41",
            "since": "2010-05-01", "spot": "52.1,4.9", "picture": "b", "use": "ja"} | changes
