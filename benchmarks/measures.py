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
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.contributions.models import Comment, Contribution, Support
from rodedraad.site.coverage import coverage_of
from rodedraad.site.threads import READERS

from .client import Outcome, Request, drive, get

CSRF = "a" * 32


def pages(port: int, path: str, cookie: str, *, rounds: int, seconds: float) -> str:
    """A page, asked by 16 connections: the median of the rounds."""
    outcomes = [drive(port, get(path, cookie), connections=16, seconds=seconds) for _ in range(rounds)]
    wrong = {status for outcome in outcomes for status in outcome.statuses} - {200}
    middle = statistics.median(outcome.per_second for outcome in outcomes)
    return f"{middle:7.0f}/s   p95 {statistics.median(o.p95 for o in outcomes):6.1f} ms" + (f"  WRONG {wrong}" if wrong else "")


def supports(port: int, organisation: Organisation, activity: Activity, keys: list[str], *, seconds: float) -> str:
    """New supports by logged-in residents over 16 connections: durable, none lost, none double."""
    with scope(organisation=organisation):
        ids = list(Contribution.objects.filter(activity=activity, state="published").values_list("pk", flat=True)[:900])
        before = Support.objects.filter(contribution__activity=activity).count()
    share = len(keys) // 16

    def requests(number: int) -> Iterator[Request]:
        for pk, key in itertools.product(ids, keys[number * share : (number + 1) * share]):
            headers = {"Cookie": f"sessionid={key}; csrftoken={CSRF}", "Content-Type": "application/x-www-form-urlencoded"}
            yield "POST", reverse("contributions:support", args=[pk]), urlencode({"csrfmiddlewaretoken": CSRF}).encode(), headers

    outcome: Outcome = drive(port, requests, connections=16, seconds=seconds)
    connection.close()
    with scope(organisation=organisation):
        rows = Support.objects.filter(contribution__activity=activity)
        made, pairs = rows.count() - before, rows.values("contribution", "person").distinct().count()
        double = rows.count() - pairs
    accepted = outcome.statuses.get(302, 0) + outcome.statuses.get(200, 0)
    return (f"{outcome.per_second:7.0f}/s   p95 {outcome.p95:6.1f} ms   accepted {accepted}, new rows {made}, "
            f"double {double}, answers {outcome.statuses}")


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


def with_comments(activity: Activity) -> Contribution:
    """The idea of an activity with the most comments, brought to at least 20."""
    idea = Contribution.objects.filter(activity=activity, state="published").order_by("-comment_count", "pk").first()
    missing = 20 - Comment.objects.filter(contribution=idea, state="published").count()
    for number in range(max(missing, 0)):
        Comment(organisation_id=idea.organisation_id, contribution=idea, text=f"Reactie {number}").save()
    Contribution.objects.filter(pk=idea.pk).update(comment_count=max(idea.comment_count, 20))
    return idea
