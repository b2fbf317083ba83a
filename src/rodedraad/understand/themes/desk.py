"""Reads for the analysis desk: a page of contributions beside the themes, one contribution, one theme."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.listen.activities.kinds import kind_of
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.models.contribution import State
from rodedraad.listen.contributions.queries import CappedPaginator
from rodedraad.listen.contributions.search import search, similar_ideas
from rodedraad.listen.processes.models import Process
from rodedraad.listen.processes.queries import find_for_desk

from .actions.bulk import last_act
from .actions.runs import last_run
from .counts import (
    Capped,
    capped,
    counts_per_theme,
    public_contributions,
    under_theme,
    with_suggestion,
    without_theme,
)
from .filters import DeskFilter
from .guessing import DeskGrounds, Guesses, guesses_for, merged_guesses
from .levels import in_order
from .models import AnalysisRun, BulkAct, Grounds, Theme
from .passages import Marked, marked, said_in

PER_PAGE = 25
KEYS = 9
SAMPLE = 10_000
CANDIDATES = 40
NEAREST = 6
MOST_ACTIVITIES = 10


@dataclass(frozen=True)
class DeskRow:
    """A contribution on the desk with what was said about it."""

    contribution: Contribution
    said: Marked
    confirmed: list[Grounds] = field(default_factory=list)
    suggested: list[DeskGrounds] = field(default_factory=list)
    unsure: str = ""

    @property
    def title(self) -> str:
        """The title, when the words are not the title themselves."""
        return self.contribution.title if self.contribution.text else ""


@dataclass(frozen=True)
class DeskTheme:
    """A theme on the desk: its numbers, and the key that assigns to it."""

    theme: Theme
    size: int
    waiting: int
    key: str
    number: str = ""
    is_observation: bool = False

    @property
    def do(self) -> str:
        """What the button says to the server that assigns to it."""
        return f"theme:{self.theme.pk}"


@dataclass(frozen=True)
class Desk:
    """The whole desk."""

    process: Process
    asked: DeskFilter
    page: Page
    is_more: bool
    rows: list[DeskRow]
    themes: list[DeskTheme]
    total: int
    without: Capped
    waiting: Capped
    languages: list[str]
    run: AnalysisRun | None
    undo: BulkAct | None

    @property
    def tabs(self) -> list[tuple[str, str, bool]]:
        """The three piles with their numbers."""
        piles = ((_("Without a theme"), "zonder", self.without), (_("With a suggestion"), "suggestie", self.waiting),
                 (_("All contributions"), "alles", Capped(self.total)))
        return [(f"{label} ({number})", f"?toon={show}", show == self.asked.show) for label, show, number in piles]

    @property
    def sorted_share(self) -> int | None:
        """The percentage that has a theme, rounded down; None when it was not counted to the end."""
        if self.without.is_more or not self.total:
            return None
        return 100 * (self.total - self.without.number) // self.total


def desk_page(process: Process, asked: DeskFilter, person: Person) -> Desk:
    """The desk as asked for; a fixed number of queries, none of which counts further than 10,000 rows of text."""
    everything = public_contributions(process)
    total, without = everything.count(), capped(without_theme(everything))
    waiting = capped(with_suggestion(process, everything))
    paginator = CappedPaginator(chosen(process, asked).select_related("activity", "neighbourhood"), PER_PAGE)
    if not asked.is_narrowed:  # counted already
        counted = {"zonder": without, "suggestie": waiting}.get(asked.show, Capped(total))
        paginator.__dict__["_counted"] = counted.number + counted.is_more
    page = paginator.get_page(asked.page)
    page.object_list = list(page.object_list)
    newest = everything.order_by("-pk").values("language")[:SAMPLE]
    return Desk(
        process=process, asked=asked, page=page, is_more=paginator.is_more, rows=rows_of(process, page.object_list),
        themes=themes_of_desk(process), total=total, without=without, waiting=waiting,
        languages=sorted({each["language"] for each in newest} | ({asked.language} if asked.language else set())),
        run=last_run(process), undo=last_act(process, person),
    )


def chosen(process: Process, asked: DeskFilter) -> QuerySet:
    """The contributions that the filter asks for, in the order in which they came."""
    rows = public_contributions(process)
    if asked.words:
        rows = search(rows, asked.words)
    if asked.language:
        rows = rows.filter(language=asked.language)
    if asked.show == "suggestie":
        rows = with_suggestion(process, rows, asked.theme)
    elif asked.theme:
        rows = under_theme(process, rows, asked.theme)
    elif asked.show == "zonder":
        rows = without_theme(rows)
    return rows.order_by("pk")


def rows_of(process: Process, contributions: Iterable[Contribution]) -> list[DeskRow]:
    """Contributions with their grounds and what the model says now; one query, and those of the model."""
    listed = list(contributions)
    grounds: dict[int, list[Grounds]] = {row.pk: [] for row in listed}
    wanted = Grounds.objects.live().exclude(state=Grounds.State.REJECTED).filter(contribution__in=list(grounds))
    for each in wanted.select_related("theme").order_by("theme__position", "pk"):
        grounds[each.contribution_id].append(each)
    decided = {pk for pk, rows in grounds.items() if any(each.state == Grounds.State.CONFIRMED for each in rows)}
    now = guesses_for(process, [row.pk for row in listed if row.pk not in decided])
    return [_row(process, row, grounds[row.pk], now) for row in listed]


def _row(process: Process, contribution: Contribution, grounds: list[Grounds], now: Guesses) -> DeskRow:
    contribution.process = contribution.activity.process = process
    confirmed = [each for each in grounds if each.state == Grounds.State.CONFIRMED]
    waiting = [each for each in grounds if each.state == Grounds.State.SUGGESTED]
    suggested = merged_guesses(waiting, now.sure.get(contribution.pk),
                               has_model=contribution.pk in now.sure or contribution.pk in now.unsure)
    first = next((each for each in confirmed if each.passage), None)
    said = marked(contribution, first.passage if first else "", first.passage_start if first else None)
    return DeskRow(contribution, said, confirmed, suggested, now.unsure.get(contribution.pk, ""))


def themes_of_desk(process: Process) -> list[DeskTheme]:
    """The themes of the desk in their order, with numbers; three queries."""
    counts = counts_per_theme(process)
    ordered = in_order(Theme.objects.live().filter(process=process))
    return [
        DeskTheme(each.theme, counts.get(each.theme.pk, {}).get(Grounds.State.CONFIRMED, 0),
                  counts.get(each.theme.pk, {}).get(Grounds.State.SUGGESTED, 0), str(place) if place <= KEYS else "",
                  each.number, each.is_observation)
        for place, each in enumerate(ordered, start=1)
    ]


def find_desk_contribution(request: HttpRequest, process_slug: str, contribution_id: int) -> Contribution:
    """A contribution at the desk, whatever its state; a visitor gets an empty one and is sent to the login page."""
    process = find_for_desk(request, process_slug)
    if process.pk is None:
        return Contribution(process=process)
    rows = Contribution.objects.select_related("activity", "neighbourhood", "author")
    found = rows.filter(process=process, pk=contribution_id).first()
    if found is None:
        raise Http404(str(contribution_id))
    found.process = found.activity.process = process
    return found


def find_grounds(request: HttpRequest, process_slug: str, grounds_id: int) -> Grounds:
    """Grounds at the desk; a visitor gets empty ones and is sent to the login page."""
    process = find_for_desk(request, process_slug)
    if process.pk is None:
        return Grounds(theme=Theme(process=process))
    rows = Grounds.objects.select_related("theme", "contribution__activity")
    found = rows.filter(theme__process=process, pk=grounds_id).first()
    if found is None:
        raise Http404(str(grounds_id))
    found.theme.process = process
    return found


@dataclass(frozen=True)
class Marking:
    """One theme of a contribution, with its passage as it stands in the text now."""

    grounds: Grounds
    said: Marked


@dataclass(frozen=True)
class DeskContribution:
    """One contribution on the desk: its themes and passages, suggestions, and what others said that is like it."""

    contribution: Contribution
    href: str
    text: str
    markings: list[Marking]
    suggested: list[DeskGrounds]
    nearest: list[DeskRow]
    is_public: bool


def contribution_page(contribution: Contribution) -> DeskContribution:
    """One contribution with all that the desk knows of it."""
    row = rows_of(contribution.process, [contribution])[0]
    return DeskContribution(
        contribution=contribution, href=kind_of(contribution.activity).contribution_url(contribution),
        text=said_in(contribution), suggested=row.suggested, nearest=nearest_to(contribution),
        markings=[Marking(each, marked(contribution, each.passage, each.passage_start)) for each in row.confirmed],
        is_public=contribution.state in {State.PUBLISHED, State.INSIDE},
    )


def nearest_to(contribution: Contribution, limit: int = NEAREST) -> list[DeskRow]:
    """Contributions of the process that say something like this one: found by the index, ordered by the kernel."""
    from .similarity import Text, WordSimilarity  # noqa: PLC0415 -- the numeric libraries load only when needed

    activities = list(contribution.process.activities.all()[:MOST_ACTIVITIES])
    found = [other for activity in activities
             for other in similar_ideas(activity, contribution.title, contribution.text, CANDIDATES)
             if other.pk != contribution.pk]
    texts = [Text(f"{each.title}\n{each.text}", each.language) for each in [contribution, *found]]
    best = WordSimilarity().fit(texts).nearest(0, limit)
    return rows_of(contribution.process, [found[each.text - 1] for each in best])


@dataclass(frozen=True)
class DeskThemePage:
    """One theme on the desk: a page of its contributions, and what can be done with it."""

    theme: Theme
    size: int
    page: Page
    order: list[DeskTheme]

    @property
    def others(self) -> list[DeskTheme]:
        """The other themes of the desk."""
        return [each for each in self.order if each.theme.pk != self.theme.pk]

    @property
    def threads(self) -> list[DeskTheme]:
        """The threads under which it could stand."""
        return [each for each in self.others if not each.is_observation]

    @property
    def below(self) -> list[DeskTheme]:
        """Its observations."""
        return [each for each in self.order if each.theme.parent_id == self.theme.pk]


def theme_desk_page(theme: Theme, number: int = 1) -> DeskThemePage:
    """A theme with a page of its confirmed grounds and the other themes of its process."""
    grounds = Grounds.objects.confirmed().filter(theme=theme).select_related("contribution", "moved_from", "decided_by")
    page = CappedPaginator(grounds.order_by("-contribution_id"), 2 * PER_PAGE).get_page(number)
    page.object_list = list(page.object_list)
    themes = themes_of_desk(theme.process)
    own = next((each.size for each in themes if each.theme.pk == theme.pk), 0)
    return DeskThemePage(theme, own, page, themes)
