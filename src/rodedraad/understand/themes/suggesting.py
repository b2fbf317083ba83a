"""One run of the text method: read what people said, suggest themes, and never touch what a person decided."""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from .counts import public_contributions
from .learning.encoding import FALLBACK, Chosen, Encoded, chosen_encoder, encode_all
from .learning.outcomes import keep_outcome, themes_as_seen
from .learning.placing import Confirmed, Placed, train
from .models import AnalysisRun, Grounds, Theme

MOST_TEXTS = 200_000
"""A run reads at most this many contributions: those that were sorted, and the newest that were not."""
CHUNK = 500
METHOD = "linear"
logger = logging.getLogger(__name__)


class NothingToReadError(Exception):
    """There is no theme, or no contribution without one."""


class StoppedError(Exception):
    """Somebody pressed “Stop”."""


@dataclass(frozen=True)
class Material:
    """What a run reads: ids beside texts, themes, and what people decided about them."""

    ids: list[int]
    texts: list[str]
    themes: list[Theme]
    confirmed: list[Confirmed]
    decided: dict[int, int]
    refused: dict[int, set[int]]


def carry_out(run: AnalysisRun, work: "Callable[[AnalysisRun], int] | None" = None) -> None:
    """Do the run (by default: suggest themes); its state says how it went. A run that was cut off goes on."""
    AnalysisRun.objects.filter(pk=run.pk).update(starts=F("starts") + 1)
    note(run, state=AnalysisRun.State.RUNNING, started_at=run.started_at or timezone.now(), error="")
    try:
        count = (work or suggest)(run)
    except StoppedError:
        note(run, state=AnalysisRun.State.STOPPED, finished_at=timezone.now())
        return
    except Exception as error:  # whatever it is, the desk must see that it failed
        if not isinstance(error, NothingToReadError):
            logger.exception("analysis run %s failed", run.pk)
        words = str(error) if isinstance(error, NothingToReadError) else _("Something went wrong while reading.")
        note(run, state=AnalysisRun.State.FAILED, finished_at=timezone.now(), error=words[:300])
        return
    note(run, state=AnalysisRun.State.DONE, finished_at=timezone.now(), suggestion_count=count,
         done_count=run.contribution_count)


def suggest(run: AnalysisRun) -> int:
    """Read, learn, and keep the suggestions; returns how many."""
    return _store(run, material := _read(run), _suggest(run, material))


def note(run: AnalysisRun, **values: object) -> None:
    """Keep what is known of the run now."""
    for name, value in values.items():
        setattr(run, name, value)
    run.save(update_fields=[*values, "updated_at"])


def tell_progress(run: AnalysisRun, done: int) -> None:
    """Say how far the run is. Raises `StoppedError` when somebody pressed “Stop”."""
    note(run, done_count=min(done, run.contribution_count))
    if AnalysisRun.objects.filter(pk=run.pk, stop_asked=True).exists():
        raise StoppedError


def use_encoder(run: AnalysisRun) -> Chosen:
    """The encoder of this install, written down with the run."""
    chosen = chosen_encoder()
    note(run, encoder=chosen.encoder.name, encoder_problem=chosen.problem)
    return chosen


def _read(run: AnalysisRun) -> Material:
    themes = list(Theme.objects.live().filter(process=run.process).order_by("pk"))
    if not themes:
        raise NothingToReadError(_("There are no themes yet. Make a theme first."))
    said = Grounds.objects.filter(theme__in=themes).order_by("-pk")
    confirmed = list(said.confirmed().values_list("contribution_id", "theme_id", "is_by_chance"))
    refused: dict[int, set[int]] = {}
    for pk, theme in said.filter(state=Grounds.State.REJECTED).values_list("contribution_id", "theme_id"):
        refused.setdefault(pk, set()).add(theme)
    decided = {pk: theme for pk, theme, _chance in reversed(confirmed)}
    ids, texts = [], []
    for pk, title, text in newest(public_contributions(run.process), set(decided)):
        ids.append(pk)
        texts.append(words_of(title, text))
    at = {pk: place for place, pk in enumerate(ids)}
    if all(pk in decided for pk in ids):
        raise NothingToReadError(_("Every contribution has a theme. There is nothing to suggest."))
    note(run, contribution_count=len(ids), done_count=0)
    return Material(ids, texts, themes, [Confirmed(at[pk], *rest) for pk, *rest in confirmed if pk in at], decided,
                    refused)


def words_of(title: str, text: str) -> str:
    """What a method reads of a contribution."""
    return f"{title}\n{text}".strip()


def newest(public: models.QuerySet, sorted_ids: set[int]) -> Iterator[tuple[int, str, str]]:
    """The sorted contributions and the newest others, in the order in which they came."""
    last = public.order_by("-pk").values_list("pk", flat=True)[MOST_TEXTS : MOST_TEXTS + 1].first()
    rows = public if last is None else public.filter(models.Q(pk__gt=last) | models.Q(pk__in=sorted_ids))
    yield from rows.order_by("pk").values_list("pk", "title", "text").iterator(chunk_size=2000)


def _suggest(run: AnalysisRun, material: Material) -> list[Placed]:
    encoder = use_encoder(run).encoder
    texts = encode_all(run.organisation, encoder, material.texts, lambda done: tell_progress(run, done))
    tell_progress(run, len(material.texts))
    theme_texts = encode_all(run.organisation, encoder, [theme.words for theme in material.themes])
    return _placed(run, material, texts, theme_texts)


def _placed(run: AnalysisRun, material: Material, texts: Encoded, theme_texts: Encoded) -> list[Placed]:
    placer = train(material.themes, theme_texts, texts, material.confirmed,
                   by_words=run.encoder.startswith(FALLBACK))
    estimate = placer.expected(texts)
    note(run, example_count=len(placer.threads.model.examples),
         themes_seen=themes_as_seen(material.themes, material.confirmed),
         expected={"value": estimate.value, "low": estimate.low, "high": estimate.high, "n": estimate.n})
    return placer.place(texts, [material.refused.get(pk, set()) for pk in material.ids])


@transaction.atomic
def _store(run: AnalysisRun, material: Material, found: Sequence[Placed]) -> int:
    """Keep the suggestions, drop those of earlier runs that no longer hold; only undecided ones are touched."""
    wanted = {(pk, each.theme): round(each.confidence, 3) for pk, each in zip(material.ids, found, strict=True)
              if each.is_sure and each.theme and pk not in material.decided}
    keep_outcome(run, material.ids, found, material.decided)
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


def _drop_of_gone_themes(wanted: dict[tuple[int, int], float], material: Material) -> None:
    """Leave out what changed while the run was reading: merged themes, contributions sorted or no longer public."""
    process = material.themes[0].process
    live = set(Theme.objects.live().filter(pk__in=[theme.pk for theme in material.themes])
               .select_for_update().values_list("pk", flat=True))
    ids = sorted({contribution for contribution, _theme in wanted})
    fine: set[int] = set()
    for start in range(0, len(ids), 5000):
        part = ids[start : start + 5000]
        public = set(public_contributions(process).filter(pk__in=part).values_list("pk", flat=True))
        fine |= public - set(Grounds.objects.confirmed().live().filter(contribution_id__in=part)
                             .values_list("contribution_id", flat=True))
    for key in [key for key in wanted if key[0] not in fine or key[1] not in live]:
        del wanted[key]
