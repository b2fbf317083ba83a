"""The model of a process as people's last decisions make it: trained in the request, from vectors that are kept.

Nothing is encoded here: what has no vector yet waits for the worker (`read_again_soon`, or the next run).
"""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from django.db.models import Count, Max, Sum

from rodedraad.listen.processes.models import Process

from ..counts import public_contributions
from ..models import AnalysisRun, Grounds, Theme
from ..suggesting import words_of
from .encoding import FALLBACK, Encoded, kept
from .placing import MOST_EXAMPLES, Confirmed, Placed, Placer, train

MOST_LIVE = 20_000
"""Of more contributions, the newest and those with a decision are read; the others wait for a run."""
LIVE_EXAMPLES = 1_500
KEPT_PROCESSES = 4


@dataclass(frozen=True)
class Matrix:
    """The contributions of a process as numbers."""

    ids: list[int]
    at: dict[int, int]
    texts: Encoded


@dataclass(frozen=True)
class Live:
    """A trained model and what it was trained on."""

    matrix: Matrix
    placer: Placer
    themes: list[Theme]
    decided: dict[int, int]
    refused: dict[int, set[int]]
    encoder: str

    def place(self, ids: list[int]) -> dict[int, Placed]:
        """Where these contributions belong; those without a vector are left out."""
        known = [pk for pk in ids if pk in self.matrix.at]
        rows = [self.matrix.at[pk] for pk in known]
        part = Encoded(self.matrix.texts.vectors[rows], self.matrix.texts.words[rows])
        found = self.placer.place(part, [self.refused.get(pk, set()) for pk in known])
        return {pk: each for pk, each, row in zip(known, found, part.vectors, strict=True) if row.any()}


_matrices: "OrderedDict[int, tuple[object, Matrix]]" = OrderedDict()
_models: "OrderedDict[int, tuple[object, Live]]" = OrderedDict()
_lock = Lock()


def live_model(process: Process) -> Live | None:
    """The model as of now; None before the first run, or without a theme. Kept in memory until somebody decides."""
    run = (AnalysisRun.objects.filter(process=process, purpose=AnalysisRun.Purpose.THEMES,
                                      state=AnalysisRun.State.DONE).exclude(encoder="").order_by("-pk").first())
    themes = list(Theme.objects.live().filter(process=process).order_by("pk"))
    if run is None or not themes:
        return None
    with _lock:
        matrix, matrix_key = _matrix(process, run)
        key = (matrix_key, _state_of(themes))
        found = _models.get(process.pk)
        if found is None or found[0] != key:
            found = (key, _trained(process, run, themes, matrix))
        _remember(_models, process.pk, found)
        return found[1]


def forget_all() -> None:
    """Empty the memory; for tests."""
    _matrices.clear()
    _models.clear()


def _matrix(process: Process, run: AnalysisRun) -> tuple[Matrix, object]:
    rows = public_contributions(process)
    counted = rows.order_by().aggregate(n=Count("pk"), last=Max("pk"), changed=Sum("version"))
    key = (run.pk, run.encoder, counted["n"], counted["last"], counted["changed"])
    found = _matrices.get(process.pk)
    if found is None or found[0] != key:
        found = (key, _loaded(process, run))
    _remember(_matrices, process.pk, found)
    return found[1], key


def _loaded(process: Process, run: AnalysisRun) -> Matrix:
    columns = ("pk", "title", "text")
    rows = list(public_contributions(process).order_by("-pk").values_list(*columns)[:MOST_LIVE])
    seen = {pk for pk, _title, _text in rows}
    if len(rows) == MOST_LIVE:
        decided = Grounds.objects.confirmed().live().filter(theme__process=process).order_by("-pk")
        missing = [pk for pk in decided.values_list("contribution_id", flat=True)[:MOST_EXAMPLES] if pk not in seen]
        rows += list(public_contributions(process).filter(pk__in=missing).values_list(*columns))
    rows.sort()
    texts = kept(run.organisation, run.encoder, _dimensions(run), [words_of(title, text) for _pk, title, text in rows])
    ids = [pk for pk, _title, _text in rows]
    return Matrix(ids, {pk: place for place, pk in enumerate(ids)}, texts)


def _dimensions(run: AnalysisRun) -> int:
    """How many numbers a vector of this run has."""
    from ..models import TextVector  # noqa: PLC0415 -- only here

    row = TextVector.objects.filter(model=run.encoder).values_list("vector", flat=True).first()
    return len(bytes(row)) // 2 if row is not None else 1


def _state_of(themes: list[Theme]) -> object:
    grounds = Grounds.objects.filter(theme__in=themes).exclude(state=Grounds.State.SUGGESTED).order_by()
    counted = grounds.aggregate(n=Count("pk"), last=Max("decided_at"), changed=Max("updated_at"))
    return (tuple((theme.pk, theme.version, theme.parent_id) for theme in themes), *counted.values())


def _trained(process: Process, run: AnalysisRun, themes: list[Theme], matrix: Matrix) -> Live:
    said = Grounds.objects.filter(theme__in=themes).order_by("-decided_at", "-pk")
    confirmed = list(said.confirmed().values_list("contribution_id", "theme_id", "is_by_chance"))
    refused: dict[int, set[int]] = {}
    for pk, theme in said.filter(state=Grounds.State.REJECTED).values_list("contribution_id", "theme_id"):
        refused.setdefault(pk, set()).add(theme)
    theme_texts = kept(run.organisation, run.encoder, matrix.texts.vectors.shape[1],
                       [theme.words for theme in themes])
    known = [Confirmed(matrix.at[pk], *rest) for pk, *rest in confirmed if pk in matrix.at]
    has_vector = matrix.texts.vectors.any(axis=1)
    placer = train(themes, theme_texts, matrix.texts, [each for each in known if has_vector[each.text]][:LIVE_EXAMPLES],
                   by_words=run.encoder.startswith(FALLBACK))
    return Live(matrix, placer, themes, {pk: theme for pk, theme, _chance in reversed(confirmed)}, refused, run.encoder)


def _remember(memory: "OrderedDict", key: int, value: tuple) -> None:
    memory[key] = value
    memory.move_to_end(key)
    while len(memory) > KEPT_PROCESSES:
        memory.popitem(last=False)
