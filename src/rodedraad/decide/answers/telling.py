"""Who hears of an answer, decision, promise or result: the authors, and those who follow; set by set, once each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat

from rodedraad.base.accounts.models import Person
from rodedraad.base.notifications.actions import notify
from rodedraad.base.notifications.models import Follow, Notice
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.querysets import PUBLIC
from rodedraad.listen.processes.models import Process
from rodedraad.understand.themes.models import Grounds, Theme

from .models import Answer

PAGE = 1000


@dataclass(frozen=True)
class Words:
    """A title and a text in plain words."""

    title: str
    text: str


@dataclass(frozen=True)
class Tidings:
    """One piece of news: its event, what it is about, the page to read; words for authors and for followers."""

    event: str
    about: str
    path: str
    to_authors: Words
    to_followers: Words

    @property
    def once_key(self) -> str:
        """Each person hears this once."""
        return f"{self.event}:{self.about}"


def tell_all(tidings: Tidings, *, process: Process, answers: QuerySet,
             contribution_ids: Iterable[int] | None = None) -> None:
    """Tell the authors and followers of what these answers cover; with ids only those of these contributions.

    Authors come first: who is both hears it as an author.
    """
    ids = list(answers.order_by().values_list("pk", flat=True).distinct())
    covered = _covered(ids, contribution_ids)
    _tell(_authors(covered), tidings, tidings.to_authors)
    _tell(_authors(Contribution.objects.filter(merged_into__in=covered.values("pk"), state="merged")), tidings,
          tidings.to_authors)
    _tell(_followers(covered), tidings, tidings.to_followers)
    if contribution_ids is None:
        themes = Theme.objects.filter(answers__in=ids).order_by().values_list("pk", flat=True)
        topics = [f"process:{process.pk}", *(f"theme:{pk}" for pk in themes.distinct())]
        _tell(_people().filter(pk__in=Follow.objects.filter(topic__in=topics).values("person_id")), tidings,
              tidings.to_followers)


def tell_those_told(tidings: Tidings, *, earlier_key: str, before: datetime | None = None) -> None:
    """Tell who heard the earlier news (before a moment) that it changed."""
    told = Notice.objects.filter(once_key=earlier_key)
    if before is not None:
        told = told.filter(created_at__lt=before)
    _tell(_people().filter(pk__in=told.values("person_id")), tidings, tidings.to_authors)


def _covered(answer_ids: list[int], contribution_ids: Iterable[int] | None) -> QuerySet:
    """Public contributions that the answers cover, as a lazy set."""
    by_name = Answer.contributions.through.objects.filter(answer_id__in=answer_ids)
    through_theme = Grounds.objects.filter(
        theme__in=Theme.objects.filter(state=Theme.State.PUBLISHED, answers__in=answer_ids).order_by().values("pk"),
        state=Grounds.State.CONFIRMED,
    )
    if contribution_ids is not None:
        wanted = list(contribution_ids)
        by_name = by_name.filter(contribution_id__in=wanted)
        through_theme = through_theme.filter(contribution_id__in=wanted)
    found = by_name.values("contribution_id").union(through_theme.order_by().values("contribution_id"))
    return Contribution.objects.filter(pk__in=found, state__in=PUBLIC).order_by()


def _authors(contributions: QuerySet) -> QuerySet:
    return _people().filter(pk__in=contributions.exclude(author=None).order_by().values("author_id"))


def _followers(contributions: QuerySet) -> QuerySet:
    topics = contributions.annotate(
        topic=Concat(Value("contribution:"), Cast("pk", CharField()), output_field=CharField())
    ).values("topic")
    return _people().filter(pk__in=Follow.objects.filter(topic__in=topics).values("person_id"))


def _people() -> QuerySet:
    return Person.objects.filter(erased_at=None).order_by("pk")


def _tell(people: QuerySet, tidings: Tidings, words: Words) -> None:
    for page in _pages(people):
        notify(people=page, event=tidings.event, about=tidings.about, title=words.title, text=words.text,
               path=tidings.path, once_key=tidings.once_key)


def _pages(people: QuerySet) -> Iterator[list[Person]]:
    last = 0
    while page := list(people.filter(pk__gt=last)[:PAGE]):
        yield page
        last = page[-1].pk
