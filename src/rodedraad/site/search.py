"""Search over everything that a person may read."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Q

from rodedraad.base.accounts.models import Person, Visitor
from rodedraad.decide.answers.models import Answer
from rodedraad.listen.activities import occasions
from rodedraad.listen.activities.occasions import Occasion
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.search import search
from rodedraad.listen.processes.models import Process
from rodedraad.understand.themes.models import Theme

SHOWN = 6
PER_PAGE = 20
MOST = 1000


@dataclass(frozen=True)
class Found:
    """What a search found, per kind of thing; contributions are paged, the others cut."""

    words: str
    processes: list[Process]
    themes: list[Theme]
    answers: list[Answer]
    occasions: list[Occasion]
    contributions: Page


def find_everywhere(words: str, person: Person | Visitor, page: int) -> Found:
    """Search processes, themes, answers and contributions that the person may read."""
    visible = Process.objects.visible_to(person)
    in_title = Q(title__icontains=words)
    contributions = search(
        Contribution.objects.visible_to(person).public().select_related("process", "activity__process", "author"), words
    )
    return Found(
        words=words,
        processes=list(visible.filter(in_title | Q(summary__icontains=words))[:SHOWN]),
        themes=list(
            Theme.objects.filter(in_title | Q(description__icontains=words), state=Theme.State.PUBLISHED,
                                 process__in=visible).select_related("process")[:SHOWN]
        ),
        answers=list(
            Answer.objects.filter(in_title | Q(text__icontains=words), state=Answer.State.PUBLISHED,
                                  process__in=visible).select_related("process")[:SHOWN]
        ),
        occasions=occasions.find(words, person, SHOWN),
        contributions=Paginator(contributions.order_by("-pk")[:MOST], PER_PAGE).get_page(page),
    )
