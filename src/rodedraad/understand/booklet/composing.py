"""The working copy of a booklet with its counts as they are now: what a preview shows and what an edition freezes."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import timezone

from rodedraad.base.organisations.models import Organisation
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.models.contribution import State
from rodedraad.understand.themes.models import Grounds, Theme
from rodedraad.understand.themes.passages import marked, said_in

from . import contents
from .models import Booklet, Chapter, ChosenQuote, Line
from .rendering.words import number
from .scope import Scope, origins_of
from .sources import Origin
from .tracing import TracedGround, TracedObservation, TracedQuote
from .wordlist import terms_of

MOST_GROUNDS = 500
"""Under one observation; more would make a file nobody opens. The count goes on."""


@dataclass
class Material:
    """What the chapters rest on, read once: contributions, where they come from, and which theme grounds which."""

    contributions: dict[int, Contribution]
    origins: dict[int, Origin]
    under: dict[int, dict[int, Grounds]]
    conversation_count: int
    statement_count: int
    roles: Counter[str] = field(default_factory=Counter)
    held: Counter[str] = field(default_factory=Counter)
    people: Counter[str] = field(default_factory=Counter)

    def times(self, ids: Iterable[int]) -> int:
        """How often it was said, doubles within a conversation included."""
        return sum(self.origins[pk].times for pk in ids)

    def conversations(self, ids: Iterable[int]) -> int:
        """In how many conversations it came up."""
        return len({self.origins[pk].conversation for pk in ids})

    def by_organisation(self, ids: Iterable[int]) -> dict[str, int]:
        """How often it was said with each organisation, in the order of their names."""
        counted = Counter[str]()
        for pk in ids:
            counted[self.origins[pk].organisation] += self.origins[pk].times
        return {name: counted[name] for name in sorted(counted)}


def families(chapters: Iterable[Chapter]) -> dict[int, list[int]]:
    """Per thread of the chapters its own id and those of its observations; one query."""
    found = {each.theme_id: [each.theme_id] for each in chapters if each.theme_id}
    for parent, pk in Theme.objects.live().filter(parent__in=found).values_list("parent_id", "pk"):
        found[parent].append(pk)
    return found


def read_material(booklet: Booklet, chapters: list[Chapter]) -> Material:
    """Everything the booklet counts, in a fixed number of queries."""
    scope = Scope.of(booklet)
    inside = scope.contributions()
    wanted = {pk for family in families(chapters).values() for pk in family}
    wanted |= {line.theme_id for each in chapters for line in each.lines.all() if line.theme_id}
    chosen = {pk for each in chapters for line in each.lines.all() for pk in _chosen(line)}
    chosen |= {quote.contribution_id for each in chapters for quote in each.quotes.all()}
    counting = Grounds.objects.counting().filter(theme__in=wanted, contribution__in=inside.values("pk"))
    rows = list(counting.order_by("pk"))
    ids = {row.contribution_id for row in rows} | chosen
    found = {each.pk: each for each in inside.filter(pk__in=ids).select_related("activity__process").order_by("pk")}
    under: dict[int, dict[int, Grounds]] = defaultdict(dict)
    for row in rows:
        under[row.theme_id][row.contribution_id] = row
    attendance = scope.attendance()
    origins = origins_of(found.values(), scope.organisation)
    conversations = max(attendance.conversations.total(), len({each.conversation for each in origins.values()}))
    return Material(found, origins, under, conversations, inside.count(), attendance.roles, attendance.conversations,
                    attendance.people)


def _chosen(line: Line) -> list[int]:
    return [each.pk for each in line.grounds.all()]


def chapters_of(booklet: Booklet) -> list[Chapter]:
    """The chapters in order with their lines and quotes; four queries."""
    return list(booklet.chapters.prefetch_related("lines__grounds", "quotes"))


@dataclass
class Composed:
    """The booklet as it would be published now, and the material behind it."""

    booklet: contents.Booklet
    material: Material
    chapters: list[Chapter]


def compose(booklet: Booklet, *, today: dt.date | None = None) -> Composed:
    """The working copy with its counts; what is not right in it is found by `booklet.faults()`."""
    chapters = chapters_of(booklet)
    material = read_material(booklet, chapters)
    family = families(chapters)
    threads = [_thread(each, at, material, family.get(each.theme_id or 0, []), booklet.organisation)
               for at, each in enumerate(chapters, start=1)]
    names = sorted({*material.held, *(name for each in threads for name in each.counts_by_organisation)})
    values, instruments = terms_of(booklet.organisation)
    made = contents.Booklet(
        title=booklet.title, subtitle=booklet.subtitle, publisher=booklet.organisation.name,
        date=today or timezone.localdate(),
        taking_part=[contents.RoleCount(role, count) for role, count in material.roles.most_common() if count],
        organisations=[contents.OrganisationCount(name, material.held[name], material.people[name]) for name in names],
        threads=threads, conversation_count=material.conversation_count, statement_count=material.statement_count,
        values=values, instruments=instruments,
    )
    for name in ("foreword", "method", "missing", "closing"):
        setattr(made, name, with_counts(getattr(booklet, name), made))
    for thread in threads:
        thread.lead = with_counts(thread.lead, made)
    return Composed(made, material, chapters)


def with_counts(text: str, made: contents.Booklet) -> str:
    """The text with {gesprekken}, {uitspraken}, {mensen}, {organisaties} and {draden} as they are now."""
    counts = {"gesprekken": made.conversation_count, "uitspraken": made.statement_count,
              "mensen": sum(each.number for each in made.taking_part), "organisaties": len(made.organisations),
              "draden": len(made.threads)}
    for word, count in counts.items():
        text = text.replace("{" + word + "}", number(count))
    return text


def ids_of(chapter: Chapter, material: Material, family: list[int]) -> list[int]:
    """The contributions under a chapter: those of its thread and observations, and those its lines rest on."""
    found = {pk for theme in family for pk in material.under.get(theme, {})}
    for line in chapter.lines.all():
        found.update(ids_under(line, material))
    return sorted(found)


def ids_under(line: Line, material: Material) -> list[int]:
    """The contributions a line rests on, as far as they still count."""
    if line.theme_id:
        return sorted(material.under.get(line.theme_id, {}))
    return [pk for pk in sorted(_chosen(line)) if pk in material.contributions]


def _thread(chapter: Chapter, place: int, material: Material, family: list[int],
            organisation: Organisation) -> contents.Thread:
    ids = ids_of(chapter, material, family)
    return contents.Thread(
        number=place, title=chapter.title, lead=chapter.lead,
        observations=[_observation(line, at, material, organisation)
                      for at, line in enumerate(chapter.lines.all(), start=1)],
        quotes=[_quote(each, material) for each in chapter.quotes.all() if may_quote(each, material)],
        values=list(chapter.values), instruments=list(chapter.instruments),
        questions=[line.strip() for line in chapter.questions.splitlines() if line.strip()],
        counts_by_organisation=material.by_organisation(ids), conversations=material.conversations(ids),
    )


def _observation(line: Line, place: int, material: Material, organisation: Organisation) -> TracedObservation:
    ids = ids_under(line, material)
    readable = [pk for pk in ids if material.contributions[pk].state == State.PUBLISHED]
    shown = [_ground(material, pk, line, organisation) for pk in readable[:MOST_GROUNDS]]
    return TracedObservation(
        number=place, text=line.text, conversations=material.conversations(ids), out_of=material.conversation_count,
        statements=material.times(ids), grounds=list(shown), hidden=len(ids) - len(shown),
        contribution=line.taken_from_id or 0,
    )


def _ground(material: Material, pk: int, line: Line, organisation: Organisation) -> TracedGround:
    contribution, origin = material.contributions[pk], material.origins[pk]
    text = said_in(contribution)
    grounds = material.under.get(line.theme_id or 0, {}).get(pk)
    if grounds is not None and grounds.passage:
        place = marked(contribution, grounds.passage, grounds.passage_start)
        text = text[place.start : place.start + place.length] if place.start is not None and place.length else text
    path = contribution.activity.kind_object.contribution_url(contribution)
    return TracedGround(text, origin.source, origin.role, organisation.absolute(path), pk, origin.times)


def may_quote(quote: ChosenQuote, material: Material) -> bool:
    """Whether the words are still public, and still those of the contribution."""
    contribution = material.contributions.get(quote.contribution_id)
    return (contribution is not None and contribution.state == State.PUBLISHED
            and quote.text in f"{contribution.title}\n{contribution.text}")


def _quote(quote: ChosenQuote, material: Material) -> TracedQuote:
    origin = material.origins[quote.contribution_id]
    return TracedQuote(quote.text, origin.role, origin.name, origin.organisation, quote.contribution_id)
