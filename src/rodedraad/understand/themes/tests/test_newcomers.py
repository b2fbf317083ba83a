"""A contribution finds its place as soon as it is accepted: once, quickly, under no decision of a person."""

import random
import time
from collections.abc import Callable

import numpy as np
import pytest
from django_tasks_db.models import DBTaskResult

from rodedraad.base.accounts.models import Person
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.contributions.actions import submit_contribution
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.signals import accepted
from rodedraad.listen.contributions.words import Words
from rodedraad.listen.processes.models import Process
from rodedraad.understand.texts import encoder_named
from rodedraad.understand.themes import actions
from rodedraad.understand.themes.learning import encoding
from rodedraad.understand.themes.learning.encoding import Chosen
from rodedraad.understand.themes.models import AnalysisRun, Grounds, TextVector, Theme
from rodedraad.understand.themes.tasks import place_newcomers, suggest_themes
from rodedraad.understand.themes.tests.factories import GroundsFactory, ThemeFactory
from rodedraad.understand.themes.tests.test_learning import SUBJECTS, sentence

NEW = "Graag schaduw en bomen in het park want de hitte is groot"
Said = Callable[..., Contribution]


class Broken:
    """An encoder that is away."""

    dimensions = 512

    def __init__(self) -> None:
        self.name = encoder_named("lemmas").name

    def encode(self, texts: list[str], progress: object = None) -> np.ndarray:
        """Nobody answers."""
        raise OSError("connection refused")


def work() -> int:
    """Do the placing that waits in the queue; returns how many tasks there were."""
    waiting = list(DBTaskResult.objects.ready().filter(task_path__endswith="place_newcomers"))
    for each in waiting:
        each.delete()
        place_newcomers.func(*each.args_kwargs["args"])
    return len(waiting)


@pytest.fixture
def read(process: Process, said: Said, adviser: Person) -> dict[str, Theme]:
    """A process with three themes, forty confirmed contributions each, and a run that was done."""
    chance = random.Random(8)
    themes = {}
    for subject in SUBJECTS:
        themes[subject] = ThemeFactory(process=process, title=subject, description=" ".join(SUBJECTS[subject][:5]))
        for _each in range(40):
            GroundsFactory(theme=themes[subject], contribution=said(title="", text=sentence(chance, subject)))
    said(title="", text=sentence(chance, "Verkeer"))
    run = actions.start_run(process=process, by=adviser)
    suggest_themes.func(run.organisation_id, run.pk)
    DBTaskResult.objects.all().delete()
    return themes


def submit(activity: Activity, resident: Person, text: str = NEW) -> Contribution:
    return submit_contribution(activity=activity, by=resident, words=Words(title="Nieuw", text=text))


def suggestions(contribution: Contribution) -> list[str]:
    rows = Grounds.objects.suggested().filter(contribution=contribution)
    return list(rows.order_by("pk").values_list("theme__title", flat=True))


def test_it_gets_a_vector_and_the_nearest_theme_in_under_a_second(read, activity, resident) -> None:
    before, runs = TextVector.objects.count(), AnalysisRun.objects.count()
    new = submit(activity, resident)
    assert suggestions(new) == []  # who places it waits for nothing
    start = time.perf_counter()
    assert work() == 1
    assert time.perf_counter() - start < 1.0
    assert suggestions(new) == ["Bomen en schaduw"]
    assert TextVector.objects.count() == before + 1
    assert AnalysisRun.objects.count() == runs


def test_twice_is_once_and_other_words_get_another_place(read, activity, resident) -> None:
    new = submit(activity, resident)
    work()
    place_newcomers.func(new.organisation_id, new.process_id, [new.pk])
    assert suggestions(new) == ["Bomen en schaduw"]
    Contribution.objects.filter(pk=new.pk).update(text="Een drempel in de straat, auto rijdt te snel, verkeer, fiets")
    place_newcomers.func(new.organisation_id, new.process_id, [new.pk])
    assert suggestions(new) == ["Verkeer"]


@pytest.mark.parametrize("state", [Grounds.State.CONFIRMED, Grounds.State.REJECTED])
def test_what_a_person_decided_stays(read, activity, resident, state) -> None:
    new = submit(activity, resident)
    decided = GroundsFactory(theme=read["Bomen en schaduw"], contribution=new, state=state)
    work()
    decided.refresh_from_db()
    assert decided.state == state
    assert "Bomen en schaduw" not in suggestions(new)
    if state == Grounds.State.CONFIRMED:
        assert suggestions(new) == []


def test_what_nobody_asked_for_is_not_read(process, activity, resident) -> None:
    ThemeFactory(process=process, title="Bomen")
    submit(activity, resident)
    assert work() == 0


def test_what_waits_for_a_moderator_is_not_read(read, activity, resident) -> None:
    Activity.objects.filter(pk=activity.pk).update(moderation="pre")
    activity.refresh_from_db()
    submit(activity, resident)
    assert work() == 0


def test_when_the_encoder_is_away_a_later_run_reads_it(read, activity, resident, process, monkeypatch) -> None:
    monkeypatch.setattr("rodedraad.understand.themes.learning.newcomers.chosen_encoder", lambda: Chosen(Broken()))
    new = submit(activity, resident)
    work()
    assert suggestions(new) == []
    run = AnalysisRun.objects.get(process=process, state=AnalysisRun.State.QUEUED)
    assert run.is_automatic
    suggest_themes.func(run.organisation_id, run.pk)
    assert suggestions(new) == ["Bomen en schaduw"]


def test_vectors_of_another_encoder_are_not_compared(read, activity, resident, process, monkeypatch) -> None:
    AnalysisRun.objects.filter(process=process).update(encoder="another/1")
    new = submit(activity, resident)
    work()
    assert suggestions(new) == []
    assert AnalysisRun.objects.filter(process=process, state=AnalysisRun.State.QUEUED, is_automatic=True).count() == 1


def test_five_hundred_at_once_are_one_task(read, process, said) -> None:
    chance = random.Random(9)
    new = [said(title="", text=sentence(chance, "Spelen")) for _each in range(3)]
    accepted.send(sender=Contribution, process_id=process.pk, contribution_ids=[each.pk for each in new])
    assert work() == 1
    assert [suggestions(each) for each in new] == [["Spelen"]] * 3
    assert encoding.chosen_encoder().encoder.name.startswith(encoding.FALLBACK)
