"""What stands out in a report: chosen by a rule that can be told, never by hand."""

from collections.abc import Sequence

from .results import Finding, PairResult, QuestionResult, Result

AGREED = 0.125  # groups agree when their means lie within an eighth of the scale: half a point of five
LEANS = 0.125  # and all lie at least that far from the middle, on the same side
WISHED = 0.25  # a wish stands out from a quarter of the scale: one point of five


def findings(questions: Sequence[QuestionResult], pairs: Sequence[PairResult], scales: dict[str, tuple[float, float]],
             most: int = 5) -> list[Finding]:
    """At most `most` of each kind: differences, agreements, wishes.

    Difference: two groups differ for certain (after Holm over all comparisons of the report) and at least by a small
    effect; the largest effect first, each question once. Agreement: all shown groups, at least two, lie within an
    eighth of the scale of each other and on the same side of the middle by at least an eighth; the group nearest to
    the middle decides the order. Wish: the gap in a group is certain (its interval leaves out nought) and at least a
    quarter of the scale; the largest first, each question once.
    """
    everything = [*questions, *(question for pair in pairs for question in (pair.now, pair.wish))]
    return [*_differences(everything, most), *_agreements(everything, scales, most), *_wishes(pairs, scales, most)]


def _differences(questions: Sequence[QuestionResult], most: int) -> list[Finding]:
    found = []
    for question in questions:
        sure = [contrast for contrast in question.contrasts if contrast.stands and contrast.size != "negligible"]
        if sure:
            best = max(sure, key=lambda contrast: abs(contrast.effect))
            found.append(Finding("difference", question.key, abs(best.effect), (best.first, best.second)))
    return _strongest(found, most)


def _agreements(questions: Sequence[QuestionResult], scales: dict[str, tuple[float, float]],
                most: int) -> list[Finding]:
    found = []
    for question in questions:
        shown: list[Result] = [result for result in question.results if result.mean is not None]
        if not question.is_scale or len(shown) < 2:
            continue
        low, high = scales[question.key]
        places = [((result.mean or 0) - low) / (high - low) - 0.5 for result in shown]
        nearest = min(abs(place) for place in places)
        same_side = all(place > 0 for place in places) or all(place < 0 for place in places)
        if same_side and nearest >= LEANS and max(places) - min(places) <= AGREED:
            found.append(Finding("agreement", question.key, nearest, tuple(result.group for result in shown)))
    return _strongest(found, most)


def _wishes(pairs: Sequence[PairResult], scales: dict[str, tuple[float, float]], most: int) -> list[Finding]:
    found = []
    for pair in pairs:
        low, high = scales[pair.wish.key]
        sure = [gap for gap in pair.gaps if gap.gap is not None and gap.interval is not None
                and abs(gap.gap) >= WISHED * (high - low) and gap.interval.low * gap.interval.high > 0]
        if sure:
            best = max(sure, key=lambda gap: abs(gap.gap or 0))
            found.append(Finding("wish", pair.key, abs(best.gap or 0) / (high - low), (best.group,)))
    return _strongest(found, most)


def _strongest(found: list[Finding], most: int) -> list[Finding]:
    return sorted(found, key=lambda finding: (-finding.strength, finding.question))[:most]
