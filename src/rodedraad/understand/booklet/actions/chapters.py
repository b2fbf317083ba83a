"""Acts on the chapters of a booklet: add one for a theme, write it, move it, take it out."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.base.core.text import clean_line, clean_text
from rodedraad.listen.processes.errors import RefusedError
from rodedraad.understand.themes.models import Theme

from ..models import Booklet, Chapter
from ..proposals import add_chapter_for
from .locking import keep, lock_to_write, renumber

MOST_CHAPTERS = 40


@transaction.atomic
def add_chapter(*, booklet: Booklet, theme: Theme, by: Person) -> Chapter:
    """Add a red thread of the desk at the end."""
    current = lock_to_write(booklet, by)
    if not current.sources.filter(process_id=theme.process_id).exists():
        raise RefusedError(_("This theme is not of a process that the booklet is about."))
    if current.chapters.filter(theme=theme).exists():
        raise RefusedError(_("This red thread stands in the booklet already."))
    place = current.chapters.count()
    if place >= MOST_CHAPTERS:
        raise RefusedError(_("A booklet holds at most %(most)s red threads.") % {"most": MOST_CHAPTERS})
    chapter = add_chapter_for(current, theme, place)
    keep(current)
    audit.record("booklet.chapter_added", on=current, by=by, chapter=chapter.pk, theme=theme.pk)
    return chapter


@transaction.atomic
def edit_chapter(*, chapter: Chapter, version: int | None, title: str, lead: str, values: Sequence[str],
                 instruments: Sequence[str], questions: str, by: Person) -> Chapter:
    """Change the words of a chapter and what stands beside it."""
    current = lock_to_write(chapter.booklet, by, version)
    row: Chapter = current.chapters.get(pk=chapter.pk)
    if not clean_line(title):
        raise RefusedError(_("Give the red thread a title."))
    row.title, row.lead, row.questions = clean_line(title), clean_text(lead), clean_text(questions)
    row.values, row.instruments = list(values), list(instruments)
    row.save()
    keep(current)
    audit.record("booklet.chapter_edited", on=current, by=by, chapter=row.pk)
    row.booklet = current
    return row


@transaction.atomic
def move_chapter(*, chapter: Chapter, step: int, by: Person) -> None:
    """Move it up (-1) or down (+1)."""
    current = lock_to_write(chapter.booklet, by)
    rows = list(current.chapters.all())
    moved = next(row for row in rows if row.pk == chapter.pk)
    renumber(rows, moved, rows.index(moved) + step)
    keep(current)
    audit.record("booklet.chapter_moved", on=current, by=by, chapter=chapter.pk, step=step)


@transaction.atomic
def remove_chapter(*, chapter: Chapter, version: int | None, by: Person) -> None:
    """Take it out of the booklet, with its lines and quotes; the theme and what people said stay at the desk."""
    current = lock_to_write(chapter.booklet, by, version)
    current.chapters.filter(pk=chapter.pk).delete()
    renumber(list(current.chapters.all()))
    keep(current)
    audit.record("booklet.chapter_removed", on=current, by=by, chapter=chapter.pk)
