"""A run suggests themes, says how it went, and never touches what a person decided."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from rodedraad.base.accounts.models import Person
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.processes.models import Process
from rodedraad.understand.themes import actions, suggesting
from rodedraad.understand.themes.actions.runs import last_run
from rodedraad.understand.themes.errors import RefusedError
from rodedraad.understand.themes.models import AnalysisRun, Grounds, Theme
from rodedraad.understand.themes.tasks import suggest_themes
from rodedraad.understand.themes.tests.factories import GroundsFactory, ThemeFactory

Said = Callable[..., Contribution]
TREES = ["Meer bomen langs de straat", "Plant bomen voor schaduw", "Bomen geven schaduw in de straat"]
PLAY = ["Een speeltuin voor kinderen", "Kinderen willen een klimrek in de speeltuin", "De speeltuin is kapot"]


@pytest.fixture
def sorted_process(process: Process, said: Said) -> Process:
    """Two themes with examples."""
    for title, texts in (("Bomen en schaduw", TREES), ("Spelen", PLAY)):
        theme = ThemeFactory(process=process, title=title, description="")
        for text in texts:
            GroundsFactory(theme=theme, contribution=said(title=text, text=""))
    return process


def run_of(process: Process, adviser: Person) -> AnalysisRun:
    """Ask for a run and do it, as the worker does."""
    run = actions.start_run(process=process, by=adviser)
    suggest_themes.func(run.organisation_id, run.pk)
    run.refresh_from_db()
    return run


def test_a_run_suggests_and_says_how_it_went(sorted_process: Process, adviser: Person, said: Said) -> None:
    fits, other = said(title="Bomen in de straat geven schaduw", text=""), said(title="IJssalon", text="Lekker")
    run = run_of(sorted_process, adviser)
    assert (run.state, run.contribution_count, run.done_count, run.suggestion_count) == ("done", 8, 8, 1)
    found = Grounds.objects.suggested().get()
    assert (found.contribution, found.theme.title, found.run) == (fits, "Bomen en schaduw", run)
    assert 0.5 <= found.confidence <= 0.97
    assert not Grounds.objects.filter(contribution=other).exists()
    assert not Contribution.objects.get(pk=fits.pk).has_theme


def test_a_second_run_respects_people(sorted_process: Process, adviser: Person, said: Said) -> None:
    texts = ["Bomen in de straat geven schaduw", "Schaduw en bomen in de straat", "Plant bomen in de straat"]
    for text in texts:
        said(title=text, text="")
    run_of(sorted_process, adviser)
    no, yes, still = Grounds.objects.suggested().order_by("pk")
    actions.reject(process=sorted_process, grounds_ids=[no.pk], by=adviser)
    actions.accept(process=sorted_process, grounds_ids=[yes.pk], by=adviser)
    second = run_of(sorted_process, adviser)
    states = dict(Grounds.objects.filter(pk__in=[no.pk, yes.pk, still.pk]).values_list("pk", "state"))
    assert states == {no.pk: "rejected", yes.pk: "confirmed", still.pk: "suggested"}
    assert Grounds.objects.get(pk=still.pk).run == second
    assert Grounds.objects.get(pk=no.pk).decided_by == adviser


def test_a_decision_during_the_run_stands(sorted_process: Process, adviser: Person, said: Said,
                                          monkeypatch: pytest.MonkeyPatch) -> None:
    fits = said(title="Bomen in de straat geven schaduw", text="")
    play = Theme.objects.get(title="Spelen")
    original = suggesting._suggest

    def meanwhile(*args: object) -> object:
        found = original(*args)
        actions.assign(theme=play, contribution_ids=[fits.pk], by=adviser)
        return found

    monkeypatch.setattr(suggesting, "_suggest", meanwhile)
    assert run_of(sorted_process, adviser).suggestion_count == 0
    assert Grounds.objects.get(contribution=fits).theme == play


def test_suggestions_that_no_longer_hold_go_away(sorted_process: Process, adviser: Person, said: Said) -> None:
    theme = Theme.objects.get(title="Spelen")
    old = GroundsFactory(theme=theme, contribution=said(title="IJssalon", text=""), state="suggested")
    run_of(sorted_process, adviser)
    assert not Grounds.objects.filter(pk=old.pk).exists()


def test_without_themes_or_work_it_says_so(process: Process, adviser: Person, said: Said) -> None:
    with pytest.raises(RefusedError):
        actions.start_run(process=process, by=adviser)
    GroundsFactory(theme=ThemeFactory(process=process), contribution=said())
    run = run_of(process, adviser)
    assert (run.state, bool(run.error)) == ("failed", True)


def test_a_failure_stands_on_the_run_and_can_be_retried(sorted_process: Process, adviser: Person, said: Said,
                                                        monkeypatch: pytest.MonkeyPatch) -> None:
    said(title="Bomen in de straat geven schaduw", text="")
    with monkeypatch.context() as broken:
        broken.setattr(suggesting, "_suggest", lambda *_: 1 / 0)
        run = run_of(sorted_process, adviser)
    assert run.state == "failed"
    assert "division" not in run.error
    again = actions.retry_run(run=run, by=adviser)
    suggest_themes.func(again.organisation_id, again.pk)
    assert last_run(sorted_process).state == "done"
    with pytest.raises(RefusedError):
        actions.retry_run(run=run, by=adviser)


def test_one_run_at_a_time_until_it_is_dead(sorted_process: Process, adviser: Person, said: Said) -> None:
    run = actions.start_run(process=sorted_process, by=adviser)
    with pytest.raises(RefusedError):
        actions.start_run(process=sorted_process, by=adviser)
    AnalysisRun.objects.filter(pk=run.pk).update(updated_at=timezone.now() - timedelta(hours=1))
    assert last_run(sorted_process).state == "failed"
    actions.start_run(process=sorted_process, by=adviser)
    assert AnalysisRun.objects.get(pk=run.pk).state == "failed"


def test_a_finished_run_is_not_done_twice(sorted_process: Process, adviser: Person, said: Said) -> None:
    said(title="Bomen in de straat geven schaduw", text="")
    run = run_of(sorted_process, adviser)
    suggest_themes.func(run.organisation_id, run.pk)
    assert AnalysisRun.objects.get(pk=run.pk).finished_at == run.finished_at
