"""One run of the text method: read what people said, suggest themes, and never touch what a person decided."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.models.contribution import State

from .models import AnalysisRun, Grounds, Theme
from .similarity import Example, Similarity, Suggestion, Text, WordSimilarity

MOST_TEXTS = 200_000
"""A run reads at most this many contributions: those that were sorted, and the newest that were not."""
MOST_EXAMPLES = 50_000
CHUNK = 500
logger = logging.getLogger(__name__)


class NothingToReadError(Exception):
    """There is no theme, or no contribution without one."""


@dataclass(frozen=True)
class _Material:
    """What a run reads: ids beside texts, themes beside their words, and what people decided about them."""

    ids: list[int]
    texts: list[Text]
    themes: list[Theme]
    examples: list[Example]
    among: list[int]
    refused: set[tuple[int, int]]


def carry_out(run: AnalysisRun) -> None:
    """Do the run; its state says how it went."""
    _note(run, state=AnalysisRun.State.RUNNING, started_at=timezone.now(), error="", done_count=0)
    try:
        material = _read(run)
        found = _suggest(run, material, WordSimilarity())
        count = _store(run, material, found)
    except Exception as error:  # whatever it is, the desk must see that it failed
        if not isinstance(error, NothingToReadError):
            logger.exception("analysis run %s failed", run.pk)
        words = str(error) if isinstance(error, NothingToReadError) else _("Something went wrong while reading.")
        _note(run, state=AnalysisRun.State.FAILED, finished_at=timezone.now(), error=words[:300])
        return
    _note(run, state=AnalysisRun.State.DONE, finished_at=timezone.now(), suggestion_count=count,
          done_count=run.contribution_count)


def _note(run: AnalysisRun, **values: object) -> None:
    for name, value in values.items():
        setattr(run, name, value)
    run.save(update_fields=[*values, "updated_at"])


def _read(run: AnalysisRun) -> _Material:
    themes = list(Theme.objects.live().filter(process=run.process).order_by("pk"))
    if not themes:
        raise NothingToReadError(_("There are no themes yet. Make a theme first."))
    theme_at = {theme.pk: place for place, theme in enumerate(themes)}
    decided = Grounds.objects.filter(theme__in=themes).order_by("-pk")
    confirmed = list(decided.confirmed().values_list("contribution_id", "theme_id")[:MOST_EXAMPLES])
    refused = set(decided.filter(state=Grounds.State.REJECTED).values_list("contribution_id", "theme_id"))
    public = Contribution.objects.filter(process=run.process, state=State.PUBLISHED)
    sorted_ids = {pk for pk, _theme in confirmed}
    ids, texts = [], []
    for pk, title, text, language in _newest(public, sorted_ids):
        ids.append(pk)
        texts.append(Text(f"{title}\n{text}", language))
    at = {pk: place for place, pk in enumerate(ids)}
    examples = [Example(at[pk], theme_at[theme]) for pk, theme in confirmed if pk in at]
    among = [place for place, pk in enumerate(ids) if pk not in sorted_ids]
    if not among:
        raise NothingToReadError(_("Every contribution has a theme. There is nothing to suggest."))
    _note(run, contribution_count=len(ids))
    return _Material(ids, texts, themes, examples, among, refused)


def _newest(public: models.QuerySet, sorted_ids: set[int]) -> Iterator[tuple[int, str, str, str]]:
    """The sorted contributions and the newest others, in the order in which they came."""
    columns = ("pk", "title", "text", "language")
    last = public.order_by("-pk").values_list("pk", flat=True)[MOST_TEXTS : MOST_TEXTS + 1].first()
    rows = public if last is None else public.filter(models.Q(pk__gt=last) | models.Q(pk__in=sorted_ids))
    yield from rows.order_by("pk").values_list(*columns).iterator(chunk_size=2000)


def _suggest(run: AnalysisRun, material: _Material, method: Similarity) -> list[Suggestion]:
    fitted = method.fit(material.texts, lambda done: _note(run, done_count=done))
    words = [Text(f"{theme.title}\n{theme.description}") for theme in material.themes]
    found = fitted.suggest(words, material.examples, material.among)
    return [each for each in found
            if (material.ids[each.text], material.themes[each.theme].pk) not in material.refused]


@transaction.atomic
def _store(run: AnalysisRun, material: _Material, found: list[Suggestion]) -> int:
    """Keep the suggestions, drop those of earlier runs that no longer hold; only undecided ones are touched."""
    wanted = {(material.ids[each.text], material.themes[each.theme].pk): each.confidence for each in found}
    _drop_of_gone_themes(wanted, material)
    open_ones = Grounds.objects.suggested().filter(theme__in=material.themes)
    there = {(row.contribution_id, row.theme_id): row for row in open_ones.select_for_update()}
    gone = [row.pk for key, row in there.items() if key not in wanted]
    kept = [row for key, row in there.items() if key in wanted]
    for row in kept:
        row.run, row.confidence = run, wanted[(row.contribution_id, row.theme_id)]
    for start in range(0, len(gone), CHUNK):
        Grounds.objects.suggested().filter(pk__in=gone[start : start + CHUNK]).delete()
    Grounds.objects.bulk_update(kept, ["run", "confidence"], batch_size=CHUNK)
    Grounds.objects.bulk_create(
        [Grounds(organisation_id=run.organisation_id, theme_id=theme, contribution_id=contribution, run=run,
                 state=Grounds.State.SUGGESTED, confidence=sure)
         for (contribution, theme), sure in wanted.items() if (contribution, theme) not in there],
        ignore_conflicts=True, batch_size=CHUNK)
    return Grounds.objects.suggested().filter(run=run).count()


def _drop_of_gone_themes(wanted: dict[tuple[int, int], float], material: _Material) -> None:
    """Leave out what changed while the run was reading: merged themes, contributions sorted or no longer public."""
    live = set(Theme.objects.live().filter(pk__in=[theme.pk for theme in material.themes])
               .select_for_update().values_list("pk", flat=True))
    ids = sorted({contribution for contribution, _theme in wanted})
    fine: set[int] = set()
    for start in range(0, len(ids), 5000):
        part = ids[start : start + 5000]
        public = set(Contribution.objects.filter(pk__in=part, state=State.PUBLISHED).values_list("pk", flat=True))
        fine |= public - set(Grounds.objects.confirmed().live().filter(contribution_id__in=part)
                             .values_list("contribution_id", flat=True))
    for key in [key for key in wanted if key[0] not in fine or key[1] not in live]:
        del wanted[key]
