"""Puts a whole invented process together: its rules, what people said, and what came of it."""

import re
from functools import cache
from typing import Any

from .comments import comments_on
from .fragments import table, themes_of
from .ideas import IdeaWriter
from .people import area_names, residents, staff
from .shapes import (
    Activity,
    Answer,
    Charter,
    Commitment,
    Decision,
    Idea,
    Organisation,
    Phase,
    Process,
    Resident,
    Result,
)

COUNT = re.compile(r"\{aantal:(\w+)\}")
COPIED = ("key", "title", "slug", "summary", "state", "starts", "ends", "contact_name", "contact_email", "adviser",
          "alderman")


@cache
def organisations() -> tuple[Organisation, ...]:
    """All invented organisations, the municipality first."""
    return tuple(_organisation(row) for row in table("organisations")["organisation"])


def _organisation(row: dict[str, Any]) -> Organisation:
    areas = tuple(row.get("neighbourhoods", ())) or area_names()
    people = residents(row["resident_count"], f"{row['key']}.example", areas)
    taken = ("processes", "resident_count", "neighbourhoods", "staff", "held_words")
    return Organisation(
        **{name: value for name, value in row.items() if name not in taken}, held_words=tuple(row["held_words"]),
        neighbourhoods=areas, staff=staff(row.get("staff") or table("people")["staff"]), residents=people,
        processes=tuple(process(key, people) for key in row["processes"]),
    )


def process(key: str, people: tuple[Resident, ...]) -> Process:
    """One process, by its key; the people are those of its organisation."""
    plan = table(f"process_{key}")
    ideas = IdeaWriter(plan, people).write() if plan["idea_count"] else ()
    answers = _answers(plan, ideas)
    decisions = _decisions(plan)
    days = {answer.key: answer.day for answer in answers} | {decision.key: decision.day for decision in decisions}
    return Process(
        **{name: plan[name] for name in COPIED}, description=plan["description"].strip(), lesson=plan["lesson"].strip(),
        charters=_charters(plan), activity=_activity(plan["activity"]),
        themes=tuple(fragments.theme for fragments in themes_of(key).values()),
        ideas=ideas, comments=comments_on(plan, ideas, people), answers=answers, decisions=decisions,
        commitments=_commitments(plan, ideas, days),
        results=tuple(Result(commitment=row["commitment"], text=row["text"], achieved=row["achieved"], day=row["on"],
                             url=row["url"]) for row in plan.get("result", [])),
    )


def _charters(plan: dict[str, Any]) -> tuple[Charter, ...]:
    """Each version repeats what the one before it said, except what it changes."""
    made: list[Charter] = []
    words: dict[str, Any] = {}
    for row in plan["charter"]:
        words = {**words, **{name: value.strip() if isinstance(value, str) else value for name, value in row.items()}}
        made.append(Charter(**words))
    return tuple(made)


def _activity(row: dict[str, Any]) -> Activity:
    phases = tuple(Phase(one["title"], tuple(one["features"]), one["starts"], one["ends"]) for one in row["phase"])
    return Activity(**{name: value for name, value in row.items() if name != "phase"}, phases=phases)


def _counted(text: str, ideas: tuple[Idea, ...]) -> str:
    """Fill in how many ideas a theme has, so that an answer never names another number than the page."""
    def count(match: re.Match[str]) -> str:
        return str(sum(idea.state == "published" and any(ground.theme == match[1] for ground in idea.grounds)
                       for idea in ideas))
    return COUNT.sub(count, text).strip()


def _answers(plan: dict[str, Any], ideas: tuple[Idea, ...]) -> tuple[Answer, ...]:
    """Answers to themes; and to single ideas: those off the subject, or those that ask for one same thing."""
    def single(row: dict[str, Any]) -> tuple[int, ...]:
        words = row.get("ideas_with", "")
        return tuple(index for index, idea in enumerate(ideas) if idea.state == "published" and (
            (row.get("off_topic") and idea.is_off_topic) or (words and words in idea.text.lower())))

    return tuple(Answer(
        key=row["key"], title=row["title"], outcome=row["outcome"], text=_counted(row["text"], ideas),
        motivation=row["motivation"], day=row["on"], themes=tuple(row.get("themes", ())),
        ideas=single(row),
    ) for row in plan.get("answer", []))


def _decisions(plan: dict[str, Any]) -> tuple[Decision, ...]:
    return tuple(Decision(
        key=row["key"], title=row["title"], body=row["body"], text=row["text"], day=row["on"], url=row["url"],
        answers=tuple(row["answers"]),
    ) for row in plan.get("decision", []))


def _commitments(plan: dict[str, Any], ideas: tuple[Idea, ...], made: dict[str, int]) -> tuple[Commitment, ...]:
    """A promise was made on the day of the decision, or else the answer, that it rests on."""
    return tuple(Commitment(
        key=row["key"], what=row["what"], details=_counted(row["details"], ideas), owner=row["owner"],
        made=made[row.get("decision") or row["answer"]], due=row["due"], state=row["state"],
        decision=row.get("decision", ""), answer=row.get("answer", ""), stop_reason=row.get("stop_reason", ""),
    ) for row in plan.get("commitment", []))
