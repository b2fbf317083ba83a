"""Vectors are computed once, also after a kill; runs are stable, stop, go on, and say when they had to fall back."""

import random
import time
from collections.abc import Callable
from datetime import timedelta

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rodedraad.base.accounts.models import Person
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.processes.models import Process
from rodedraad.understand.texts import encoder_named
from rodedraad.understand.themes import actions, suggesting
from rodedraad.understand.themes.learning import cleaning, encoding, live, outcomes
from rodedraad.understand.themes.learning.encoding import Chosen, Encoded, encode_all, kept
from rodedraad.understand.themes.learning.placing import Confirmed, train
from rodedraad.understand.themes.models import AnalysisRun, Grounds, TextVector, Theme
from rodedraad.understand.themes.tasks import forget_vectors, go_on_with_lost_runs, suggest_themes
from rodedraad.understand.themes.tests.factories import GroundsFactory, ThemeFactory

Said = Callable[..., Contribution]
SUBJECTS = {
    "Bomen en schaduw": "bomen schaduw groen planten struiken hitte zon bladeren park gras".split(),
    "Spelen": "speeltuin kinderen schommel glijbaan klimrek voetballen spelen jeugd bal zandbak".split(),
    "Verkeer": "auto verkeer drempel fiets kruispunt stoplicht snelheid parkeren oversteken bus".split(),
}


class Counting:
    """The encoder of words alone, that counts what it is asked, and breaks off after some batches."""

    name = "counting/1"
    dimensions = 512

    def __init__(self, breaks_after: int | None = None) -> None:
        self.batches: list[int] = []
        self.breaks_after = breaks_after

    def encode(self, texts: list[str], progress: object = None) -> np.ndarray:
        """As the encoder of words, or a kill."""
        if self.breaks_after is not None and len(self.batches) >= self.breaks_after:
            raise KeyboardInterrupt
        self.batches.append(len(texts))
        return encoder_named("lemmas").encode(texts)


def sentence(chance: random.Random, subject: str) -> str:
    """An invented sentence about a subject."""
    words = chance.sample(SUBJECTS[subject], 4)
    return f"Graag {words[0]} en {words[1]} bij {words[2]} want {words[3]} nummer {chance.randrange(10**6)}"


@pytest.fixture(autouse=True)
def _fresh_memory() -> None:
    live.forget_all()


@pytest.fixture
def filled(process: Process, said: Said) -> Process:
    """Three themes with four examples each and thirty loose contributions."""
    chance = random.Random(1)
    for subject in SUBJECTS:
        theme = ThemeFactory(process=process, title=subject, description="")
        for _each in range(4):
            GroundsFactory(theme=theme, contribution=said(title=sentence(chance, subject), text=""))
        for _each in range(10):
            said(title=sentence(chance, subject), text="")
    return process


def test_a_killed_worker_goes_on_where_it_was(filled: Process, adviser: Person, monkeypatch: pytest.MonkeyPatch,
                                              ) -> None:
    monkeypatch.setattr(encoding, "BATCH", 10)
    killed, second = Counting(breaks_after=2), Counting()
    run = actions.start_run(process=filled, by=adviser)
    monkeypatch.setattr(suggesting, "chosen_encoder", lambda: Chosen(killed))
    with pytest.raises(KeyboardInterrupt):
        suggest_themes.func(run.organisation_id, run.pk)
    run.refresh_from_db()
    assert (run.state, TextVector.objects.count()) == ("running", 20)
    monkeypatch.setattr(suggesting, "chosen_encoder", lambda: Chosen(second))
    AnalysisRun.objects.update(updated_at=timezone.now() - timedelta(minutes=10))
    go_on_with_lost_runs.func()
    suggest_themes.func(run.organisation_id, run.pk)
    run.refresh_from_db()
    assert run.state == "done"
    assert sum(killed.batches) + sum(second.batches) == 42 + 3
    third = Counting()
    monkeypatch.setattr(suggesting, "chosen_encoder", lambda: Chosen(third))
    again = actions.start_run(process=filled, by=adviser)
    suggest_themes.func(again.organisation_id, again.pk)
    assert third.batches == []


