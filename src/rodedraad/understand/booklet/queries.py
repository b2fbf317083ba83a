"""Reads of booklets for the public pages and the desk; each a fixed number of SQL queries."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Max, QuerySet
from django.http import Http404, HttpRequest

from rodedraad.base.core.text import clean_line
from rodedraad.base.organisations.models import Organisation
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.models.contribution import State
from rodedraad.listen.contributions.querysets import COUNTED_ONCE
from rodedraad.listen.processes.models import Process
from rodedraad.understand.themes.drafting.sentences import sentences_in
from rodedraad.understand.themes.models import Grounds, Theme
from rodedraad.understand.themes.passages import said_in

from .models import Booklet, Chapter, ChosenQuote, Edition, Line
from .scope import Scope
from .sources import Part, all_sources

PER_PAGE = 25
STATEMENTS_PER_PAGE = 40


def public_booklets() -> QuerySet:
    """The booklets that everybody can read, the newest first."""
    return (Booklet.objects.filter(published_at__isnull=False, withdrawn_at=None).order_by("-published_at", "-pk")
            .annotate(edition_number=Max("editions__number")))


def desk_page(number: str) -> Page:
    """All booklets for the desk, those being written first."""
    rows = Booklet.objects.select_related("written_by").annotate(edition_number=Max("editions__number"),
                                                                 chapter_count=Count("chapters", distinct=True))
    return Paginator(rows.order_by(F("published_at").desc(nulls_first=True), "-pk"), PER_PAGE).get_page(number)


def find_public(_request: HttpRequest, slug: str) -> Booklet:
    """A booklet that was published, by its address; else 404."""
    rows = Booklet.objects.select_related("organisation").filter(published_at__isnull=False)
    found: Booklet | None = rows.filter(slug=slug).first()
    if found is None:
        raise Http404(slug)
    return found


def edition_of(booklet: Booklet, number: int | None = None) -> Edition:
    """The newest edition or the one of that number; else 404."""
    rows = booklet.editions.all() if number is None else booklet.editions.filter(number=number)
    found: Edition | None = rows.first()
    if found is None:
        raise Http404(str(number))
    found.booklet = booklet
    return found


def find(_request: HttpRequest, pk: int) -> Booklet:
    """A booklet at the desk; else 404. Who may not use the desk hears nothing of it: the permission comes next."""
    found: Booklet | None = Booklet.objects.select_related("organisation", "written_by").filter(pk=pk).first()
    if found is None:
        raise Http404(str(pk))
    return found


def find_chapter(request: HttpRequest, pk: int, chapter_id: int) -> Chapter:
    """A chapter at the desk; else 404."""
    booklet = find(request, pk)
    found: Chapter | None = booklet.chapters.select_related("theme").filter(pk=chapter_id).first()
    if found is None:
        raise Http404(str(chapter_id))
    found.booklet = booklet
    return found


def find_line(request: HttpRequest, pk: int, chapter_id: int, line_id: int) -> Line:
    """A line of a chapter at the desk; else 404."""
    chapter = find_chapter(request, pk, chapter_id)
    found: Line | None = chapter.lines.select_related("theme", "taken_from").filter(pk=line_id).first()
    if found is None:
        raise Http404(str(line_id))
    found.chapter = chapter
    return found


def find_quote(request: HttpRequest, pk: int, chapter_id: int, quote_id: int) -> ChosenQuote:
    """A quote of a chapter at the desk; else 404."""
    chapter = find_chapter(request, pk, chapter_id)
    found: ChosenQuote | None = chapter.quotes.filter(pk=quote_id).first()
    if found is None:
        raise Http404(str(quote_id))
    found.chapter = chapter
    return found


@dataclass(frozen=True)
class Choice:
    """One activity that a booklet can be made of, with its parts, and what is chosen of it."""

    activity: Activity
    is_chosen: bool
    parts: list[tuple[Part, bool]]


def choices_of(booklet: Booklet) -> list[tuple[Process, list[Choice]]]:
    """Per process of the booklet its activities and their parts; a fixed number of queries."""
    rows = list(booklet.sources.values_list("process_id", "activity_id", "part"))
    whole = {activity for _process, activity, part in rows if activity and not part}
    keys = {part for _process, _activity, part in rows if part}
    activities = list(Activity.objects.filter(process__in={row[0] for row in rows}).select_related("process"))
    parts: dict[int, list[tuple[Part, bool]]] = {}
    for telling in all_sources():
        for part in telling.parts([each.pk for each in activities]):
            parts.setdefault(part.activity_id, []).append((part, part.key in keys))
    found: dict[Process, list[Choice]] = {}
    for each in sorted(activities, key=lambda row: (row.process.title, row.title, row.pk)):
        found.setdefault(each.process, []).append(Choice(each, each.pk in whole, parts.get(each.pk, [])))
    return list(found.items())


def themes_to_add(booklet: Booklet) -> list[Theme]:
    """Threads of the desk that have no chapter yet, by name."""
    used = booklet.chapters.exclude(theme=None).values("theme")
    mine = booklet.sources.values("process")
    return list(Theme.objects.live().filter(process__in=mine, parent=None).exclude(pk__in=used)
                .select_related("process").order_by("title", "pk"))


def observations_to_add(chapter: Chapter) -> list[Theme]:
    """Observations of the thread that no line stands for yet."""
    if chapter.theme_id is None:
        return []
    used = chapter.lines.exclude(theme=None).values("theme")
    return list(Theme.objects.live().filter(parent_id=chapter.theme_id).exclude(pk__in=used))


def statements_of(chapter: Chapter, search: str = "", *, readable: bool = False) -> QuerySet:
    """What people said under the thread of a chapter; without a thread everything the booklet is about."""
    rows = Scope.of(chapter.booklet).contributions()
    if chapter.theme_id:
        family = Theme.objects.live().filter(parent_id=chapter.theme_id).values_list("pk", flat=True)
        grounds = Grounds.objects.counting().filter(theme__in=[chapter.theme_id, *family])
        rows = rows.filter(pk__in=grounds.values("contribution"))
    if readable:
        rows = rows.filter(state=State.PUBLISHED)
    for word in clean_line(search)[:100].split():
        rows = rows.filter(text__icontains=word)
    return rows.select_related("activity__process").order_by("-support_count", "pk")


def find_statement(chapter: Chapter, pk: int) -> Contribution:
    """One of the statements of a chapter whose words may be public; else 404."""
    found: Contribution | None = statements_of(chapter, readable=True).filter(pk=pk).first()
    if found is None:
        raise Http404(str(pk))
    return found


@dataclass(frozen=True)
class Statement:
    """One statement to choose from: its words (none when they are not public), its sentences, and whether chosen."""

    contribution: Contribution
    text: str
    sentences: list[str]
    is_chosen: bool


def statement_page(rows: QuerySet, chosen: Iterable[int], number: str) -> Page:
    """One page of statements; the chosen are marked."""
    page = Paginator(rows, STATEMENTS_PER_PAGE).get_page(number)
    marked = set(chosen)
    page.object_list = [_statement(each, each.pk in marked) for each in page.object_list]
    return page


def _statement(contribution: Contribution, is_chosen: bool) -> Statement:  # noqa: FBT001 -- a plain fact
    text = said_in(contribution) if contribution.state in COUNTED_ONCE else ""
    return Statement(contribution, text, list(sentences_in(text)) if not contribution.is_inside else [], is_chosen)


def processes_of(organisation: Organisation) -> QuerySet:
    """All processes a booklet can be made of, by name."""
    return Process.objects.filter(organisation=organisation).order_by("title", "pk")
