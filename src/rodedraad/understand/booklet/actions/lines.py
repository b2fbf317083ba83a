"""Acts on what stands in a chapter: numbered observations with their grounds, and quotes exactly as they were said."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.base.core.text import clean_text
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.models.contribution import State
from rodedraad.listen.processes.errors import RefusedError
from rodedraad.understand.themes.models import Theme
from rodedraad.understand.themes.passages import said_in

from ..models import Booklet, Chapter, ChosenQuote, Line
from ..scope import Scope
from .locking import keep, lock_to_write, renumber

MOST_LINES, MOST_QUOTES, LONGEST_QUOTE = 20, 12, 600


@transaction.atomic
def add_line(*, chapter: Chapter, text: str, by: Person, theme: Theme | None = None) -> Line:
    """Add an observation: one of the desk, with all that stands under it, or one in own words, without grounds yet."""
    current = lock_to_write(chapter.booklet, by)
    place = chapter.lines.count()
    text = clean_text(text) or (theme.description or theme.title if theme else "")
    if not text:
        raise RefusedError(_("Write what you heard."))
    if place >= MOST_LINES:
        raise RefusedError(_("A red thread holds at most %(most)s observations.") % {"most": MOST_LINES})
    if theme is not None and theme.pk not in _family(chapter):
        raise RefusedError(_("This observation is not one of this red thread."))
    line: Line = Line.objects.create(organisation_id=current.organisation_id, chapter=chapter, theme=theme, text=text,
                                     position=place)
    keep(current)
    audit.record("booklet.line_added", on=current, by=by, chapter=chapter.pk, line=line.pk)
    return line


def _family(chapter: Chapter) -> set[int]:
    rows = Theme.objects.live().filter(parent_id=chapter.theme_id).values_list("pk", flat=True)
    return {chapter.theme_id or 0, *rows} if chapter.theme_id else set()


@transaction.atomic
def edit_line(*, line: Line, version: int | None, text: str, by: Person) -> Line:
    """Change the words. Words of one's own are no longer literal: they then stay when somebody withdraws theirs."""
    current = lock_to_write(line.chapter.booklet, by, version)
    row = Line.objects.select_related("taken_from").get(pk=line.pk, chapter__booklet=current)
    text = clean_text(text)
    if not text:
        raise RefusedError(_("Write what you heard."))
    if row.taken_from is not None and text not in said_in(row.taken_from):
        row.taken_from = None
    row.text = text
    row.save()
    keep(current)
    audit.record("booklet.line_edited", on=current, by=by, line=row.pk)
    return row


@transaction.atomic
def move_line(*, line: Line, step: int, by: Person) -> None:
    """Move it up (-1) or down (+1)."""
    current = lock_to_write(line.chapter.booklet, by)
    rows = list(line.chapter.lines.all())
    moved = next(row for row in rows if row.pk == line.pk)
    renumber(rows, moved, rows.index(moved) + step)
    keep(current)
    audit.record("booklet.line_moved", on=current, by=by, line=line.pk, step=step)


@transaction.atomic
def remove_line(*, line: Line, version: int | None, by: Person) -> None:
    """Take it out of the chapter."""
    current = lock_to_write(line.chapter.booklet, by, version)
    chapter = line.chapter
    chapter.lines.filter(pk=line.pk).delete()
    renumber(list(chapter.lines.all()))
    keep(current)
    audit.record("booklet.line_removed", on=current, by=by, line=line.pk)


@transaction.atomic
def set_grounds(*, line: Line, among: Iterable[int], chosen: Iterable[int], by: Person) -> int:
    """Of the contributions `among` those on a page, let the line rest on the `chosen` ones; the others stay."""
    current = lock_to_write(line.chapter.booklet, by)
    if line.theme_id:
        raise RefusedError(_("This observation is one of the desk. Choose what rests under it there."))
    shown = set(among)
    wanted = set(chosen) & shown
    counted = Scope.of(current).contributions().filter(pk__in=wanted)
    if counted.count() != len(wanted):
        raise RefusedError(_("One of these statements does not count in this booklet (any more)."))
    line.grounds.remove(*(shown - wanted))
    line.grounds.add(*wanted)
    keep(current)
    total = line.grounds.count()
    audit.record("booklet.grounds_set", on=current, by=by, line=line.pk, grounds=total)
    return total


@transaction.atomic
def choose_quote(*, chapter: Chapter, contribution: Contribution, text: str, by: Person) -> ChosenQuote:
    """Let words stand out, exactly as they were said and only when they are public. Raises `RefusedError`."""
    current = lock_to_write(chapter.booklet, by)
    text = text.strip()
    said = Scope.of(current).contributions().filter(pk=contribution.pk, state=State.PUBLISHED).first()
    if said is None:
        raise RefusedError(_("These words may not be public. Choose other words."))
    if not text or text not in f"{said.title}\n{said.text}":
        raise RefusedError(_("These words do not stand in this statement. Choose them exactly as they were said."))
    if len(text) > LONGEST_QUOTE:
        raise RefusedError(_("This quote is too long: at most %(most)s characters.") % {"most": LONGEST_QUOTE})
    if chapter.quotes.filter(contribution=said, text=text).exists():
        raise RefusedError(_("This quote stands there already."))
    place = chapter.quotes.count()
    if place >= MOST_QUOTES:
        raise RefusedError(_("A red thread holds at most %(most)s quotes.") % {"most": MOST_QUOTES})
    quote: ChosenQuote = ChosenQuote.objects.create(organisation_id=current.organisation_id, chapter=chapter,
                                                    contribution=said, text=text, position=place)
    keep(current)
    audit.record("booklet.quote_chosen", on=current, by=by, chapter=chapter.pk, contribution=said.pk)
    return quote


@transaction.atomic
def drop_quote(*, quote: ChosenQuote, by: Person) -> Booklet:
    """Take a quote out of the chapter; what was said stays where it is."""
    current = lock_to_write(quote.chapter.booklet, by)
    chapter = quote.chapter
    chapter.quotes.filter(pk=quote.pk).delete()
    renumber(list(chapter.quotes.all()))
    keep(current)
    audit.record("booklet.quote_dropped", on=current, by=by, chapter=chapter.pk, contribution=quote.contribution_id)
    return current