def test_a_run_that_dies_three_times_has_failed(filled: Process, adviser: Person) -> None:
    run = actions.start_run(process=filled, by=adviser)
    AnalysisRun.objects.update(state="running", starts=3, updated_at=timezone.now() - timedelta(minutes=10))
    go_on_with_lost_runs.func()
    run.refresh_from_db()
    assert run.state == "failed"


def test_stop_halfway_keeps_what_was_read(filled: Process, adviser: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding, "BATCH", 10)
    run = actions.start_run(process=filled, by=adviser)
    AnalysisRun.objects.filter(pk=run.pk).update(state="running")
    actions.stop_run(run=run, by=adviser)
    suggest_themes.func(run.organisation_id, run.pk)
    run.refresh_from_db()
    assert (run.state, TextVector.objects.count()) == ("stopped", 10)
    assert not Grounds.objects.suggested().exists()


def test_vectors_come_back_as_they_were(organisation: object) -> None:
    texts = ["Meer bomen langs de straat", "", "Een speeltuin", "Meer bomen langs de straat"]
    encoder = encoder_named("lemmas")
    made = encode_all(organisation, encoder, texts)
    again = kept(organisation, encoder.name, encoder.dimensions, texts)
    assert np.allclose(made.vectors, encoder.encode(texts), atol=2e-3)
    assert np.array_equal(made.vectors, again.vectors)
    assert (made.words != again.words).nnz == 0
    assert TextVector.objects.count() == 3
    assert not kept(organisation, "other", 512, texts).vectors.any()


def test_words_of_erased_texts_are_forgotten(filled: Process, adviser: Person, organisation: object) -> None:
    run = actions.start_run(process=filled, by=adviser)
    suggest_themes.func(run.organisation_id, run.pk)
    before = TextVector.objects.count()
    gone = Contribution.objects.first()
    gone.title, gone.text = "", ""
    gone.save()
    forget_vectors.func()
    assert TextVector.objects.count() == before - 1
    assert cleaning.forget_unused(organisation) == 0


def test_without_the_model_the_desk_says_that_it_compares_words(filled: Process, adviser: Person, client_of: Callable,
                                                                settings: object) -> None:
    settings.VECTORS = "folder:/nergens/te/vinden"
    run = actions.start_run(process=filled, by=adviser)
    suggest_themes.func(run.organisation_id, run.pk)
    run.refresh_from_db()
    assert run.state == "done"
    assert run.encoder.startswith("lemmas")
    assert run.encoder_problem
    page = client_of(adviser).get("/beheer/trajecten/plein/analyse").content.decode()
    assert "vergelijkt alleen woorden" in page


def test_a_run_keeps_its_settings_and_what_was_to_be_expected(filled: Process, adviser: Person) -> None:
    run = actions.start_run(process=filled, by=adviser, seed=5)
    suggest_themes.func(run.organisation_id, run.pk)
    run.refresh_from_db()
    assert (run.method, run.seed, run.example_count, len(run.themes_seen)) == ("linear", 5, 12, 3)
    assert run.encoder.startswith("lemmas")
    assert run.expected["n"] == 12
    assert 0 <= run.expected["low"] <= run.expected["value"] <= run.expected["high"] <= 1
    rows = outcomes.rows_of(run)
    assert len(rows) == 42
    assert rows["is_decided"].sum() == 12


@pytest.mark.parametrize("spec", ["lemmas", "use"])
def test_one_percent_more_moves_less_than_five_percent(filled: Process, adviser: Person, said: Said, settings: object,
                                                       spec: str) -> None:
    settings.VECTORS = spec
    chance = random.Random(2)
    for subject in SUBJECTS:
        for _each in range(60):
            said(title=sentence(chance, subject), text="")
    first = actions.start_run(process=filled, by=adviser)
    suggest_themes.func(first.organisation_id, first.pk)
    for subject in SUBJECTS:
        said(title=sentence(chance, subject), text="")
    second = actions.start_run(process=filled, by=adviser)
    suggest_themes.func(second.organisation_id, second.pk)
    found = outcomes.compare(AnalysisRun.objects.get(pk=first.pk), AnalysisRun.objects.get(pk=second.pk))
    assert (found.new, found.moved + found.same) == (3, 222)
    assert found.share < 5
    assert found.causes == []


