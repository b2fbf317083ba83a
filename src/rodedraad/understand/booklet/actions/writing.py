"""Acts: a booklet is begun, narrowed to some activities or meetings, written, or thrown away."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.base.core.text import clean_line, clean_text
from rodedraad.base.organisations.models import Organisation
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.processes.errors import RefusedError
from rodedraad.listen.processes.models import Process

from ..models import Booklet, Source
from ..proposals import propose_chapters
from ..sources import all_sources
from ..wording import NOT_ALLOWED
from .locking import keep, lock_to_write

TEXTS = ("foreword", "method", "missing", "closing")


@transaction.atomic
def make_booklet(*, organisation: Organisation, title: str, processes: Sequence[Process], by: Person,
                 subtitle: str = "") -> Booklet:
    """Begin a booklet: a chapter for each of the ten largest threads of these processes. Raises `RefusedError`."""
    if not by.may("booklet.write", organisation) or by.organisation_id != organisation.pk:
        raise RefusedError(NOT_ALLOWED)
    title = clean_line(title)
    if not title:
        raise RefusedError(_("Give the booklet a title."))
    if not processes:
        raise RefusedError(_("Choose what the booklet is about."))
    booklet: Booklet = Booklet.objects.create(
        organisation=organisation, title=title, subtitle=clean_line(subtitle), slug=_free_slug(title),
        method=_("We held {gesprekken} conversations. In them people said {uitspraken} things. Staff of the "
                 "organisation put these statements together by subject, with help of a computer. Each red thread "
                 "in this booklet shows how often something was said, and leads back to who said it."),
        written_by=by)
    for process in processes:
        Source.objects.create(organisation=organisation, booklet=booklet, process=process)
    chapters = propose_chapters(booklet)
    audit.record("booklet.made", on=booklet, by=by, processes=[each.pk for each in processes], chapters=len(chapters))
    return booklet


def _free_slug(title: str) -> str:
    """A short name for the address, not yet in use."""
    base = slugify(title)[:50] or "boekje"
    taken = set(Booklet.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(each for each in (base, *(f"{base}-{n}" for n in range(2, 10_000))) if each not in taken)


@transaction.atomic
def edit_words(*, booklet: Booklet, version: int | None, title: str, subtitle: str, texts: Mapping[str, str],
               by: Person) -> Booklet:
    """Change the title and the running texts."""
    current = lock_to_write(booklet, by, version)
    if not clean_line(title):
        raise RefusedError(_("Give the booklet a title."))
    current.title, current.subtitle = clean_line(title), clean_line(subtitle)
    for name in TEXTS:
        setattr(current, name, clean_text(texts.get(name, "")))
    keep(current)
    audit.record("booklet.edited", on=current, by=by, version=current.version)
    return current


@transaction.atomic
def narrow(*, booklet: Booklet, version: int | None, processes: Sequence[Process], activities: Sequence[int],
           keys: Sequence[str], by: Person) -> Booklet:
    """Say what it is about: these processes; of one with chosen activities or parts only those."""
    current = lock_to_write(booklet, by, version)
    if not processes:
        raise RefusedError(_("Choose what the booklet is about."))
    mine = {each.pk: each for each in Activity.objects.filter(process__in=processes)}
    parts = {part.key: part for telling in all_sources() for part in telling.parts(sorted(mine))}
    whole = {pk for pk in activities if pk in mine}
    chosen = [parts[key] for key in keys if key in parts and parts[key].activity_id not in whole]
    current.sources.all().delete()
    rows = [Source(process=each) for each in processes]
    rows += [Source(process_id=mine[pk].process_id, activity_id=pk) for pk in sorted(whole)]
    rows += [Source(process_id=mine[each.activity_id].process_id, activity_id=each.activity_id, part=each.key)
             for each in chosen]
    for row in rows:
        row.organisation_id, row.booklet = current.organisation_id, current
    Source.objects.bulk_create(rows)
    keep(current)
    audit.record("booklet.narrowed", on=current, by=by, processes=[each.pk for each in processes],
                 activities=sorted(whole), parts=[each.key for each in chosen])
    return current


@transaction.atomic
def remove_booklet(*, booklet: Booklet, version: int | None, by: Person) -> None:
    """Throw a booklet away that was never published."""
    current = lock_to_write(booklet, by, version)
    if current.was_published:
        raise RefusedError(_("This booklet has been published. Withdraw it: then its page says why."))
    audit.record("booklet.removed", on=current, by=by, title_length=len(current.title))
    current.delete()
