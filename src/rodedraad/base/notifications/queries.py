"""Reads about notices, follows and the outbox."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest

from rodedraad.base.accounts.models import Person

from .digest import person_of_token
from .models import Follow, Message, Notice
from .topics import Topic, describe_topics

PER_PAGE = 25


def notices_for(person: Person, number: int | str | None = 1) -> Page:
    """What the person was told, newest first, a page at a time. Two queries."""
    return Paginator(Notice.objects.filter(person=person).order_by("-created_at", "-pk"), PER_PAGE).get_page(number)


def unread_count(person: Person) -> int:
    """How many notices the person has not seen. One query."""
    return int(Notice.objects.filter(person=person, read_at=None).count())


def is_following(person: Person, topic: str) -> bool:
    """Whether the person follows the topic. One query."""
    return bool(Follow.objects.filter(person=person, topic=topic).exists())


@dataclass(frozen=True)
class Followed:
    """One page of follows and the topics on it."""

    page: Page
    topics: list[Topic]


def follows_of(person: Person, number: int | str | None = 1) -> Followed:
    """Topics that the person follows, newest first; ones that are gone have no path."""
    page = Paginator(Follow.objects.filter(person=person).order_by("-created_at", "-pk"), PER_PAGE).get_page(number)
    keys = [follow.topic for follow in page.object_list]
    known = describe_topics(keys)
    return Followed(page, [known.get(key) or Topic(key, "", "") for key in keys])


def people_following(topic: str) -> list[Person]:
    """The people who follow a topic, for `notify`."""
    return list(Person.objects.filter(follows__topic=topic, erased_at=None))


@dataclass(frozen=True)
class Outbox:
    """The e-mails of one state, and how many there are of each."""

    page: Page
    counts: dict[str, int]


def outbox(*, state: str, number: int | str | None = 1) -> Outbox:
    """E-mails of one state, newest first, with the count of every state. Three queries."""
    counts = dict(Message.objects.order_by().values_list("state").annotate(Count("pk")))
    rows = Message.objects.filter(state=state).defer("text", "html").order_by("-pk")
    return Outbox(Paginator(rows, PER_PAGE).get_page(number), counts)


def letterbox(*, search: str = "", number: int | str | None = 1) -> Page:
    """All e-mails of the demo, newest first, to be searched by recipient. Two queries."""
    rows = Message.objects.defer("text", "html").order_by("-pk")
    if search:
        rows = rows.filter(to__icontains=search)
    return Paginator(rows, PER_PAGE).get_page(number)


def find_message(request: HttpRequest, pk: int) -> Message:
    """One e-mail of this organisation, or Http404."""
    message: Message | None = Message.objects.filter(pk=pk).first()
    if message is None:
        raise Http404
    return message


def find_unsubscriber(request: HttpRequest, token: str) -> Person:
    """The person of a signed link, or Http404."""
    person = person_of_token(token)
    if person is None:
        raise Http404
    return person
