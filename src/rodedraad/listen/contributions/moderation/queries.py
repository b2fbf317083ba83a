"""Reads for the moderation desk: one queue of everything that waits or was reported."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import CharField, Count, F, Q, QuerySet, Value
from django.http import Http404, HttpRequest

from rodedraad.base.accounts.models import Person
from rodedraad.listen.processes import hooks
from rodedraad.listen.processes.models import Process, TeamMember

from ..models import Comment, Contribution, Report
from ..models.contribution import State
from ..querysets import SEES_ALL
from ..search import similar_ideas

PER_PAGE = 20
PARTS = (TeamMember.Part.LEAD, TeamMember.Part.EDITOR, TeamMember.Part.MODERATOR)
VIEWS = ("waiting", "reported", "asked", "hidden")


@dataclass(frozen=True)
class Item:
    """One post in the queue, with why it is there."""

    kind: str
    post: Contribution | Comment
    contribution: Contribution
    reports: list[Report]

    @property
    def since(self) -> datetime:
        """When it came in."""
        return self.post.created_at


@dataclass(frozen=True)
class Queue:
    """One page of the queue and how much there is of each sort."""

    view: str
    page: Page
    items: list[Item]
    counts: dict[str, int]
    processes: list[Process]
    process_slug: str
    links: list[tuple[str, str]]


def moderated_processes(person: Person) -> QuerySet:
    """The processes whose posts this person judges."""
    if person.roles & SEES_ALL:
        return Process.objects.all()
    return Process.objects.filter(pk__in=person.team_parts.filter(part__in=PARTS).values("process_id"))


def queue(person: Person, view: str, process_slug: str, page: int) -> Queue:
    """What waits for this person, oldest first; ten queries whatever the length."""
    view = view if view in VIEWS else "waiting"
    processes = moderated_processes(person)
    chosen = processes.filter(slug=process_slug) if process_slug else processes
    found = Paginator(_keys(chosen, view), PER_PAGE).get_page(page)
    listed = list(processes.exclude(state=Process.State.ARCHIVED).order_by("title"))
    return Queue(
        view=view, page=found, items=_items(list(found.object_list)),
        counts={name: _keys(chosen, name).count() for name in VIEWS},
        processes=listed, process_slug=process_slug, links=_links(person, listed, process_slug),
    )


def _links(person: Person, processes: list[Process], slug: str) -> list[tuple[str, str]]:
    """Other work of a moderator, that higher floors offer: of the process that was chosen, or of the only one."""
    chosen = [each for each in processes if each.slug == slug] if slug else processes
    if len(chosen) != 1:
        return []
    return [(str(link.label), url) for link, url in hooks.desk_links(person, chosen[0]) if link.is_moderation]


def _keys(processes: QuerySet, view: str) -> QuerySet:
    """(sort, id, since) of both sorts of posts in one paged list."""
    contributions = Contribution.objects.filter(process__in=processes.values("pk"))
    comments = Comment.objects.filter(contribution__process__in=processes.values("pk"))
    if view == "reported":
        unhandled = Report.objects.filter(handled_at=None)
        contributions = contributions.filter(pk__in=unhandled.filter(comment=None).values("contribution"))
        comments = comments.filter(pk__in=unhandled.exclude(comment=None).values("comment"))
    else:
        state = {"waiting": State.PENDING, "asked": State.CHANGE_ASKED, "hidden": State.HIDDEN}[view]
        contributions, comments = contributions.filter(state=state), comments.filter(state=state)
    return (
        _keyed(contributions, "contribution").union(_keyed(comments, "comment"), all=True).order_by("since", "pk")
    )


def _keyed(posts: QuerySet, sort: str) -> QuerySet:
    marked = posts.order_by().annotate(sort=Value(sort, output_field=CharField()), since=F("created_at"))
    return marked.values_list("sort", "pk", "since")


def _items(keys: list[tuple[str, int, datetime]]) -> list[Item]:
    contribution_ids = [pk for sort, pk, _since in keys if sort == "contribution"]
    comment_ids = [pk for sort, pk, _since in keys if sort == "comment"]
    contributions = Contribution.objects.filter(pk__in=contribution_ids).select_related(
        "activity__process", "author", "neighbourhood").in_bulk()
    comments = Comment.objects.filter(pk__in=comment_ids).select_related(
        "contribution__activity__process", "author").in_bulk()
    reports = list(
        Report.objects.filter(Q(contribution__in=contribution_ids, comment=None) | Q(comment__in=comment_ids),
                              handled_at=None).select_related("reporter")
    )
    items = []
    for sort, pk, _since in keys:
        post = contributions.get(pk) if sort == "contribution" else comments.get(pk)
        if post is not None:
            own = [each for each in reports
                   if (each.comment_id == pk if sort == "comment"
                       else each.comment_id is None and each.contribution_id == pk)]
            items.append(Item(sort, post, post if isinstance(post, Contribution) else post.contribution, own))
    return items


def find_contribution(request: HttpRequest, pk: int) -> Contribution:
    """A contribution in whatever state. Raises Http404."""
    found = Contribution.objects.filter(pk=pk).select_related(
        "activity__process", "process", "author", "organisation", "merged_into", "neighbourhood").first()
    if found is None:
        raise Http404
    return found


def find_comment(request: HttpRequest, pk: int) -> Comment:
    """A comment in whatever state. Raises Http404."""
    found = Comment.objects.filter(pk=pk).select_related(
        "contribution__activity__process", "contribution__process", "author").first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class Judging:
    """What a moderator sees of one contribution."""

    contribution: Contribution
    reports: list[Report]
    history: list[object]
    alike: list[Contribution]
    author_count: int


def judging(contribution: Contribution) -> Judging:
    """The contribution with its reports, earlier words, look-alikes, and how often its author was hidden before."""
    alike = similar_ideas(contribution.activity, contribution.title, contribution.text, limit=6)
    hidden = Contribution.objects.filter(state=State.HIDDEN)
    earlier = hidden.filter(author=contribution.author) if contribution.author_id else hidden.none()
    return Judging(
        contribution=contribution,
        reports=list(contribution.reports.filter(handled_at=None).select_related("comment", "reporter")),
        history=list(contribution.versions.all()),
        alike=[each for each in alike if each.pk != contribution.pk][:5],
        author_count=earlier.aggregate(n=Count("pk"))["n"],
    )
