"""First groups to look at, before anybody named a theme: made by the machine, judged by a person."""

import numpy as np
from django.db import transaction
from django.utils.translation import gettext as _

from rodedraad.understand.texts import first_groups, propose_wording

from .counts import public_contributions
from .learning.encoding import Encoded, encode_all
from .models import AnalysisRun, FirstGroup
from .suggesting import MOST_TEXTS, NothingToReadError, note, tell_progress, use_encoder, words_of

LEAST = 6
SHOWN = 6
BACKGROUND = 2_000


def propose(run: AnalysisRun) -> int:
    """Read the contributions of the process and keep the groups in which they fall; returns how many."""
    rows = public_contributions(run.process).order_by("-pk").values_list("pk", "title", "text")[:MOST_TEXTS]
    read = sorted(rows)
    if len(read) < LEAST:
        raise NothingToReadError(_("There are too few contributions to make groups of."))
    note(run, contribution_count=len(read), done_count=0)
    texts = [words_of(title, text) for _pk, title, text in read]
    encoder = use_encoder(run).encoder
    encoded = encode_all(run.organisation, encoder, texts, lambda done: tell_progress(run, done))
    tell_progress(run, len(texts))
    labels = first_groups(encoded.vectors, texts, seed=run.seed).labels
    return _keep(run, [pk for pk, _title, _text in read], texts, encoded, labels)


@transaction.atomic
def _keep(run: AnalysisRun, ids: list[int], texts: list[str], encoded: Encoded, labels: np.ndarray) -> int:
    FirstGroup.objects.filter(run=run).delete()  # of an attempt that was cut off
    background = texts[:: max(1, len(texts) // BACKGROUND)]
    made = []
    for number in range(int(labels.max(initial=-1)) + 1):
        rows = np.flatnonzero(labels == number)
        wording = propose_wording([texts[row] for row in rows], encoded.vectors[rows], background)
        shown = list(dict.fromkeys([*wording.observations, *wording.quotes, *range(len(rows))]))[:SHOWN]
        made.append(FirstGroup(
            organisation_id=run.organisation_id, run=run, number=number + 1, label=wording.label[:200],
            members=[ids[row] for row in rows], shown=[ids[rows[place]] for place in shown]))
    FirstGroup.objects.bulk_create(made)
    return len(made)
