"""What meetings tell the pages above: what is coming, what a search finds, the timeline, and a table for open data."""

from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy, ngettext

from rodedraad.base.accounts.models import Person, Visitor
from rodedraad.listen.activities.occasions import Occasion, Source
from rodedraad.listen.activities.tables import Export
from rodedraad.listen.contributions.querysets import COUNTED_ONCE
from rodedraad.listen.processes.agenda import Moment, state_on
from rodedraad.listen.processes.models import Process

from ..lookup import url_of
from ..models import Meeting

ON_TIMELINE = 5
State = Meeting.State


def _visible(person: Person | Visitor) -> QuerySet[Meeting]:
    """Meetings that were announced, in public processes that the person sees."""
    processes = Process.objects.visible_to(person).exclude(state=Process.State.DRAFT)
    return Meeting.objects.filter(activity__process__in=processes.values("pk")).exclude(
        state=State.DRAFT).select_related("activity__process")


def _occasion(meeting: Meeting) -> Occasion:
    return Occasion(meeting.title, url_of("detail", meeting), meeting.starts_at, meeting.ends_at,
                    str(meeting.get_form_display()), meeting.venue, meeting.process,
                    is_cancelled=meeting.state == State.CANCELLED)


class MeetingSource(Source):
    """Meetings as occasions."""

    def coming(self, person: Person | Visitor, most: int) -> list[Occasion]:
        """The first to come, of processes that run."""
        rows = _visible(person).filter(state=State.PUBLISHED, ends_at__gte=timezone.now(),
                                       activity__process__state=Process.State.PUBLISHED)
        return [_occasion(meeting) for meeting in rows.order_by("starts_at", "pk")[:most]]

    def find(self, words: str, person: Person | Visitor, most: int) -> list[Occasion]:
        """Those with every word in the title, the place, or what it is about."""
        rows = _visible(person)
        for word in words.split()[:10]:
            rows = rows.filter(Q(title__icontains=word) | Q(venue__icontains=word) | Q(visited_name__icontains=word)
                               | Q(address__icontains=word) | Q(intro__icontains=word))
        return [_occasion(meeting) for meeting in rows.order_by("-starts_at", "-pk")[:most]]


def moments(process: Process) -> list[Moment]:
    """On the timeline: the first to come each with its day, and all that were held as one stretch; two queries."""
    today, now = timezone.localdate(), timezone.now()
    rows = Meeting.objects.filter(activity__process=process)
    ahead = rows.filter(state=State.PUBLISHED, ends_at__gte=now).select_related("activity").order_by("starts_at", "pk")
    found = []
    for meeting in ahead[:ON_TIMELINE]:
        meeting.activity.process = process
        at = timezone.localtime(meeting.starts_at)
        text = ", ".join(filter(None, [date_format(at, "H:i"), meeting.venue]))
        found.append(Moment(at.date(), meeting.title, state_on(at.date(), None, today), text=text,
                            href=url_of("detail", meeting)))
    held = rows.filter(state=State.HELD).aggregate(n=Count("pk"), first=Min("starts_at"), last=Max("starts_at"))
    if held["n"]:
        first, last = timezone.localdate(held["first"]), timezone.localdate(held["last"])
        title = ngettext("%(n)s meeting was held", "%(n)s meetings were held", held["n"]) % {"n": held["n"]}
        found.append(Moment(first, title, state_on(first, last, today), last if last != first else None))
    return found


def _rows(process: Process, *, public: bool) -> QuerySet[Meeting]:
    """Meetings with numbers, each counted apart: no name, no address of a guest is among them."""
    rows = Meeting.objects.filter(activity__process=process)
    if public:
        rows = rows.exclude(state=State.DRAFT)
    said = Q(conversations__quotes__contribution__state__in=COUNTED_ONCE)
    return rows.select_related("activity").prefetch_related("conversations").annotate(
        n_came=Count("guests", filter=Q(guests__has_come=True, guests__state="registered"), distinct=True),
        n_registered=Count("guests", filter=Q(guests__state="registered"), distinct=True),
        n_waiting=Count("guests", filter=Q(guests__state="waiting"), distinct=True),
        n_said=Count("conversations__quotes", filter=said, distinct=True),
    ).order_by("starts_at", "pk")


def _people(meeting: Any) -> int:
    return sum(card.people for card in meeting.conversations.all())


TABLE = Export("gesprekken", gettext_lazy("Meetings"), _rows, (
    ("id", lambda m: m.pk), ("activiteit", lambda m: m.activity.slug), ("vorm", lambda m: m.form),
    ("titel", lambda m: m.title), ("stand", lambda m: m.state), ("begint", lambda m: m.starts_at),
    ("eindigt", lambda m: m.ends_at), ("plaats", lambda m: m.venue), ("bezocht", lambda m: m.visited_name),
    ("cbs_code", lambda m: m.visited_code), ("tafels_of_gesprekken", lambda m: len(m.conversations.all())),
    ("deelnemers", _people), ("uitspraken", lambda m: m.n_said),
), (
    ("aangemeld", lambda m: m.n_registered), ("wachtlijst", lambda m: m.n_waiting), ("gekomen", lambda m: m.n_came),
    ("bedankt", lambda m: m.thanked_at),
))

