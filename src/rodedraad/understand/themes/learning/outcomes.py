"""Where a run put each contribution, packed in few bytes, and what moved between two runs and why."""

import hashlib
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _

from rodedraad.listen.contributions.models import Contribution

from ..models import AnalysisRun, RunOutcome, Theme
from .placing import Confirmed, Placed

ROW = np.dtype([("contribution", "<i8"), ("theme", "<i8"), ("confidence", "<f2"), ("is_decided", "?")])
MOST_MOVES = 500


def keep_outcome(run: AnalysisRun, ids: Sequence[int], placed: Sequence[Placed], decided: dict[int, int]) -> None:
    """Keep where the run put each contribution; what a person decided stands with 1 as confidence."""
    rows = np.zeros(len(ids), dtype=ROW)
    for at, (pk, each) in enumerate(zip(ids, placed, strict=True)):
        theme = decided.get(pk) or (each.theme if each.is_sure else None) or 0
        rows[at] = (pk, theme, 1.0 if pk in decided else each.confidence, pk in decided)
    RunOutcome.objects.update_or_create(
        run=run, defaults={"organisation_id": run.organisation_id, "packed": zlib.compress(rows.tobytes(), 6)})


def rows_of(run: AnalysisRun) -> np.ndarray:
    """What was kept of a run; no rows when nothing was."""
    outcome = RunOutcome.objects.filter(run=run).first()
    raw = zlib.decompress(bytes(outcome.packed)) if outcome else b""
    return np.frombuffer(raw, dtype=ROW)


def themes_as_seen(themes: Sequence[Theme], confirmed: Sequence[Confirmed]) -> list[dict[str, object]]:
    """The themes as a run saw them, to tell later what changed."""
    counts = Counter(each.theme for each in confirmed)
    return [{"id": theme.pk, "title": theme.title, "key": hashlib.sha256(theme.words.encode()).hexdigest()[:16],
             "parent": theme.parent_id, "examples": counts[theme.pk]} for theme in themes]


@dataclass(frozen=True)
class Move:
    """A contribution that stands elsewhere in the second run."""

    contribution: Contribution
    before: str
    after: str
    confidence: float | None
    why: str


@dataclass(frozen=True)
class Comparison:
    """What moved between two runs."""

    first: AnalysisRun
    second: AnalysisRun
    moves: list[Move]
    moved: int
    same: int
    new: int
    gone: int
    causes: list[str]

    @property
    def share(self) -> float:
        """The percentage of the contributions in both runs that moved."""
        total = self.moved + self.same
        return round(100 * self.moved / total, 1) if total else 0.0


def compare(first: AnalysisRun, second: AnalysisRun, limit: int = MOST_MOVES) -> Comparison:
    """What moved from the first run to the second, and why; three queries."""
    one = {int(row["contribution"]): row for row in rows_of(first)}
    two = {int(row["contribution"]): row for row in rows_of(second)}
    both = [pk for pk in two if pk in one]
    moved = [pk for pk in both if one[pk]["theme"] != two[pk]["theme"]]
    new = [pk for pk in two if pk not in one]
    shown = [*moved, *new][:limit]
    known = Contribution.objects.filter(pk__in=shown).in_bulk()
    titles = _titles(first) | _titles(second)
    changes = _Changes(first, second)
    moves = [_move(known[pk], one.get(pk), two[pk], titles, changes) for pk in shown if pk in known]
    return Comparison(first, second, moves, len(moved), len(both) - len(moved), len(new), len(one) - len(both),
                      changes.general())


def _titles(run: AnalysisRun) -> dict[int, str]:
    return {seen["id"]: seen["title"] for seen in run.themes_seen}


class _Changes:
    """What differs between the themes and settings of two runs."""

    def __init__(self, first: AnalysisRun, second: AnalysisRun) -> None:
        self.one = {seen["id"]: seen for seen in first.themes_seen}
        self.two = {seen["id"]: seen for seen in second.themes_seen}
        self.is_other_method = (first.method, first.encoder) != (second.method, second.encoder)

    def why(self, before: int, after: int) -> str:
        """Why a contribution moved from one theme to another (0: none)."""
        told = [(_("another method"), self.is_other_method)]
        for theme in (after, before):
            if theme:
                told += self._of(theme)
        return next((words for words, holds in told if holds), _("the numbers of other themes changed"))

    def _of(self, theme: int) -> list[tuple[str, bool]]:
        one, two = self.one.get(theme), self.two.get(theme)
        if one is None or two is None:
            seen = one or two or {"title": "?"}
            words = _("“%(title)s” is new") if one is None else _("“%(title)s” is no longer there")
            return [(words % {"title": seen["title"]}, True)]
        title = {"title": two["title"]}
        return [(_("“%(title)s” is described differently") % title, one["key"] != two["key"]),
                (_("new decisions of people on “%(title)s”") % title, one["examples"] != two["examples"]),
                (_("“%(title)s” stands elsewhere") % title, one["parent"] != two["parent"])]

    def general(self) -> list[str]:
        """Everything that changed between the runs, for the top of the page."""
        told = [_("another method")] if self.is_other_method else []
        for theme in sorted(self.one.keys() | self.two.keys()):
            told += [words for words, holds in self._of(theme) if holds]
        return told


def _move(contribution: Contribution, before: np.void | None, after: np.void, titles: dict[int, str],
          changes: _Changes) -> Move:
    unsure = _("does not know")
    now = int(after["theme"])
    was = int(before["theme"]) if before is not None else 0
    if before is None:
        why = _("a new contribution")
    elif bool(after["is_decided"]):
        why = _("a person decided it")
    else:
        why = changes.why(was, now)
    return Move(contribution, "–" if before is None else titles.get(was, unsure), titles.get(now, unsure),
                None if bool(after["is_decided"]) else float(after["confidence"]), why)