def test_a_decision_asks_for_one_rerun_later(filled: Process, adviser: Person) -> None:
    theme = Theme.objects.get(title="Spelen")
    loose = list(Contribution.objects.filter(grounds=None)[:3])
    actions.assign(theme=theme, contribution_ids=[loose[0].pk], by=adviser)
    assert not AnalysisRun.objects.exists()
    run = actions.start_run(process=filled, by=adviser)
    suggest_themes.func(run.organisation_id, run.pk)
    for row in loose[1:]:
        actions.assign(theme=theme, contribution_ids=[row.pk], by=adviser)
    later = AnalysisRun.objects.get(is_automatic=True)
    assert later.state == "queued"
    assert actions.start_run(process=filled, by=adviser).state == "queued"


def test_two_levels_are_learned(process: Process) -> None:
    """A text goes to its thread, and to an observation of it where that is sure enough."""
    encoder = encoder_named("lemmas")
    thread, other = ThemeFactory(process=process, title="Groen"), ThemeFactory(process=process, title="Verkeer")
    trees = ThemeFactory(process=process, title="Bomen en schaduw", parent=thread)
    grass = ThemeFactory(process=process, title="Gras en bloemen", parent=thread)
    texts = ["bomen schaduw straat"] * 3 + ["gras bloemen maaien"] * 3 + ["auto drempel snelheid"] * 3
    texts = [f"{text} nummer{place}" for place, text in enumerate(texts)]
    themes = [thread, other, trees, grass]
    confirmed = [Confirmed(place, [trees, grass, other][place // 3].pk) for place in range(9)]
    from rodedraad.understand.texts import hashed  # noqa: PLC0415 -- only here

    def encoded(some: list[str]) -> Encoded:
        return Encoded(encoder.encode(some), hashed(some))

    placer = train(themes, encoded([theme.words for theme in themes]), encoded(texts), confirmed, by_words=True)
    found = placer.place(encoded(["bomen geven schaduw", "gras maaien en bloemen", "drempel tegen snelheid", "xyzzy"]))
    assert [each.theme for each in found[:3]] == [trees.pk, grass.pk, other.pk]
    assert not found[3].is_sure
    refused = placer.place(encoded(["bomen geven schaduw"]), [{thread.pk, trees.pk}])
    assert refused[0].theme not in {thread.pk, trees.pk}


def test_training_and_placing_is_quick_with_ten_thousand(process: Process) -> None:
    chance = random.Random(3)
    texts = [sentence(chance, list(SUBJECTS)[place % 3]) for place in range(10_000)]
    encoder = encoder_named("lemmas")
    from rodedraad.understand.texts import hashed  # noqa: PLC0415 -- only here

    everything = Encoded(encoder.encode(texts), hashed(texts))
    themes = [ThemeFactory(process=process, title=subject) for subject in SUBJECTS]
    words = Encoded(encoder.encode([theme.words for theme in themes]), hashed([theme.words for theme in themes]))
    confirmed = [Confirmed(place, themes[place % 3].pk) for place in range(300)]
    start = time.perf_counter()
    placer = train(themes, words, everything, confirmed)
    placer.place(Encoded(everything.vectors[-25:], everything.words[-25:]))
    assert time.perf_counter() - start < 1.0


def test_what_is_kept_is_looked_up_once_per_part(organisation: object) -> None:
    texts = [f"Tekst nummer {number}" for number in range(1_200)]
    encoder = encoder_named("lemmas")
    with CaptureQueriesContext(connection) as queries:
        encode_all(organisation, encoder, texts)
    assert len(queries) <= 20
    with CaptureQueriesContext(connection) as queries:
        encode_all(organisation, encoder, texts)
    assert len(queries) == 3 + 3
