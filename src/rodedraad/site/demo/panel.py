"""Load the survey of the demo: a residents' panel about living in the neighbourhood, half-way its time."""

import random
from datetime import datetime, timedelta
from typing import Any

from rodedraad.base.accounts.models import Person
from rodedraad.base.organisations.models import Neighbourhood
from rodedraad.kinds.survey import library
from rodedraad.kinds.survey.actions import instruments, surveys
from rodedraad.kinds.survey.instrument.answers import check_answer
from rodedraad.kinds.survey.instrument.reach import any_answer
from rodedraad.kinds.survey.instrument.routing import counting_answers, visible
from rodedraad.kinds.survey.instrument.shape import Question, Type
from rodedraad.kinds.survey.models import Response, Survey
from rodedraad.kinds.survey.reading import instrument_of, packer_of
from rodedraad.listen.activities import actions as activities
from rodedraad.listen.processes.models import Process

from .listening import day

FINISHED, BEGUN = 212, 31
WORDS = {
    "area": ["het Centrum", "de Kolk", "Oost", "het Havenkwartier"],
    "why_unpleasant": ["Er wordt hard gereden in onze straat.", "Er is nergens groen.", "Het is hier nooit stil.",
                       "Ik ken mijn buren niet meer.", "Overal staan auto’s op de stoep."],
    "tip": ["Kom eens kijken op een avond.", "Zet meer bankjes neer.", "Dank voor het opknappen van het park!",
            "Laat weten wat u met deze antwoorden doet.", "Meer plekken voor tieners, graag.",
            "De speeltuin mag wel wat groter."],
}


def load_panel(process: Process, by: Person) -> Survey:
    """A running anonymous survey in a process, with answers of residents."""
    draft = instruments.make_instrument(organisation=process.organisation, title="Wonen in uw buurt", by=by,
                                        content=library.load("panel"), library_key="panel")
    asks = instruments.publish_version(draft=draft, version=draft.version, by=by)
    activity = activities.add_activity(process=process, kind="survey", by=by, settings=activities.Settings(
        title="Wonen in uw buurt", intro="Tien korte vragen over uw buurt. Het kost vijf minuten."))
    opens, closes = day(-9), day(12)
    activities.add_phase(activity=activity, by=by, stretch=activities.Stretch(
        title="Vragen beantwoorden", features=["contribute"], starts_at=opens, ends_at=closes))
    survey = surveys.make_survey(activity=activity, by=by, values=surveys.SurveyValues(
        asks=asks, opens_at=opens, closes_at=closes, asks_neighbourhood=True))
    survey = surveys.start_survey(survey=survey, version=survey.version, by=by)
    _answer(survey, list(Neighbourhood.objects.order_by("pk")))
    return survey


def _answer(survey: Survey, places: list[Neighbourhood]) -> None:
    """Responses as `finish_response` would have left them, spread over the days that the survey is open."""
    chance = random.Random("panel")  # noqa: S311 -- invented
    packer = packer_of(survey.asks)
    rows = []
    for number in range(FINISHED + BEGUN):
        answers = _answers(survey, chance)
        is_done = number < FINISHED
        at = _midnight(survey.opens_at + timedelta(days=min(chance.expovariate(0.5), 8)))
        rows.append(Response(
            organisation_id=survey.organisation_id, survey=survey, answers=answers if is_done else _half(answers),
            packed=packer.pack(answers) if is_done else None, begun_at=at, finished_at=at if is_done else None,
            state=Response.State.FINISHED if is_done else Response.State.BEGUN,
            neighbourhood=chance.choice(places) if places else None, seed=chance.randrange(2**31)))
    Response.objects.bulk_create(rows, batch_size=200)


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _half(answers: dict[str, Any]) -> dict[str, Any]:
    return dict(list(answers.items())[:2])


def _answers(survey: Survey, chance: random.Random) -> dict[str, Any]:
    instrument = instrument_of(survey.asks)
    mood, given = chance.gauss(0, 0.8), {}
    while todo := [each for each in visible(instrument, given) if each.key not in given]:
        question = todo[0]
        skipped = not question.required and chance.random() < (0.5 if question.type == Type.TEXT else 0.06)
        given[question.key] = None if skipped else check_answer(question, _raw(question, mood, chance)).value
    return counting_answers(instrument, given)


def _raw(question: Question, mood: float, chance: random.Random) -> Any:
    keys = [option.key for option in question.options]
    made = {
        Type.SCALE: lambda: _point(3.6 + mood, chance),
        Type.NOW_WISH: lambda: [_point(2.6 + mood, chance), _point(4.3, chance)],
        Type.MATRIX: lambda: {row.key: _point(3.2 + mood - 0.15 * place, chance)
                              for place, row in enumerate(question.rows)},
        Type.SINGLE: lambda: chance.choices(keys, weights=[2, 14, 20, 30, 34][:len(keys)])[0],
        Type.MULTIPLE: lambda: chance.sample([key for key in keys if key != "nothing"], chance.randint(1, 2)),
        Type.RANKING: lambda: chance.sample(keys, chance.randint(2, len(keys))),
        Type.PLACE: lambda: [52.08 + chance.gauss(0, 0.01), 5.12 + chance.gauss(0, 0.015)],
        Type.TEXT: lambda: chance.choice(WORDS[question.key]),
    }
    return made[Type(question.type)]() if question.type in made else any_answer(question)


def _point(middle: float, chance: random.Random) -> int:
    return 0 if chance.random() < 0.04 else max(1, min(5, round(chance.gauss(middle, 1.0))))
