"""The thread line of one contribution in one query: every idea page shows it, so it must cost next to nothing.

The same relations as `threads.from_contribution`, which a test compares it with; only counts and first days are read,
by one statement that both databases know.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import NamedTuple

from django.db import connection, models
from django.utils import timezone

from rodedraad.base.ui.thread import Knot, ThreadLine
from rodedraad.decide.agreements.models import Commitment, Result
from rodedraad.decide.answers.models import Answer, Decision
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.processes.models import Charter
from rodedraad.understand.themes.models import Grounds, Theme

from .lines import knot, leading_to_parts, page_of_thread


class Tied(NamedTuple):
    """How many of one knot, and the first day (or moment) of them."""

    count: int
    first: date | None


NOTHING = Tied(0, None)

STATEMENT = """
WITH t AS (
  SELECT th.id, th.published_at AS day FROM {theme} th WHERE th.state = 'published' AND th.id IN (
    SELECT g.theme_id FROM {grounds} g WHERE g.contribution_id = %(pk)s AND g.state = 'confirmed')),
a AS (
  SELECT an.id, an.published_at AS day FROM {answer} an WHERE an.state = 'published' AND (
    an.id IN (SELECT x.answer_id FROM {answer_themes} x JOIN t ON t.id = x.theme_id)
    OR an.id IN (SELECT x.answer_id FROM {answer_contributions} x WHERE x.contribution_id = %(pk)s))),
d AS (
  SELECT de.id, de.decided_on AS day FROM {decision} de WHERE de.is_published AND de.id IN (
    SELECT x.decision_id FROM {decision_answers} x JOIN a ON a.id = x.answer_id)),
c AS (
  SELECT co.id, co.created_at AS day, co.due_on, co.state FROM {commitment} co WHERE co.is_published AND (
    co.answer_id IN (SELECT id FROM a) OR co.decision_id IN (SELECT id FROM d)))
SELECT 'theme', COUNT(*), CAST(MIN(day) AS text) FROM t
UNION ALL SELECT 'answer', COUNT(*), CAST(MIN(day) AS text) FROM a
UNION ALL SELECT 'decision', COUNT(*), CAST(MIN(day) AS text) FROM d
UNION ALL SELECT 'commitment', COUNT(*), CAST(MIN(day) AS text) FROM c
UNION ALL SELECT 'due', COUNT(*), CAST(MIN(due_on) AS text) FROM c WHERE c.state = 'open'
UNION ALL SELECT 'result', COUNT(*), CAST(MIN(r.happened_on) AS text) FROM {result} r
  WHERE r.commitment_id IN (SELECT id FROM c)
UNION ALL SELECT * FROM (SELECT 'answer_by', 1, CAST(ch.answer_by AS text) FROM {charter} ch
  WHERE ch.process_id = %(process)s AND ch.published_at IS NOT NULL ORDER BY ch.number DESC LIMIT 1) AS answer_by
UNION ALL SELECT * FROM (SELECT 'decision_on', 1, CAST(ch.decision_on AS text) FROM {charter} ch
  WHERE ch.process_id = %(process)s AND ch.published_at IS NOT NULL ORDER BY ch.number DESC LIMIT 1) AS decision_on
"""


@cache
def statement() -> str:
    """The statement with the names of the tables."""
    tables: Mapping[str, type[models.Model]] = {
        "theme": Theme, "grounds": Grounds, "answer": Answer, "decision": Decision, "commitment": Commitment,
        "result": Result, "charter": Charter, "answer_themes": Answer.themes.through,
        "answer_contributions": Answer.contributions.through, "decision_answers": Decision.answers.through,
    }
    return STATEMENT.format(**{name: model._meta.db_table for name, model in tables.items()})


def tied_to(contribution: Contribution) -> dict[str, Tied]:
    """Counts and first days by knot, with the promised days under `answer_by`, `decision_on` and `due`."""
    with connection.cursor() as cursor:
        cursor.execute(statement(), {"pk": contribution.pk, "process": contribution.process_id})
        return {name: Tied(count, _day(first)) for name, count, first in cursor.fetchall()}


def line_of_contribution(contribution: Contribution) -> ThreadLine:
    """The line of one contribution."""
    tied = tied_to(contribution)

    def own(stage: str, promise: str = "", *, late: bool = False) -> Knot:
        found = tied.get(stage, NOTHING)
        return knot(stage, count=found.count, on=found.first, promised=tied.get(promise, NOTHING).first, late=late)

    due = tied["due"].first
    return leading_to_parts(page_of_thread("bijdrage", contribution.pk), [
        knot("contribution", count=1, on=contribution.created_at),
        own("theme"), own("answer", "answer_by"), own("decision", "decision_on"), own("commitment"),
        own("result", "due", late=due is not None and due < timezone.localdate()),
    ])


def _day(text: str | None) -> date | None:
    """The day of a date or a moment as the database writes it; moments are in UTC."""
    if not text:
        return None
    if len(text) == len("2027-03-03"):
        return date.fromisoformat(text)
    moment = datetime.fromisoformat(text)
    return timezone.localtime(moment if moment.tzinfo else moment.replace(tzinfo=UTC)).date()
