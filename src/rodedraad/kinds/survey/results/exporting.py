"""The results as files: the published figures, and nothing that is not in them."""

import json
from collections.abc import Iterator

from django.utils.translation import pgettext

from rodedraad.base.core.tables import write_table

from .stored import content_of
from .tables import Row, rows_of
from .told import Told


def file_of(told: Told, form: str) -> Iterator[bytes]:
    """The whole report as `csv`, `xlsx` or `ods` (a row per figure), or as `json` (as it is stored)."""
    if form == "json":
        yield (json.dumps(content_of(told), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
        return
    yield from write_table(form, columns(), lines(told), told.title)


def columns() -> list[str]:
    """The names of the columns."""
    return [pgettext("column of results", "section"), pgettext("column of results", "key"),
            pgettext("column of results", "question"), pgettext("column of results", "part"),
            pgettext("column of results", "group"), pgettext("column of results", "answer"),
            pgettext("column of results", "figure"), pgettext("column of results", "number of answers"),
            pgettext("column of results", "value"), pgettext("column of results", "low"),
            pgettext("column of results", "high"), pgettext("column of results", "in words")]


def lines(told: Told) -> Iterator[list[object]]:
    """A line per figure; numbers with four decimals, as shares of one or as points on the scale."""
    for section in told.sections:
        for question in section.questions:
            for row in rows_of(told, question):
                yield [section.title, question.key, question.title, row.part, row.group, row.answer, _figure(row),
                       row.n, _rounded(row.value), _rounded(row.low), _rounded(row.high), row.said]


def _figure(row: Row) -> str:
    return {"mean": pgettext("figure", "mean"), "share": pgettext("figure", "share"),
            "gap": pgettext("figure", "difference"), "unsure": pgettext("figure", "don't know"),
            "hidden": pgettext("figure", "not shown")}[row.kind]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
