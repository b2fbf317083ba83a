"""Reads of contributions shaped for a page, each in a fixed number of queries."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.core.cache import cache
from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django_scopes import get_scope

from rodedraad.base.accounts.models import Person, Visitor
from rodedraad.listen.activities.freshness import stamp
from rodedraad.listen.activities.models import Activity, Phase
from rodedraad.listen.processes.models import Process

from .models import Attachment, Comment, Contribution, ContributionVersion, Support
from .models.contribution import State

COMMENTS_PER_PAGE = 20
SECONDS_REMEMBERED = 2
# In the order of the model, as `from_db` takes them.
NEEDED_TO_SUPPORT = ("id", "organisation_id", "process_id", "activity_id", "author_id", "state", "version")
MOST_COUNTED = 10_000


class CappedPaginator(Paginator):
    """Numbered pages that count no further than 10,000, so that a million rows cost what ten thousand do.

    With `remember_as` (a cache key) the number may be two seconds old.
    """

    remember_as = ""

    @cached_property
    def count(self) -> int:
        """How many there are, at most 10,000."""
        return min(self._counted, MOST_COUNTED)

    @cached_property
    def is_more(self) -> bool:
        """Whether there are more than were counted."""
        return self._counted > MOST_COUNTED

    @cached_property
    def _counted(self) -> int:
        if self.remember_as:
            return int(cache.get_or_set(self.remember_as, self._count, SECONDS_REMEMBERED) or 0)
        return self._count()

    def _count(self) -> int:
        rows: QuerySet = self.object_list  # type: ignore[assignment]
        return int(rows.order_by()[: MOST_COUNTED + 1].count())


def with_all(rows: QuerySet) -> QuerySet:
    """Contributions with what their page names, in the same query."""
    return rows.select_related("activity__process", "author", "neighbourhood")


def find_contribution(pk: int) -> Contribution:
    """A contribution of this organisation, whatever its state. Raises Http404."""
    found: Contribution = get_object_or_404(with_all(Contribution.objects.all()), pk=pk)
    _share(found)
    return found


def find_to_support(pk: int) -> Contribution:
    """A contribution with only what supporting it needs, by one bare statement: many people do that at once.

    Raises Http404.
    """
    table = connection.ops.quote_name(Contribution._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(NEEDED_TO_SUPPORT)} FROM {table} WHERE id = %s AND organisation_id = %s",  # noqa: S608
            [pk, get_scope()["organisation"].pk],
        )
        row = cursor.fetchone()
    if row is None:
        raise Http404
    found: Contribution = Contribution.from_db(connection.alias, NEEDED_TO_SUPPORT, row)
    found.activity = _remembered(str(found.activity_id), lambda: _activity_by_id(found.activity_id))
    found.process = found.activity.process
    return found


def _activity_by_id(pk: int) -> Activity:
    return Activity.objects.select_related("process").get(pk=pk)


def _share(contribution: Contribution) -> None:
    # The process of a contribution is that of its activity: fetched once.
    contribution.process = contribution.activity.process


def find_comment(pk: int) -> Comment:
    """A comment of this organisation, whatever its state. Raises Http404."""
    rows = Comment.objects.select_related("contribution__activity__process", "contribution__process", "author")
    found: Comment = get_object_or_404(rows, pk=pk)
    return found


def find_activity(process_slug: str, activity_slug: str, kind: str | None = None) -> Activity:
    """An activity by its address with its process and phases, in one query. Raises Http404."""
    there = {"process__slug": process_slug, "slug": activity_slug, **({"kind": kind} if kind else {})}
    phases = list(Phase.objects.filter(**{f"activity__{name}": value for name, value in there.items()})
                  .select_related("activity__process"))
    if not phases:
        return get_object_or_404(Activity.objects.select_related("process"), **there)
    found: Activity = phases[0].activity
    found.phase_list = phases
    return found


def remembered_activity(process_slug: str, activity_slug: str, kind: str) -> Activity:
    """As `find_activity`, at most two seconds old: for pages that many people read at once, never for an act.

    A change in this process shows at once (see `activities.freshness`), in the others within two seconds.
    """
    name = f"{process_slug}:{activity_slug}:{kind}"
    return _remembered(name, lambda: find_activity(process_slug, activity_slug, kind))


def _remembered(name: str, find: Callable[[], Activity]) -> Activity:
    key = f"activity:{get_scope()['organisation'].pk}:{stamp()}:{name}"
    found: Activity | None = cache.get(key)
    if found is None:
        found = find()
        _ = found.phase_list, found.process
        cache.set(key, found, SECONDS_REMEMBERED)
    return found


def find_to_read(activity: Activity, pk: int) -> Contribution:
    """A contribution for its page, whatever its state, in one query. Raises Http404."""
    others, photos = Contribution.objects.filter(merged_into=OuterRef("pk")), Attachment.objects
    rows = Contribution.objects.filter(activity=activity).select_related("author", "neighbourhood").annotate(
        has_merged=Exists(others.order_by()), has_photo=Exists(photos.filter(contribution=OuterRef("pk"))))
    found: Contribution = get_object_or_404(rows, pk=pk)
    found.activity, found.process = activity, activity.process
    return found


def photo_of(contribution: Contribution) -> Attachment | None:
    """The photo with a contribution."""
    if getattr(contribution, "has_photo", True) is False:
        return None
    return contribution.attachments.order_by("-pk").first()


def find_photo(contribution: Contribution, pk: int) -> Attachment:
    """One photo of a contribution. Raises Http404."""
    found: Attachment = get_object_or_404(contribution.attachments.all(), pk=pk)
    return found


def has_supported(contribution: Contribution, person: Person | Visitor) -> bool:
    """Whether this person stands behind it."""
    if not isinstance(person, Person):
        return False
    return Support.objects.filter(contribution=contribution, person_id=person.pk).exists()


def support_count(contribution: Contribution) -> int:
    """The number of supports as it is now."""
    return int(Contribution.objects.values_list("support_count", flat=True).get(pk=contribution.pk))


@dataclass(frozen=True)
class Comments:
    """One page of comments, and those of the reader that others do not see (yet)."""

    page: Page
    newest_first: bool
    own_waiting: list[Comment] = field(default_factory=list)


def comments_of(contribution: Contribution, person: Person | Visitor, *, number: str | int = 1,
                newest_first: bool = False) -> Comments:
    """The published comments, 20 a page, and the reader's own that wait or were hidden: two queries, three at most."""
    rows = Comment.objects.filter(contribution=contribution, state=State.PUBLISHED).select_related("author")
    paginator = Paginator(rows.order_by("-pk" if newest_first else "pk"), COMMENTS_PER_PAGE)
    paginator.__dict__["count"] = contribution.comment_count
    own: list[Comment] = []
    if person.is_authenticated:
        waiting = (State.PENDING, State.CHANGE_ASKED, State.HIDDEN)
        own = list(Comment.objects.filter(contribution=contribution, author_id=person.pk, state__in=waiting))
    page = paginator.get_page(number)
    page.object_list = list(page.object_list)
    return Comments(page, newest_first, own)


