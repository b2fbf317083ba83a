"""A contribution that was accepted just now finds its place: its vector and likeliest theme, without a whole run.

What people confirmed teaches the same model as in a run, from vectors that are kept; only the new texts are computed.
A suggestion is all that comes of it, and never where a person decided already.
"""

import logging
from collections.abc import Sequence

from django.db import transaction

from rodedraad.listen.processes.models import Process

from ..actions.runs import read_again_soon
from ..counts import public_contributions
from ..models import AnalysisRun, Grounds, Theme
from ..suggesting import words_of
from .encoding import FALLBACK, Encoded, chosen_encoder, encode_all
from .live import LIVE_EXAMPLES
from .placing import Confirmed, Placed, train

State = AnalysisRun.State
logger = logging.getLogger(__name__)


def last_reading(process_id: int) -> AnalysisRun | None:
    """The last run that suggested themes; where nobody ever asked for one, new contributions are left alone too."""
    runs = AnalysisRun.objects.filter(process=process_id, purpose=AnalysisRun.Purpose.THEMES, state=State.DONE)
    found: AnalysisRun | None = runs.exclude(encoder="").order_by("-pk").first()
    return found


def place_newcomers(process: Process, ids: Sequence[int]) -> int:
    """Suggest a theme for each of these contributions; returns how many got one. Doing it twice is doing it once.

    When the encoder does not answer, a run is asked for instead, which reads them as soon as it does.
    """
    run = last_reading(process.pk)
    themes = list(Theme.objects.live().filter(process=process).order_by("pk"))
    if run is None or not themes:
        return 0
    refused = _refused(themes, ids)
    try:
        found = _placed(run, process, themes, ids, refused)
    except Exception:  # whatever is wrong with the encoder: what people do on the site goes on
        logger.exception("new contributions of process %s were not placed", process.pk)
        found = None
    if found is None:
        read_again_soon(process)
        return 0
    return _keep(run, process, themes, found)


def _refused(themes: list[Theme], ids: Sequence[int]) -> dict[int, set[int]]:
    refused: dict[int, set[int]] = {}
    rows = Grounds.objects.filter(theme__in=themes, contribution__in=ids, state=Grounds.State.REJECTED)
    for pk, theme in rows.values_list("contribution_id", "theme_id"):
        refused.setdefault(pk, set()).add(theme)
    return refused


def _placed(run: AnalysisRun, process: Process, themes: list[Theme], ids: Sequence[int],
            refused: dict[int, set[int]]) -> dict[int, Placed] | None:
    """Where each belongs; None when the encoder in use is not the one of the last run: the two cannot be compared."""
    encoder = chosen_encoder().encoder
    if encoder.name != run.encoder:
        return None
    confirmed = list(Grounds.objects.confirmed().filter(theme__in=themes).order_by("-decided_at", "-pk")
                     .values_list("contribution_id", "theme_id", "is_by_chance")[:LIVE_EXAMPLES])
    wanted = {*ids, *(pk for pk, _theme, _chance in confirmed)}
    rows = list(public_contributions(process).filter(pk__in=wanted).order_by("pk").values_list("pk", "title", "text"))
    at = {pk: place for place, (pk, _title, _text) in enumerate(rows)}
    new = [pk for pk in dict.fromkeys(ids) if pk in at and (rows[at[pk]][1] or rows[at[pk]][2])]
    if not new:
        return {}
    texts = encode_all(run.organisation, encoder, [words_of(title, text) for _pk, title, text in rows])
    theme_texts = encode_all(run.organisation, encoder, [theme.words for theme in themes])
    placer = train(themes, theme_texts, texts, [Confirmed(at[pk], *rest) for pk, *rest in confirmed if pk in at],
                   by_words=run.encoder.startswith(FALLBACK))
    places = [at[pk] for pk in new]
    found = placer.place(Encoded(texts.vectors[places], texts.words[places]), [refused.get(pk, set()) for pk in new])
    return dict(zip(new, found, strict=True))


@transaction.atomic
def _keep(run: AnalysisRun, process: Process, themes: list[Theme], found: dict[int, Placed]) -> int:
    """Write the suggestions, looking again at what people decided in the meantime."""
    live = set(Theme.objects.live().filter(pk__in=[theme.pk for theme in themes]).order_by("pk")
               .select_for_update().values_list("pk", flat=True))
    counted = set(public_contributions(process).filter(pk__in=list(found)).values_list("pk", flat=True))
    decided = Grounds.objects.live().filter(contribution__in=list(found)).exclude(state=Grounds.State.SUGGESTED)
    sorted_ids = set(decided.filter(state=Grounds.State.CONFIRMED).values_list("contribution_id", flat=True))
    wanted = {pk: each for pk, each in found.items()
              if each.is_sure and each.theme in live and pk in counted and pk not in sorted_ids}
    for row in Grounds.objects.suggested().filter(theme__in=live, contribution__in=list(found)):
        if row.contribution_id not in wanted or wanted[row.contribution_id].theme != row.theme_id:
            row.delete()  # what was suggested for the words as they were
    Grounds.objects.bulk_create(
        [Grounds(organisation_id=run.organisation_id, theme_id=each.theme, contribution_id=pk, run=run,
                 state=Grounds.State.SUGGESTED, confidence=round(each.confidence, 3))
         for pk, each in wanted.items()], ignore_conflicts=True)
    return len(wanted)
