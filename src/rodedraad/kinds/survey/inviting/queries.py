"""Reads of inviting: who has not answered, the batches, and the response while a survey runs."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from rodedraad.base.organisations.models import Neighbourhood

from ..models import Invitation, Survey
from ..queries import Counted, counts_by, groups_of, in_tens

FEW = 10


def unanswered(survey: Survey) -> QuerySet[Invitation]:
    """Invitations with an address whose code was not used."""
    rows: QuerySet[Invitation] = Invitation.objects.filter(survey=survey, state=Invitation.State.OPEN)
    return rows.exclude(email="").order_by("pk")


@dataclass(frozen=True)
class Batch:
    """How far one batch is. In an anonymous survey a used code no longer knows its batch: only what is left counts."""

    name: str
    left: int
    addresses: int
    mailed: int


def batches_of(survey: Survey) -> list[Batch]:
    """The batches that still have codes, by name."""
    has_mail = ~Q(email="")
    rows = Invitation.objects.filter(survey=survey, state=Invitation.State.OPEN).order_by().values("batch").annotate(
        left=Count("pk"), addresses=Count("pk", filter=has_mail),
        mailed=Count("pk", filter=has_mail & Q(is_mailed=True)))
    return [Batch(row["batch"], row["left"], row["addresses"], row["mailed"]) for row in rows.order_by("batch")]


@dataclass(frozen=True)
class Waiting:
    """Who can be mailed now: without a first mail, and to be reminded."""

    to_invite: int
    to_remind: int


def waiting_for(survey: Survey, most: int) -> Waiting:
    """The numbers of people to invite and to remind."""
    found = unanswered(survey).order_by().aggregate(
        fresh=Count("pk", filter=Q(is_mailed=False)),
        again=Count("pk", filter=Q(is_mailed=True, times_reminded__lt=most)))
    return Waiting(found["fresh"], found["again"])


@dataclass(frozen=True)
class Line:
    """One row of the monitor, in tens: an exact count beside the results would tell what a few people answered."""

    label: str
    invited: int
    begun: int
    finished: int
    is_few: bool

    @property
    def share(self) -> int | None:
        """Per cent of who was invited; None where nobody was invited by code."""
        return min(100, 100 * self.finished // self.invited) if self.invited else None


def _line(label: str, counted: Counted) -> Line:
    return Line(label, in_tens(counted.invited), in_tens(counted.begun), in_tens(counted.finished),
                0 < counted.finished < FEW)


def monitor_of(survey: Survey) -> tuple[list[Line], list[Line]]:
    """The response per group and per neighbourhood; groups in their order, neighbourhoods by name."""
    by_group, by_place = counts_by(survey, "group"), counts_by(survey, "neighbourhood_id")
    groups = [_line(label, by_group.get(key, Counted())) for key, label in groups_of(survey).items()]
    names = dict(Neighbourhood.objects.order_by("name", "pk").values_list("pk", "name"))
    places = [_line(name, by_place[pk]) for pk, name in names.items() if pk in by_place]
    return groups, places
