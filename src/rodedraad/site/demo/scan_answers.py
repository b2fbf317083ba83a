"""Invented answers to the questions of a Quick Scan: each group sees the same town a little differently."""

import random
from datetime import datetime, timedelta
from typing import Any

from rodedraad.base.organisations.models import Neighbourhood
from rodedraad.kinds.survey.instrument.answers import check_answer
from rodedraad.kinds.survey.instrument.reach import any_answer
from rodedraad.kinds.survey.instrument.routing import counting_answers, visible
from rodedraad.kinds.survey.instrument.shape import Instrument, Question, Type
from rodedraad.kinds.survey.models import Response, Survey
from rodedraad.kinds.survey.reading import instrument_of, packer_of

# How a group looks at things on a scale of five, and where it looks at them otherwise than on the whole.
MOOD = {"resident": 2.9, "staff": 3.3, "council": 3.7, "executive": 4.0}
OTHERWISE = {
    ("resident", "part_reply"): -0.8, ("resident", "part_influence"): -0.6, ("resident", "com_plain"): -0.5,
    ("resident", "gov_near"): -0.4, ("resident", "com_visible"): -0.7, ("resident", "init_door"): -0.5,
    ("staff", "part_early"): -0.7, ("staff", "init_door"): -0.6, ("staff", "gov_choice"): -0.5,
    ("staff", "gov_room"): -0.8, ("council", "gov_informed"): -0.9, ("council", "reg_control"): -1.4,
    ("council", "general_seen"): 0.5, ("council", "com_visible"): 0.4, ("executive", "part_influence"): 0.4,
    ("resident", "init_room"): 0.4, ("staff", "com_plain"): -0.3, ("resident", "reg_residents"): -0.6,
}
WISHED = {"part_reply": 4.7, "com_plain": 4.6, "part_early": 4.5, "gov_account": 4.6, "com_visible": 3.9,
          "reg_residents": 3.6, "part_ways": 3.9}
CHOSEN = {"part_joined": [34, 66], "init_challenge": [2, 11, 24, 63], "close_age": [2, 14, 21, 31, 32]}
GRADE = {"resident": 6.1, "staff": 6.7, "council": 7.2, "executive": 7.5}
WRITES = 0.28


def place_answers(survey: Survey, groups: dict[str, int], begun: int, words: dict[str, list[str]],
                  places: list[Neighbourhood], *, better: float = 0.0) -> int:
    """Responses as `finish_response` leaves them, and some that were only begun; returns how many were sent in."""
    chance = random.Random(f"scan {survey.activity.title}")  # noqa: S311 -- invented
    instrument, packer = instrument_of(survey.asks), packer_of(survey.asks)
    order = [group for group, number in groups.items() for _ in range(number)] + ["resident"] * begun
    days = max((min(survey.closes_at, survey.opens_at + timedelta(days=20)) - survey.opens_at).days, 1)
    rows = []
    for number, group in enumerate(order):
        seed = chance.randrange(2**31)
        answers = _answers(instrument, group, seed, chance, words, better)
        is_done = number < len(order) - begun
        at = _midnight(survey.opens_at + timedelta(days=min(int(chance.expovariate(0.25)), days)))
        rows.append(Response(
            organisation_id=survey.organisation_id, survey=survey, group=group, seed=seed,
            answers=answers if is_done else dict(list(answers.items())[:6]),
            packed=packer.pack(answers) if is_done else None, begun_at=at, finished_at=at if is_done else None,
            state=Response.State.FINISHED if is_done else Response.State.BEGUN,
            channel=Response.Channel.PAPER if group == "resident" and chance.random() < 0.06 else Response.Channel.SITE,
            neighbourhood=chance.choice(places) if places and group == "resident" else None))
    # Begun on the site only: what came on paper was whole when somebody typed it in.
    for row in rows[len(order) - begun:]:
        row.channel = Response.Channel.SITE
    Response.objects.bulk_create(rows, batch_size=200)
    return len(order) - begun


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _answers(instrument: Instrument, group: str, seed: int, chance: random.Random, words: dict[str, list[str]],
             better: float) -> dict[str, Any]:
    mood, given = MOOD[group] + better + chance.gauss(0, 0.55), {}
    # Again while an answer opens a way to more questions.
    while todo := [each for each in visible(instrument, given, seed=seed, group=group) if each.key not in given]:
        for question in todo:
            is_left_out = not question.required and chance.random() < _skips(question)
            raw = None if is_left_out else _raw(question, group, mood, chance, words)
            given[question.key] = check_answer(question, raw, must=False).value
    return counting_answers(instrument, given, seed=seed, group=group)


def _skips(question: Question) -> float:
    return 1 - WRITES if question.type == Type.TEXT else 0.03


def _raw(question: Question, group: str, mood: float, chance: random.Random, words: dict[str, list[str]]) -> Any:
    keys = [option.key for option in question.options]
    middle = mood + OTHERWISE.get((group, question.key), 0.0)
    if question.type == Type.SCALE:
        return _point(middle, chance)
    if question.type == Type.NOW_WISH:
        return [_point(middle, chance), _point(WISHED.get(question.key, 4.2), chance)]
    if question.type == Type.SINGLE:
        weights = [55, 45] if question.key == "part_joined" and group != "resident" else CHOSEN.get(question.key)
        return chance.choices(keys, weights=weights)[0]
    if question.type == Type.MULTIPLE:
        alone = {option.key for option in question.options if option.exclusive}
        return chance.sample([key for key in keys if key not in alone], chance.randint(1, min(3, len(keys))))
    if question.type == Type.NUMBER:
        return max(1, min(10, round(chance.gauss(GRADE[group] + (mood - MOOD[group]), 1.1))))
    if question.type == Type.TEXT:
        return chance.choice(words.get(question.key, words["close_tip"]))
    if question.type == Type.CONSENT:
        return "ja" if chance.random() < 0.8 else "nee"
    return any_answer(question)


def _point(middle: float, chance: random.Random) -> int:
    return 0 if chance.random() < 0.05 else max(1, min(5, round(chance.gauss(middle, 0.95))))
