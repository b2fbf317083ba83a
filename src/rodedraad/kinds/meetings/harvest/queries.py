"""Reads of cards and statements, for the public pages and the desk; each a fixed number of SQL queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest

from rodedraad.base.ui.thread import Knot, ThreadLine
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.querysets import COUNTED_ONCE
from rodedraad.listen.processes.models import Process

from ..lookup import find_meeting_on_desk, url_in
from ..models import Conversation, HarvestDraft, Meeting, Part, Quote

PER_PAGE = 25
CARDS_PER_PAGE = 50
KNOTS = ("theme", "answer", "decision", "commitment", "result")


def find_card(request: HttpRequest, process_slug: str, activity_slug: str, pk: int, card_id: int) -> Conversation:
    """A card at the desk of its meeting; a visitor gets an empty one and is sent to the login page."""
    meeting = find_meeting_on_desk(request, process_slug, activity_slug, pk)
    if meeting.pk is None:
        return Conversation(meeting=meeting)
    rows = Conversation.objects.select_related("table", "neighbourhood", "organisation")
    found: Conversation | None = rows.filter(meeting=meeting, pk=card_id).first()
    if found is None:
        raise Http404(str(card_id))
    found.meeting = meeting
    return found


def find_quote(request: HttpRequest, process_slug: str, activity_slug: str, pk: int, card_id: int,
               quote_id: int) -> Quote:
    """A statement of a card at the desk; a visitor gets an empty one and is sent to the login page."""
    card = find_card(request, process_slug, activity_slug, pk, card_id)
    if card.meeting.pk is None:
        return Quote(conversation=card)
    found: Quote | None = Quote.objects.select_related("contribution", "part").filter(
        conversation=card, pk=quote_id).first()
    if found is None:
        raise Http404(str(quote_id))
    found.conversation = card
    return found


def find_statement(_request: HttpRequest, process_slug: str, activity_slug: str, pk: int) -> Contribution:
    """The contribution that a statement is, whatever its state, with where it was said; else 404."""
    rows = Contribution.objects.select_related(
        "activity__process", "process", "organisation", "neighbourhood", "author", "merged_into__activity__process",
        "quote__conversation__meeting__activity__process", "quote__part")
    found: Contribution | None = rows.filter(
        activity__process__slug=process_slug, activity__slug=activity_slug, quote__isnull=False, pk=pk).first()
    if found is None:
        raise Http404(str(pk))
    return found


@dataclass(frozen=True)
class Counted:
    """How many statements of a meeting count, and of how many the words are not public."""

    total: int
    inside: int

    @property
    def readable(self) -> int:
        """How many everybody can read."""
        return self.total - self.inside


def counts_of(meeting: Meeting) -> Counted:
    """One query."""
    rows = Quote.objects.filter(conversation__meeting=meeting, contribution__state__in=COUNTED_ONCE)
    found = rows.aggregate(total=Count("pk"), inside=Count("pk", filter=Q(contribution__state="inside")))
    return Counted(found["total"], found["inside"])


def readable_quotes(meeting: Meeting) -> QuerySet:
    """The statements of a meeting whose words are public, in the order of the programme."""
    return Quote.objects.filter(conversation__meeting=meeting, contribution__state="published").select_related(
        "contribution", "part").order_by(F("part__position").asc(nulls_last=True), "conversation_id", "position", "pk")


@dataclass(frozen=True)
class StatementRow:
    """One statement in a public list."""

    quote: Quote
    href: str
    line: ThreadLine

    @property
    def speaker(self) -> str:
        """The name with consent for it, else the role."""
        return speaker_of(self.quote)


@dataclass(frozen=True)
class Group:
    """The statements on one part of the programme, as far as they stand on this page."""

    part: Part | None
    rows: list[StatementRow]
    inside: int


@dataclass(frozen=True)
class HarvestPage:
    """What was said in a meeting."""

    counted: Counted
    page: Page
    groups: list[Group]
    conversations: int
    people: int


def harvest_page(meeting: Meeting, number: str | int) -> HarvestPage:
    """A page of statements grouped per part of the programme; five queries."""
    page = Paginator(readable_quotes(meeting), PER_PAGE).get_page(number)
    page.object_list = list(page.object_list)
    inside = dict(Quote.objects.filter(conversation__meeting=meeting, contribution__state="inside").order_by()
                  .values_list("part").annotate(n=Count("pk")))
    rows = (StatementRow(quote, url_in("statement", meeting.activity, quote.contribution_id),
                         short_line(quote.contribution)) for quote in page.object_list)
    groups = []
    for _part, several in groupby(rows, key=lambda row: row.quote.part_id):
        listed = list(several)
        groups.append(Group(listed[0].quote.part, listed, inside.pop(listed[0].quote.part_id, 0)))
    cards = list(Conversation.objects.filter(meeting=meeting).only("people_by_role", "meeting"))
    return HarvestPage(counts_of(meeting), page, groups, len(cards), sum(card.people for card in cards))


def short_line(contribution: Contribution) -> ThreadLine:
    """The small thread line, from the columns of the contribution itself."""
    later = [Knot(stage=knot, state="done" if getattr(contribution, f"has_{knot}") else "open") for knot in KNOTS]
    return ThreadLine(knots=[Knot(stage="contribution", state="done"), *later])


def speaker_of(quote: Quote) -> str:
    """How a speaker is named: by name only with consent for the name, else by role."""
    return quote.said_by_name or str(quote.get_said_by_role_display())


def quotes_of(card: Conversation, number: str | int) -> Page:
    """A page of the recorded statements of a card, in their order; for staff."""
    rows = Quote.objects.filter(conversation=card).select_related("contribution", "part").order_by("position", "pk")
    page = Paginator(rows, PER_PAGE).get_page(number)
    page.object_list = list(page.object_list)
    return page


def all_quotes_of(card: Conversation) -> list[Quote]:
    """All recorded statements of a card, for print and for who has the code."""
    rows = Quote.objects.filter(conversation=card).select_related("contribution", "part")
    return list(rows.order_by("position", "pk"))


@dataclass(frozen=True)
class CardRow:
    """A card in a list at the desk, with its numbers."""

    card: Conversation
    statements: int
    inside: int
    withdrawn: int
    waiting: int


def _numbered(cards: QuerySet) -> QuerySet:
    return cards.select_related("table", "meeting__activity__process").annotate(
        n_all=Count("quotes"), n_inside=Count("quotes", filter=Q(quotes__contribution__state="inside",
                                                                  quotes__withdrawn_at=None)),
        n_withdrawn=Count("quotes", filter=Q(quotes__withdrawn_at__isnull=False)))


def _card_rows(cards: Iterable[Any]) -> list[CardRow]:
    listed = list(cards)
    drafts = {each.conversation_id: len(each.rows)
              for each in HarvestDraft.objects.filter(conversation__in=[card.pk for card in listed])}
    return [CardRow(card, card.n_all, card.n_inside, card.n_withdrawn, drafts.get(card.pk, 0)) for card in listed]


def cards_of(meeting: Meeting) -> list[CardRow]:
    """The cards of one meeting; two queries."""
    rows = _card_rows(_numbered(Conversation.objects.filter(meeting=meeting)).order_by("table__number", "pk"))
    for row in rows:
        row.card.meeting = meeting
    return rows


def tables_without_card(meeting: Meeting) -> list[Any]:
    """The tables of a meeting for which no card was opened yet."""
    return list(meeting.tables.filter(conversations__isnull=True).order_by("number"))


@dataclass(frozen=True)
class Overview:
    """All cards of an activity with their sums."""

    page: Page
    rows: list[CardRow]
    cards: int
    open_cards: int
    statements: int
    withdrawn: int


def overview_of(activity: Activity, number: str | int) -> Overview:
    """A page of the cards of an activity, those of the latest meeting first; six queries."""
    cards = Conversation.objects.filter(meeting__activity=activity)
    ordered = _numbered(cards).order_by("-meeting__starts_at", "meeting_id", "pk")
    page = Paginator(ordered, CARDS_PER_PAGE).get_page(number)
    said = Quote.objects.filter(conversation__meeting__activity=activity).aggregate(
        n=Count("pk"), withdrawn=Count("pk", filter=Q(withdrawn_at__isnull=False)))
    return Overview(page, _card_rows(page.object_list), page.paginator.count,
                    cards.filter(state=Conversation.State.OPEN).count(), said["n"], said["withdrawn"])


def meetings_with_statements(process: Process) -> QuerySet:
    """The public meetings of a process with how many statements were made there and how many people can read."""
    counted = Q(conversations__quotes__contribution__state__in=COUNTED_ONCE)
    shown = Q(conversations__quotes__contribution__state="published")
    return Meeting.objects.filter(activity__process=process).exclude(state=Meeting.State.DRAFT).select_related(
        "activity__process").prefetch_related(Prefetch("parts", Part.objects.order_by("position", "pk"))).annotate(
        statements=Count("conversations__quotes", filter=counted, distinct=True),
        readable=Count("conversations__quotes", filter=shown, distinct=True)).order_by("-starts_at", "-pk")


