"""What a report page needs to show figures: everything in here may be published as it is."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from .shares import Interval


@dataclass(frozen=True)
class Answered:
    """One class of answers: which ones, how many (not for weighted groups), its share with an interval."""

    answers: tuple[str, ...]
    count: int | None
    share: float
    interval: Interval


@dataclass(frozen=True)
class Result:
    """One question in one group.

    `reason` says why nothing is shown: `few_answers`, or `small_answers` when no answer of a choice may stand apart
    (then `n` may still be told).

    `mean` lies between `lowest` and `highest` (the same when nothing had to be rounded); `interval` says how sure we
    are of the mean in all who could have answered, and is wider than need be when `is_bound`. An empty `shares` means
    that the answers are not shown apart. `dont_know` is None when fewer than the threshold, or nobody, said so.
    """

    group: str
    n: int | None
    reason: str = ""
    shares: Sequence[Answered] = ()
    mean: float | None = None
    lowest: float | None = None
    highest: float | None = None
    interval: Interval | None = None
    is_bound: bool = False
    median: float | None = None
    dont_know: int | None = None
    is_weighted: bool = False
    effective_n: float | None = None

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to show."""
        return not self.reason


@dataclass(frozen=True)
class Contrast:
    """Two groups on one question: `effect` is Cliff's delta, or its estimate from the means when `by` says so."""

    question: str
    first: str
    second: str
    effect: float
    size: str
    by: str
    p: float
    adjusted: float
    stands: bool


@dataclass(frozen=True)
class QuestionResult:
    """One question in all groups, with what differs."""

    key: str
    is_scale: bool
    results: Sequence[Result]
    contrasts: Sequence[Contrast] = ()


@dataclass(frozen=True)
class GapResult:
    """Wish minus now in one group, among people who answered both; the interval is a bound (docs/statistics.md)."""

    group: str
    n: int | None
    now: float | None = None
    wish: float | None = None
    gap: float | None = None
    interval: Interval | None = None


@dataclass(frozen=True)
class PairResult:
    """Now beside wish: both questions over the same people, and the gap per group."""

    key: str
    now: QuestionResult
    wish: QuestionResult
    gaps: Sequence[GapResult]


@dataclass(frozen=True)
class Response:
    """Who took part: at least so many (an exact number could give away who skipped a question), of how many invited."""

    group: str
    members: tuple[str, ...]
    at_least: int
    invited: int | None
    rate: float | None
    design_effect: float | None = None


@dataclass(frozen=True)
class Finding:
    """What stands out, by the rule that `kind` names (docs/statistics.md), the first being the strongest."""

    kind: str
    question: str
    strength: float
    groups: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """All of it."""

    threshold: int
    groups: Sequence[str]
    left_out: Sequence[str]
    response: Sequence[Response]
    questions: Sequence[QuestionResult]
    pairs: Sequence[PairResult]
    findings: Sequence[Finding] = field(default=())
