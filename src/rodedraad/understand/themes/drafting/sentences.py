"""Proposed wording for a theme: every sentence stands literally in a contribution that everybody can read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.models.contribution import State
from rodedraad.listen.processes.models import Process
from rodedraad.understand.texts import Vectors, hashed, propose_wording

from ..actions.wordings import sentence_key
from ..learning.encoding import chosen_encoder, encode_all, kept
from ..levels import in_family
from ..models import AnalysisRun, Grounds, TextVector, Theme
from ..passages import marked, said_in
from ..suggesting import words_of

MOST_CONTRIBUTIONS = 400
MOST_SENTENCES = 1_500
BACKGROUND = 500
LONGEST = 400
ENOUGH = 0.9
"""Of so many sentences a vector must be known."""
SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+|\n|$)")


@dataclass(frozen=True)
class Sentence:
    """Literal words of a contribution."""

    contribution: Contribution
    text: str


@dataclass(frozen=True)
class Proposal:
    """What the machine proposes for a theme; nothing of it stands on the site before a person takes it over."""

    label: str
    observations: list[Sentence]
    quotes: list[Sentence]


def sentences_in(text: str) -> Iterator[str]:
    """The sentences of a text, each as it stands there."""
    for match in SENTENCE.finditer(text):
        sentence = match.group().strip()
        if sentence and len(sentence) <= LONGEST:
            yield sentence


def proposal_for(theme: Theme) -> Proposal:
    """A label, observations and quotes from the confirmed contributions of the theme that everybody can read."""
    taken = _taken(theme)
    said = [each for each in said_in_theme(theme) if sentence_key(each.text) not in taken]
    if not said:
        return Proposal("", [], [])
    wording = propose_wording([each.text for each in said], _vectors(theme, said), _background(theme))
    label = wording.label if wording.label and wording.label.casefold() != theme.title.casefold() else ""
    return Proposal(label, [said[at] for at in wording.observations], [said[at] for at in wording.quotes])


def said_in_theme(theme: Theme) -> list[Sentence]:
    """The sentences of its contributions that everybody can read, the most supported contributions first."""
    rows = (Grounds.objects.confirmed().filter(in_family(theme), contribution__state=State.PUBLISHED)
            .select_related("contribution__activity").order_by("-contribution__support_count", "pk"))
    grounds = list({row.contribution_id: row for row in rows[:MOST_CONTRIBUTIONS]}.values())
    return [Sentence(row.contribution, text) for row in grounds for text in _of(row)][:MOST_SENTENCES]


def read_all(process: Process) -> None:
    """Make vectors of the sentences of each theme, with the encoder of the last run; for the worker."""
    encoder = chosen_encoder().encoder
    for theme in Theme.objects.live().filter(process=process).select_related("organisation").order_by("pk"):
        encode_all(theme.organisation, encoder, [each.text for each in said_in_theme(theme)])


def _of(row: Grounds) -> list[str]:
    """The marked words when there are, else every sentence of the contribution."""
    said = marked(row.contribution, row.passage, row.passage_start)
    if said.length:
        return [said.text[said.start or 0 : (said.start or 0) + said.length]]
    return list(sentences_in(said_in(row.contribution)))


def _taken(theme: Theme) -> set[str]:
    """Keys of sentences that were refused, or that stand under the theme already."""
    below = Theme.objects.live().filter(parent=theme).values_list("description", flat=True)
    return set(theme.declined) | {sentence_key(text) for text in below} | {sentence_key(theme.title)}


def _background(theme: Theme) -> list[str]:
    others = Contribution.objects.filter(process_id=theme.process_id, state=State.PUBLISHED).order_by("-pk")
    return [words_of(title, text) for title, text in others.values_list("title", "text")[:BACKGROUND]]


def _vectors(theme: Theme, said: list[Sentence]) -> Vectors:
    """The vectors of the sentences; where the worker did not read them all yet, their words alone."""
    run = (AnalysisRun.objects.filter(process_id=theme.process_id, state=AnalysisRun.State.DONE).exclude(encoder="")
           .select_related("organisation").order_by("-pk").first())
    row = TextVector.objects.filter(model=run.encoder).values_list("vector", flat=True).first() if run else None
    if run is not None and row is not None:
        found = kept(run.organisation, run.encoder, len(bytes(row)) // 2, [each.text for each in said]).vectors
        if found.any(axis=1).mean() > ENOUGH:
            return found
    words = hashed([each.text for each in said])
    used = np.unique(words.indices)
    return np.asarray(words[:, used].todense(), dtype=np.float32)