def page_of_comment(comment: Comment) -> int:
    """On which page (oldest first) a published comment stands."""
    before = Comment.objects.filter(contribution_id=comment.contribution_id, state=State.PUBLISHED, pk__lt=comment.pk)
    return before.count() // COMMENTS_PER_PAGE + 1


def history_of(contribution: Contribution, *, with_hidden: bool) -> list[ContributionVersion]:
    """The words before each edit, oldest first; for others only those that were once published."""
    versions = contribution.versions.all()
    return list(versions if with_hidden else versions.filter(is_visible=True))


def merged_from(contribution: Contribution) -> list[Contribution]:
    """Contributions that were merged into this one, the ten latest."""
    if getattr(contribution, "has_merged", True) is False:
        return []
    return list(contribution.merged.filter(state=State.MERGED).order_by("-pk")[:10])


def mine(person: Person) -> QuerySet:
    """Everything a person said, whatever its state, newest first."""
    rows: QuerySet = Contribution.objects.filter(author=person).select_related(
        "activity__process", "process", "neighbourhood", "merged_into").order_by("-created_at", "-pk")
    return rows


def latest_public(limit: int = 5, process: Process | None = None) -> list[Contribution]:
    """The newest published contributions of the organisation or of one process."""
    rows = Contribution.objects.public().filter(state=State.PUBLISHED)
    if process is not None:
        rows = rows.filter(process=process)
    return list(rows.select_related("activity__process", "process", "author", "neighbourhood").order_by("-pk")[:limit])


def contribution_cards(ids: Iterable[int], person: Person | Visitor) -> list[Contribution]:
    """The contributions with these ids that this person may see, in the order of the ids; one query."""
    wanted = list(ids)
    rows = with_all(Contribution.objects.visible_to(person).filter(pk__in=wanted))
    by_id = {row.pk: row for row in rows}
    for row in by_id.values():
        _share(row)
    return [by_id[pk] for pk in wanted if pk in by_id]


def shown_author(contribution: Contribution | Comment) -> str:
    """The name that others read, empty when there is none to show."""
    if contribution.is_anonymous or contribution.author is None:
        return ""
    return contribution.author.display_name

