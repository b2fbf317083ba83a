"""One measure per promise; each gives its figures as text, medians of several runs."""

import itertools
import statistics
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

from django.db import connection, reset_queries
from django.urls import reverse
from django_scopes import scope

from rodedraad.base.organisations.models import Organisation
from rodedraad.listen.activities.kinds import kind_of
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.contributions.models import Comment, Contribution, Support
from rodedraad.site.coverage import coverage_of
from rodedraad.site.threads import READERS

from .client import Outcome, Request, drive, get, request

CSRF = "a" * 32
CONNECTIONS = 16


def address_of(organisation: Organisation, activity: Activity) -> str:
    """The list of an activity; most supported first is its own order."""
    with scope(organisation=organisation):
        return kind_of(activity).url(activity)


def addresses(organisation: Organisation) -> tuple[Activity, str, str]:
    """The demo's running activity, its list, and an idea with a whole thread and at least 20 comments."""
    with scope(organisation=organisation):
        activity = Activity.objects.select_related("process").order_by("pk").first()
        threaded = Contribution.objects.filter(state="published", has_decision=True)
        idea = threaded.select_related("activity__process").order_by("-comment_count", "pk").first()
        for number in range(20 - Comment.objects.filter(contribution=idea, state="published").count()):
            Comment(organisation_id=idea.organisation_id, contribution=idea, text=f"Reactie {number}").save()
        Contribution.objects.filter(pk=idea.pk).update(comment_count=max(idea.comment_count, 20))
        return activity, kind_of(activity).url(activity), kind_of(idea.activity).contribution_url(idea)


def pages(port: int, path: str, key: str, *, rounds: int, seconds: float) -> str:
    """A page, asked over 16 connections: the median of the rounds."""
    outcomes = [drive(port, get(path, key), connections=CONNECTIONS, seconds=seconds) for _ in range(rounds)]
    return figures(outcomes, {200})


def figures(outcomes: list[Outcome], right: set[int]) -> str:
    """The medians of some outcomes, and any answer that should not be there."""
    wrong = {status for outcome in outcomes for status in outcome.statuses} - right
    speed = statistics.median(outcome.per_second for outcome in outcomes)
    late = statistics.median(outcome.p95 for outcome in outcomes)
    return f"{speed:7.0f}/s   p95 {late:6.1f} ms" + (f"   WRONG ANSWERS {wrong}" if wrong else "")


def supports(port: int, organisation: Organisation, activity: Activity, keys: list[str], *, rounds: int,
             seconds: float) -> str:
    """New supports by logged-in residents over 16 connections: durable, none lost, none double."""
    pairs = _new_pairs(organisation, activity, keys)
    before = _rows(organisation, activity)

    def requests(number: int) -> Iterator[Request]:
        body = urlencode({"csrfmiddlewaretoken": CSRF}).encode()
        for pk, key in pairs[number]:
            path = reverse("contributions:support", args=[pk])
            yield request("POST", path, cookie=f"sessionid={key}; csrftoken={CSRF}", body=body)

    outcomes = [drive(port, requests, connections=CONNECTIONS, seconds=seconds) for _ in range(rounds)]
    connection.close()
    accepted = sum(outcome.statuses.get(302, 0) for outcome in outcomes)
    made = _rows(organisation, activity) - before
    return f"{figures(outcomes, {302})}   accepted {accepted}, lost {accepted - made}"


def _new_pairs(organisation: Organisation, activity: Activity, keys: list[str]) -> list[Iterator[tuple[int, str]]]:
    """Per connection an endless supply of (contribution, session) that do not support each other yet."""
    with scope(organisation=organisation):
        rows = Contribution.objects.filter(activity=activity, state="published")
        # The sessions are of the first residents; what one of them supports already is left out.
        first = [f"inwoner{number}@voorbeeldstad.example" for number in range(1, len(keys) + 1)]
        theirs = Support.objects.filter(contribution__activity=activity, person__account__email__in=first)
        taken = set(theirs.values_list("contribution_id", flat=True))
        ids = [pk for pk in rows.values_list("pk", flat=True) if pk not in taken]
    share = len(keys) // CONNECTIONS
    parts = [keys[number * share : (number + 1) * share] for number in range(CONNECTIONS)]
    return [iter(itertools.product(ids, part)) for part in parts]


def _rows(organisation: Organisation, activity: Activity) -> int:
    with scope(organisation=organisation):
        return int(Support.objects.filter(contribution__activity=activity).count())


def timed(work: Callable[[], object], rounds: int = 9) -> float:
    """The median of `rounds` runs, in milliseconds."""
    durations = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        durations.append((time.perf_counter() - began) * 1000)
    return statistics.median(durations)


def coverage(organisation: Organisation, activity: Activity) -> str:
    """The coverage figures of a process."""
    with scope(organisation=organisation):
        found = coverage_of(activity.process)
        return f"{timed(lambda: coverage_of(activity.process)):7.0f} ms for {found.total:,} contributions"


def threads(organisation: Organisation) -> str:
    """One whole thread from each knot: the most queries that any needs, and the median time."""
    connection.force_debug_cursor = True
    most, times = 0, []
    with scope(organisation=organisation):
        for model, read in READERS.values():
            knot = model.objects.order_by("pk").first()
            reset_queries()
            read(knot)
            most = max(most, len(connection.queries))
            times.append(timed(lambda read=read, knot=knot: read(knot)))
    connection.force_debug_cursor = False
    return f"{statistics.median(times):7.1f} ms, at most {most} queries"
