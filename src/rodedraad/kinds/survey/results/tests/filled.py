"""Surveys with many finished answers, made at once: for tests, benchmarks and files to hold exports against."""

import random
import uuid
from datetime import UTC, datetime
from typing import Any

from rodedraad.kinds.survey.instrument.routing import visible
from rodedraad.kinds.survey.instrument.shape import Instrument, Question, Type
from rodedraad.kinds.survey.models import Response, Survey
from rodedraad.kinds.survey.reading import packer_of

MIDNIGHT = datetime(2026, 3, 3, tzinfo=UTC)


def fill(survey: Survey, rows: list[tuple[str, dict[str, Any]]],
         neighbourhoods: list[int | None] | None = None) -> None:
    """Finished responses: per row a group and kept answers."""
    packer = packer_of(survey.asks)
    places = neighbourhoods or [None] * len(rows)
    Response.objects.bulk_create([
        Response(id=uuid.UUID(int=number + 1 + survey.pk * 10**9), survey=survey,
                 organisation_id=survey.organisation_id, state=Response.State.FINISHED, seed=number, group=group,
                 neighbourhood_id=place, answers=answers,
                 packed=packer.pack(answers), begun_at=MIDNIGHT, finished_at=MIDNIGHT)
        for number, ((group, answers), place) in enumerate(zip(rows, places, strict=True))], batch_size=2000)


def small_answers(rng: random.Random, lean: float = 0.0) -> dict[str, Any]:
    """Kept answers to the small instrument of the factories, by chance; `lean` moves them up the scale."""
    def point() -> int:
        return max(1, min(5, round(rng.gauss(3 + lean, 1.2))))

    trust = 0 if rng.random() < 0.05 else point()
    found: dict[str, Any] = {
        "trust": trust, "talk": [point(), min(5, point() + 1)],
        "area": rng.choices(["centrum", "dorp", "other:Elders"], [5, 4, 1])[0],
        "topics": rng.sample(["groen", "wonen", "verkeer"], rng.randint(1, 3)) if rng.random() < 0.9 else ["none"],
        "order": rng.sample(["een", "twee", "drie"], 3), "parts": {"brief": point(), "site": point()},
        "age": rng.randint(18, 90), "picture": rng.choice("ab"), "use": rng.random() < 0.7}
    if trust in {1, 2}:
        found["why"] = rng.choice(["Ze bellen nooit terug.", "Ik weet niet waar ik moet zijn."])
    return found


def small_rows(sizes: dict[str, int], seed: int = 1) -> list[tuple[str, dict[str, Any]]]:
    """So many rows per group; each group leans another way."""
    rng = random.Random(seed)
    return [(group, small_answers(rng, lean)) for lean, (group, size) in zip((-0.3, 0.6, 0.2, 0.0), sizes.items(),
                                                                            strict=False) for _ in range(size)]


def rows_for(instrument: Instrument, sizes: dict[str, int], seed: int = 1) -> list[tuple[str, dict[str, Any]]]:
    """So many rows per group of any instrument, along its routes; each group leans its own way on each question."""
    rng = random.Random(seed)
    leans = {(group, key): rng.gauss(0, 0.5) for group in sizes for key in instrument.questions}
    return [(group, _walk(instrument, group, leans, rng)) for group, size in sizes.items() for _ in range(size)]


def _walk(instrument: Instrument, group: str, leans: dict[tuple[str, str], float],
          rng: random.Random) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for _round in range(2):
        for question in visible(instrument, answers, seed=1, group=group):
            if question.key not in answers and rng.random() < 0.97:
                answers[question.key] = _value(question, leans[group, question.key], rng)
    return {key: value for key, value in answers.items() if value is not None}


def _value(question: Question, lean: float, rng: random.Random) -> Any:
    def point() -> int:
        return 0 if rng.random() < 0.04 else max(1, min(5, round(rng.gauss(3 + lean, 1.1))))

    keys = [option.key for option in question.options]
    made = {
        Type.SCALE: point, Type.NOW_WISH: lambda: [point(), max(point(), 4)], Type.CONSENT: lambda: rng.random() < 0.7,
        Type.MATRIX: lambda: {row.key: point() for row in question.rows},
        Type.SINGLE: lambda: rng.choice(keys), Type.IMAGE: lambda: rng.choice(keys),
        Type.MULTIPLE: lambda: [key for key in keys if rng.random() < 0.4] or keys[:1],
        Type.RANKING: lambda: rng.sample(keys, len(keys)),
        Type.NUMBER: lambda: rng.randint(int(question.minimum or 0), int(question.maximum or 100)),
        Type.TEXT: lambda: rng.choice(["Meer groen graag.", "Ze bellen nooit terug.", "Goed geregeld!"]),
    }
    return made.get(Type(question.type), lambda: None)()
