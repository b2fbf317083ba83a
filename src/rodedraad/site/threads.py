"""One whole thread, read from any of its knots in a constant number of queries."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest

from rodedraad.decide.agreements.models import Commitment, Result
from rodedraad.decide.answers.models import Answer, Decision
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.querysets import COUNTED, PUBLIC
from rodedraad.listen.processes.models import Charter, Process
from rodedraad.understand.themes.models import Grounds, Theme

SHOWN = 20
"""How many contributions a thread page shows; the others are counted and linked."""


@dataclass(frozen=True)
class Thread:
    """The published knots that hang together, and the promises of the charter for those still to come."""

    process: Process
    contributions: list[Contribution]
    contribution_count: int
    themes: list[Theme] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    answer_by: date | None = None
    decision_on: date | None = None


@dataclass(frozen=True)
class _Ids:
    """Where a thread was picked up, as lazy sets of ids: nothing is fetched until the thread is read."""

    contributions: QuerySet
    themes: QuerySet
    answers: QuerySet


def _public_answers() -> QuerySet:
    return Answer.objects.filter(state=Answer.State.PUBLISHED)


def _public_themes() -> QuerySet:
    return Theme.objects.filter(state=Theme.State.PUBLISHED)


def _confirmed() -> QuerySet:
    return Grounds.objects.filter(state=Grounds.State.CONFIRMED)


def from_contribution(contribution: Contribution) -> Thread:
    """The thread of one contribution."""
    themes = _public_themes().filter(grounds__in=_confirmed().filter(contribution=contribution))
    answers = _public_answers().filter(Q(themes__in=themes.values("pk")) | Q(contributions=contribution))
    return _read(contribution.process, _Ids(Contribution.objects.filter(pk=contribution.pk), themes, answers))


def from_theme(theme: Theme) -> Thread:
    """The thread of one theme."""
    own = Theme.objects.filter(pk=theme.pk)
    return _read(theme.process, _Ids(_grounding(own), own, _public_answers().filter(themes=theme)))


def from_answers(process: Process, answers: QuerySet) -> Thread:
    """The thread of some answers: what they answer, and what rests on them."""
    ids = answers.values("pk")
    themes = _public_themes().filter(answers__in=ids)
    contributions = Contribution.objects.filter(
        Q(pk__in=_grounding(themes).values("pk")) | Q(answers__in=ids)
    )
    return _read(process, _Ids(contributions, themes, answers))


def from_answer(answer: Answer) -> Thread:
    """The thread of one answer."""
    return from_answers(answer.process, Answer.objects.filter(pk=answer.pk))


def from_decision(decision: Decision) -> Thread:
    """The thread of one decision; without published answers it still shows what was promised in it."""
    thread = from_answers(decision.process, _public_answers().filter(decisions=decision))
    return thread if decision in thread.decisions else _with_own(thread, decision=decision)


def from_commitment(commitment: Commitment) -> Thread:
    """The thread of one commitment."""
    wanted = Q(pk=commitment.answer_id)
    if commitment.decision_id:
        wanted |= Q(decisions=commitment.decision_id)
    thread = from_answers(commitment.process, _public_answers().filter(wanted))
    return thread if commitment in thread.commitments else _with_own(thread, commitment=commitment)


def from_result(result: Result) -> Thread:
    """The thread of one result: that of its commitment."""
    return from_commitment(result.commitment)


READERS: dict[str, tuple[type, Callable[..., Thread]]] = {
    "bijdrage": (Contribution, from_contribution),
    "thema": (Theme, from_theme),
    "antwoord": (Answer, from_answer),
    "besluit": (Decision, from_decision),
    "toezegging": (Commitment, from_commitment),
    "resultaat": (Result, from_result),
}
"""The knots by their word in the address: the model and the reader of its thread."""


def _grounding(themes: QuerySet) -> QuerySet:
    return Contribution.objects.filter(pk__in=_confirmed().filter(theme__in=themes.values("pk")).values("contribution"))


def _read(process: Process, ids: _Ids) -> Thread:
    counted = ids.contributions.filter(state__in=COUNTED).distinct()
    public = counted.filter(state__in=PUBLIC)
    shown = list(public.select_related("activity__process", "author").order_by("-support_count", "pk")[:SHOWN])
    answers = list(ids.answers.distinct())
    decisions = list(
        Decision.objects.filter(is_published=True, answers__in=[answer.pk for answer in answers]).distinct()
    )
    commitments = _commitments(answers, decisions)
    charter = process.charters.exclude(published_at=None).last()
    themes = list(ids.themes.distinct())
    for knot in (*themes, *answers, *decisions, *commitments):
        knot.process = process  # a thread stays within its process; without this each row asks for it again
    return Thread(
        process=process,
        contributions=shown,
        contribution_count=counted.count(),
        themes=themes,
        answers=answers,
        decisions=decisions,
        commitments=commitments,
        results=_results(commitments),
        **_promises(charter),
    )


def _commitments(answers: Iterable[Answer], decisions: Iterable[Decision]) -> list[Commitment]:
    made_in = Q(answer__in=[answer.pk for answer in answers]) | Q(decision__in=[decision.pk for decision in decisions])
    return list(Commitment.objects.filter(made_in, is_published=True).distinct())


def _results(commitments: Iterable[Commitment]) -> list[Result]:
    return list(Result.objects.filter(commitment__in=[commitment.pk for commitment in commitments]))


def _promises(charter: Charter | None) -> dict[str, date | None]:
    if charter is None:
        return {}
    return {"answer_by": charter.answer_by, "decision_on": charter.decision_on}


def _with_own(thread: Thread, *, decision: Decision | None = None, commitment: Commitment | None = None) -> Thread:
    """A thread that was picked up at a knot without published answers: add that knot and what follows from it."""
    decisions = [*thread.decisions, decision] if decision else thread.decisions
    commitments = _commitments(thread.answers, decisions) if decision else thread.commitments
    if commitment:
        if commitment.decision_id and not decisions:
            decisions = list(Decision.objects.filter(pk=commitment.decision_id, is_published=True))
        commitments = [*commitments, commitment]
    for knot in (*decisions, *commitments):
        knot.process = thread.process
    return Thread(
        process=thread.process, contributions=thread.contributions, contribution_count=thread.contribution_count,
        themes=thread.themes, answers=thread.answers, decisions=decisions, commitments=commitments,
        results=_results(commitments), answer_by=thread.answer_by, decision_on=thread.decision_on,
    )


def find_thread(request: HttpRequest, word: str, pk: int) -> Thread:
    """The thread at a knot that the person may see. Raises Http404."""
    model, read = READERS[word]
    related = [name for name in ("process", "commitment__process", "activity__process") if _has(model, name)]
    knot = model.objects.filter(pk=pk).select_related(*related).first()
    if knot is None or not request.person.may(f"{PERMISSIONS[word]}.view", getattr(knot, "commitment", knot)):
        raise Http404
    return read(knot)


PERMISSIONS = {"bijdrage": "contributions", "thema": "themes", "antwoord": "answers", "besluit": "decisions",
               "toezegging": "commitments", "resultaat": "commitments"}


def _has(model: type[Model], path: str) -> bool:
    return path.split("__", maxsplit=1)[0] in {field.name for field in model._meta.get_fields()}
