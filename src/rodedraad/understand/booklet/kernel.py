"""From conversations to a proposed booklet, by machine: no Django, and the same input gives the same output.

Every sentence that is shown stands literally in the notes (personal data masked). What comes out is a proposal: it
says so on its cover, and people name, move and strike.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from rodedraad.listen.notes import MASKS
from rodedraad.understand.texts import (
    DEFAULT,
    ThemeModel,
    Vectors,
    encoder_named,
    first_groups,
    hashed,
    propose_wording,
)

from .contents import Booklet, BookletQuote, Ground, Observation, OrganisationCount, Thread
from .proposing import (
    COLOPHON,
    PROPOSAL,
    THREADS_AT_MOST,
    lead_of,
    method_of,
    questions_among,
    title_of,
    words_of_title,
)
from .vocabulary import starting_instruments, starting_values

Labels = NDArray[np.int64]
Progress = Callable[[int], None]

FEWEST = 3
"""A group of fewer statements is no red thread."""

OBSERVATIONS, QUOTES = 3, 2
PROPOSED = 0.3
"""Nobody has confirmed anything yet: a statement stands under a described theme from this confidence on."""

STRANGERS = 0.9
"""A statement counts under an observation when it is nearer to it than this share of what other threads hold."""


@dataclass(frozen=True)
class Said:
    """One statement as it was noted, by whom as a role, and how many times it was said in that conversation."""

    text: str
    role: str = ""
    times: int = 1


@dataclass(frozen=True)
class Conversation:
    """One conversation with one organisation; `name` is how a reader finds its notes, `address` where they lie."""

    organisation: str
    name: str
    said: tuple[Said, ...]
    address: str = ""


@dataclass(frozen=True)
class Described:
    """A theme that people named and described beforehand."""

    title: str
    description: str = ""
    values: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wishes:
    """What the maker of the booklet wants: words for the cover, an encoder, and themes (or none: then groups)."""

    title: str = "Rode draden"
    subtitle: str = ""
    publisher: str = ""
    date: dt.date = field(default_factory=dt.date.today)
    encoder: str = DEFAULT
    seed: int = 0
    themes: tuple[Described, ...] = ()


@dataclass(frozen=True)
class GroundRow:
    """Where one statement went: the row of grounds.csv. `thread` and `observation` are 0 for: under none."""

    thread: int
    observation: int
    conversation: Conversation
    said: Said


@dataclass(frozen=True)
class Made:
    """The booklet, where every statement went, and which encoder read them."""

    booklet: Booklet
    rows: tuple[GroundRow, ...]
    encoder: str

    @property
    def loose(self) -> int:
        """How many statements stand under no thread."""
        return sum(row.said.times for row in self.rows if not row.thread)


class NothingSaidError(ValueError):
    """There is no statement to make a booklet of."""


@dataclass(frozen=True)
class _Table:
    """All statements of all conversations, side by side with their vectors."""

    conversations: Sequence[Conversation]
    owners: Labels
    said: list[Said]
    texts: list[str]
    vectors: Vectors


def make_booklet(conversations: Sequence[Conversation], wishes: Wishes, progress: Progress | None = None) -> Made:
    """A proposed booklet of at most ten threads; `progress` hears how many statements have been read."""
    pairs = [(owner, said) for owner, each in enumerate(conversations) for said in each.said]
    if not pairs:
        raise NothingSaidError
    encoder = encoder_named(wishes.encoder)
    texts = [said.text for _owner, said in pairs]
    table = _Table(conversations, np.array([owner for owner, _said in pairs]), [said for _owner, said in pairs], texts,
                   encoder.encode(texts, progress))
    if wishes.themes:
        described = [f"{theme.title}. {theme.description}".strip() for theme in wishes.themes]
        labels, sureness = _assigned(table, described, encoder.encode(described))
    else:
        labels, sureness = _grouped(table, wishes.seed), np.ones(len(texts))
    threads, places = _threads(table, labels, sureness, wishes.themes)
    rows = tuple(GroundRow(thread, observation, conversations[owner], said)
                 for (owner, said), (thread, observation) in zip(pairs, places, strict=True))
    loose = sum(row.said.times for row in rows if not row.thread)
    return Made(_booklet(table, threads, wishes, loose), rows, encoder.name)


def _grouped(table: _Table, seed: int) -> Labels:
    """Groups of statements that lie near each other; a group that is too small is none."""
    count = int(np.clip(round(len(table.texts) ** 0.5 / 1.5), 1, THREADS_AT_MOST))
    labels = first_groups(table.vectors, table.texts, seed, count=count).labels.copy()
    for label, size in Counter(labels.tolist()).items():
        if size < FEWEST:
            labels[labels == label] = -1
    return labels if (labels >= 0).any() else np.zeros(len(labels), dtype=np.int64)


def _assigned(table: _Table, described: list[str], theme_vectors: Vectors) -> tuple[Labels, NDArray[np.float64]]:
    """Each statement under the described theme it is likeliest about, or under none; and how sure that is."""
    words = hashed(table.texts)
    model = ThemeModel.train(theme_vectors, table.vectors, [], words=words, theme_words=hashed(described))
    found = model.assign(table.vectors, words)
    return np.where(found.confidence >= PROPOSED, found.best, -1), found.confidence


def _threads(table: _Table, labels: Labels, sureness: NDArray[np.float64],
             themes: Sequence[Described]) -> tuple[list[Thread], list[tuple[int, int]]]:
    """The threads, those of most conversations first, and per statement (thread, observation); 0 for none."""
    weights = {label: (-len(set(table.owners[labels == label])), -int((labels == label).sum()), label)
               for label in sorted(set(labels[labels >= 0].tolist()))}
    threads: list[Thread] = []
    places = [(0, 0)] * len(table.texts)
    for number, label in enumerate(sorted(weights, key=weights.__getitem__)[:THREADS_AT_MOST], start=1):
        here = np.flatnonzero(labels == label)
        sure = _showable(table, here, sureness[here])
        thread, under = _thread(table, number, here, sure, themes[label] if themes else None)
        threads.append(thread)
        for place, observation in zip(here.tolist(), under.tolist(), strict=True):
            places[place] = number, observation
    return threads, places


def _showable(table: _Table, here: Labels, sureness: NDArray[np.float64]) -> Labels:
    """The surer half of the statements of a thread, without those of which words were masked if that can be."""
    sure = np.flatnonzero(sureness >= np.median(sureness))
    whole = [place for place in sure.tolist() if not any(sign in table.texts[here[place]] for sign in MASKS.values())]
    return np.array(whole, dtype=np.int64) if whole else sure


def _thread(table: _Table, number: int, here: Labels, sure: Labels,
            described: Described | None) -> tuple[Thread, Labels]:
    """One thread in literal sentences, and per statement of it the number of its observation (0 = none).

    Sentences to show are chosen among the `sure` statements of the thread.
    """
    own = [table.texts[place] for place in here]
    others = np.setdiff1d(np.arange(len(table.texts)), here)
    wording = propose_wording([own[place] for place in sure], table.vectors[here[sure]],
                              [table.texts[place] for place in others])
    observed = [int(sure[place]) for place in wording.observations]
    under = _under(table.vectors[here], observed, table.vectors[others])
    title = described.title if described else title_of(wording.label, own)
    conversations = len(set(table.owners[here].tolist()))
    values, instruments = words_of_title(title)
    thread = Thread(
        number=number, title=title,
        lead=described.description if described else lead_of(_times(table, here), conversations),
        observations=[_observation(table, at, here[under == at], table.texts[here[place]])
                      for at, place in enumerate(observed, start=1)],
        quotes=[BookletQuote(own[place], role=table.said[here[place]].role,
                             source=table.conversations[table.owners[here[place]]].organisation)
                for place in sure[wording.quotes[:QUOTES]].tolist()],
        values=list(described.values if described and described.values else values),
        instruments=list(described.instruments if described and described.instruments else instruments),
        questions=questions_among(own), counts_by_organisation=_by_organisation(table, here),
        conversations=conversations,
    )
    return thread, under


def _under(vectors: Vectors, chosen: list[int], others: Vectors) -> Labels:
    """Per statement the observation (1, 2, 3) it lies nearest to; 0 when it is no nearer than strangers are."""
    if not chosen:
        return np.zeros(len(vectors), dtype=np.int64)
    like = vectors @ vectors[chosen].T
    nearest = like.argmax(axis=1)
    found = nearest + 1
    if len(others):
        bars = np.quantile(others @ vectors[chosen].T, STRANGERS, axis=0)
        found[like[np.arange(len(like)), nearest] < bars[nearest]] = 0
    found[chosen] = np.arange(1, len(chosen) + 1)
    return found


def _observation(table: _Table, number: int, here: Labels, text: str) -> Observation:
    return Observation(
        number=number, text=text, conversations=len(set(table.owners[here].tolist())),
        out_of=len(table.conversations), statements=_times(table, here),
        grounds=[Ground(table.said[place].text, _source(table.conversations[table.owners[place]]),
                        table.said[place].role, table.conversations[table.owners[place]].address) for place in here],
    )


def _source(conversation: Conversation) -> str:
    return f"{conversation.organisation}, {conversation.name}"


def _times(table: _Table, here: Labels) -> int:
    return sum(table.said[place].times for place in here)


def _by_organisation(table: _Table, here: Labels) -> dict[str, int]:
    """How many statements of each organisation, in the order of the organisations."""
    counts = Counter[str]()
    for place in here:
        counts[table.conversations[table.owners[place]].organisation] += table.said[place].times
    return {name: counts[name] for name in sorted(counts)}


def _booklet(table: _Table, threads: list[Thread], wishes: Wishes, loose: int) -> Booklet:
    held = Counter(each.organisation for each in table.conversations)
    total = sum(said.times for said in table.said)
    return Booklet(
        title=wishes.title, subtitle=wishes.subtitle, publisher=wishes.publisher, date=wishes.date,
        method=method_of(len(table.conversations), total, loose, described=bool(wishes.themes)),
        organisations=[OrganisationCount(name, held[name]) for name in sorted(held)],
        threads=threads, conversation_count=len(table.conversations), statement_count=total, proposal=PROPOSAL,
        values=[each.as_term() for each in starting_values()],
        instruments=[each.as_term() for each in starting_instruments()], colophon=COLOPHON,
    )
