"""Reads for the pages on which the machine asks or proposes: the question queue, first groups, and runs."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodedraad.base.accounts.models import Person
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.processes.models import Process
from rodedraad.listen.processes.queries import find_for_desk

from .actions.bulk import last_act
from .actions.runs import last_run
from .desk import DeskTheme, themes_of_desk
from .models import AnalysisRun, BulkAct, FirstGroup
from .passages import said_in

RUNS = 50
MOST_MEMBERS = 200


@dataclass(frozen=True)
class AskPage:
    """One question, the themes to answer it with, and how right the suggestions are expected to be."""

    contribution: Contribution | None
    text: str
    left: int
    themes: list[DeskTheme]
    is_ready: bool
    sentence: str
    undo: BulkAct | None


def ask_page(process: Process, person: Person) -> AskPage:
    """The next question of a process for a person; a fixed number of queries beside those of the model."""
    from .learning.asking import expected, next_question  # noqa: PLC0415 -- numeric libraries, only when needed
    from .learning.live import live_model  # noqa: PLC0415

    themes, undo = themes_of_desk(process), last_act(process, person)
    live = live_model(process)
    if live is None:
        return AskPage(None, "", 0, themes, is_ready=False, sentence="", undo=undo)
    question = next_question(process, live, person)
    contribution = Contribution.objects.select_related("activity", "neighbourhood").filter(
        pk=question.contribution).first()
    estimate = expected(process, live)
    return AskPage(contribution, said_in(contribution) if contribution else "", question.left, themes, is_ready=True,
                   sentence=in_a_sentence(estimate.value, estimate.low, estimate.high, len(live.decided)), undo=undo)


def in_a_sentence(value: float | None, low: float, high: float, n: int) -> str:
    """How right the suggestions are expected to be, in plain words."""
    known = ngettext("You confirmed %(n)d contribution so far.", "You confirmed %(n)d contributions so far.", n) % {
        "n": n}
    if value is None:
        return known + " " + _("That is too few to say how right the computer is. From 10 on we can.")
    return known + " " + _(
        "Of the contributions that nobody looked at, we expect the computer to choose the right theme for %(value)d of "
        "100 (between %(low)d and %(high)d).") % {
            "value": round(100 * value), "low": round(100 * low), "high": round(100 * high)}


@dataclass(frozen=True)
class ShownMember:
    """A member of a first group with its literal words."""

    contribution: Contribution
    words: str


@dataclass(frozen=True)
class ShownGroup:
    """A first group on the page."""

    group: FirstGroup
    size: int
    members: list[ShownMember]


@dataclass(frozen=True)
class GroupsPage:
    """The first groups of the last run that made some, and the run that is busy."""

    run: AnalysisRun | None
    groups: list[ShownGroup]
    decided: list[FirstGroup]


def groups_page(process: Process) -> GroupsPage:
    """The groups to look at; four queries."""
    run = last_run(process, AnalysisRun.Purpose.GROUPS)
    done = AnalysisRun.objects.filter(process=process, purpose=AnalysisRun.Purpose.GROUPS,
                                      state=AnalysisRun.State.DONE).order_by("-pk").first()
    groups = list(FirstGroup.objects.filter(run=done).select_related("theme").order_by("number")) if done else []
    still_open = [group for group in groups if group.state == FirstGroup.State.OPEN]
    shown = {pk for group in still_open for pk in group.shown}
    known = Contribution.objects.filter(process=process).counted().in_bulk(shown)
    return GroupsPage(run, [_shown(group, known) for group in still_open],
                      [group for group in groups if group.state != FirstGroup.State.OPEN])


def _shown(group: FirstGroup, known: dict[int, Contribution]) -> ShownGroup:
    members = [ShownMember(known[pk], said_in(known[pk])) for pk in group.shown if pk in known]
    return ShownGroup(group, len(group.members), members)


def group_page(group: FirstGroup) -> ShownGroup:
    """One group with its members, those that stand for it first; one query."""
    order = list(dict.fromkeys([*group.shown, *group.members]))[:MOST_MEMBERS]
    known = Contribution.objects.filter(process=group.run.process).counted().in_bulk(order)
    return ShownGroup(group, len(group.members), [ShownMember(known[pk], said_in(known[pk])) for pk in order
                                                  if pk in known])


def find_group(request: HttpRequest, process_slug: str, group_id: int) -> FirstGroup:
    """A first group at the desk; a visitor gets an empty one and is sent to the login page."""
    process = find_for_desk(request, process_slug)
    if process.pk is None:
        return FirstGroup(run=AnalysisRun(process=process))
    found = FirstGroup.objects.select_related("run").filter(run__process=process, pk=group_id).first()
    if found is None:
        raise Http404(str(group_id))
    found.run.process = process
    return found


def find_run(request: HttpRequest, process_slug: str, run_id: int) -> AnalysisRun:
    """A run at the desk; a visitor gets an empty one and is sent to the login page."""
    process = find_for_desk(request, process_slug)
    if process.pk is None:
        return AnalysisRun(process=process)
    found = AnalysisRun.objects.filter(process=process, pk=run_id).first()
    if found is None:
        raise Http404(str(run_id))
    found.process = process
    return found


@dataclass(frozen=True)
class RunRow:
    """A run in the list, with the one before it to compare with."""

    run: AnalysisRun
    before: AnalysisRun | None
    sentence: str


def runs_page(process: Process) -> list[RunRow]:
    """The runs of a process, newest first; one query."""
    runs = list(AnalysisRun.objects.filter(process=process).exclude(is_automatic=True, state=AnalysisRun.State.QUEUED)
                .select_related("asked_by").order_by("-pk")[:RUNS])
    found = []
    for place, run in enumerate(runs):
        comparable = (each for each in runs[place + 1 :] if each.state == "done" and each.purpose == run.purpose)
        is_done = run.state == AnalysisRun.State.DONE and run.purpose == AnalysisRun.Purpose.THEMES
        words = run.expected
        sentence = in_a_sentence(words["value"], words["low"], words["high"], run.example_count) if words else ""
        found.append(RunRow(run, next(comparable, None) if is_done else None, sentence))
    return found
