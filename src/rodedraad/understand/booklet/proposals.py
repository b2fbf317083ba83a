"""The first version of a chapter: the heaviest themes of the desk, in words that people wrote or said literally."""

from collections.abc import Sequence

from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.models.contribution import State
from rodedraad.listen.processes.models import Process
from rodedraad.understand.themes.drafting.sentences import proposal_for
from rodedraad.understand.themes.models import Grounds, Theme

from .models import Booklet, Chapter, ChosenQuote, Line
from .proposing import THREADS_AT_MOST, words_of_title
from .scope import Scope

QUOTES = 2
OBSERVATIONS = 5


def threads_to_choose(process_ids: Sequence[int], scope: Scope | None = None) -> list[tuple[Theme, int]]:
    """The threads of these processes with how many contributions stand under each, the largest first."""
    themes = list(Theme.objects.live().filter(process__in=process_ids, parent=None).select_related("process"))
    top = {each.pk: each.pk for each in themes}
    top |= dict(Theme.objects.live().filter(parent__in=top).values_list("pk", "parent_id"))
    rows = Grounds.objects.counting().filter(theme__in=top)
    if scope is not None:
        rows = rows.filter(contribution__in=scope.contributions().values("pk"))
    under: dict[int, set[int]] = {each.pk: set() for each in themes}
    for theme_id, contribution_id in rows.values_list("theme_id", "contribution_id"):
        under[top[theme_id]].add(contribution_id)
    counted = [(each, len(under[each.pk])) for each in themes if under[each.pk]]
    return sorted(counted, key=lambda pair: (-pair[1], pair[0].title))


def propose_chapters(booklet: Booklet) -> list[Chapter]:
    """Chapters for the largest threads, at most ten; inside the transaction of the act that asks."""
    scope = Scope.of(booklet)
    chosen = threads_to_choose(sorted(scope.process_ids), scope)[:THREADS_AT_MOST]
    return [add_chapter_for(booklet, theme, place) for place, (theme, _size) in enumerate(chosen)]


def add_chapter_for(booklet: Booklet, theme: Theme, position: int) -> Chapter:
    """A chapter with the words of the theme, its observations as lines, and quotes that may be public."""
    values, instruments = words_of_title(theme.title)
    chapter: Chapter = Chapter.objects.create(
        organisation_id=booklet.organisation_id, booklet=booklet, theme=theme, position=position, title=theme.title,
        lead=theme.description, values=values, instruments=instruments)
    proposal = proposal_for(theme)
    below = list(Theme.objects.live().filter(parent=theme).order_by("position", "pk")[:OBSERVATIONS])
    for place, each in enumerate(below):
        Line.objects.create(organisation_id=booklet.organisation_id, chapter=chapter, theme=each, position=place,
                            text=each.description or each.title)
    if not below:
        _literal_lines(chapter, theme, [(each.contribution, each.text) for each in proposal.observations])
    for place, quote in enumerate(proposal.quotes[:QUOTES]):
        ChosenQuote.objects.create(organisation_id=booklet.organisation_id, chapter=chapter, position=place,
                                   contribution=quote.contribution, text=quote.text)
    return chapter


def _literal_lines(chapter: Chapter, theme: Theme, sentences: list[tuple[Contribution, str]]) -> None:
    """A thread without observations: sentences that stand for it, each resting on the statements nearest to it."""
    if not sentences:
        return
    rows = Grounds.objects.counting().filter(theme=theme).select_related("contribution").order_by("pk")
    shared = _nearest([text for _said, text in sentences], [row.contribution for row in rows])
    for place, (said, text) in enumerate(sentences):
        line = Line.objects.create(organisation_id=chapter.organisation_id, chapter=chapter, position=place, text=text,
                                   taken_from=said)
        line.grounds.set({said.pk, *shared[place]})


def _nearest(sentences: list[str], contributions: list[Contribution]) -> list[set[int]]:
    """Per sentence the contributions whose words are nearest to it; one that shares no word stands under none."""
    from rodedraad.understand.texts import hashed  # noqa: PLC0415 -- loads the language data, only when needed

    found: list[set[int]] = [set() for _ in sentences]
    readable = [each for each in contributions if each.state == State.PUBLISHED and each.text]
    if not readable:
        return found
    like = (hashed([each.text for each in readable]) @ hashed(sentences).T).toarray()
    for row, each in zip(like, readable, strict=True):
        if row.max() > 0:
            found[int(row.argmax())].add(each.pk)
    return found


def processes_with_threads() -> list[Process]:
    """The processes of this organisation that have a thread with confirmed grounds, the newest first."""
    with_grounds = Grounds.objects.counting().filter(theme__state__in=["draft", "published"]).values("theme__process")
    return list(Process.objects.filter(pk__in=with_grounds).order_by("-pk"))
