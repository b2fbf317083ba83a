"""Reads of a talk: the cards with what a phone gave them, the room, and the outcome."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from rodedraad.kinds.survey.results.queries import report_of, told_for
from rodedraad.kinds.survey.results.showing import ShownFinding, shown
from rodedraad.learn.scan.models import Scan

from .actions import CardValues
from .models import BY_VOTES, VOTES_EACH, Card, Talk, Vote, Voter
from .tokens import hash_of

MOST_PROPOSED = 12


def talk_of(scan: Scan) -> Talk | None:
    """The talk of a scan."""
    found: Talk | None = Talk.objects.filter(scan=scan).first() if scan.pk else None
    if found is not None:
        found.scan = scan
    return found


def _with_process() -> "QuerySet[Talk]":
    return Talk.objects.select_related("scan__process", "organisation")


def talk_with_code(code: str) -> Talk | None:
    """The talk that can be joined with a code."""
    found: Talk | None = _with_process().filter(code=code).first()
    return found


def talk_joined_with(code: str, talk_id: int) -> Talk | None:
    """The talk that a phone joined with this code: while the code is its code, and after closing."""
    found: Talk | None = _with_process().filter(Q(state=Talk.State.CLOSED) | Q(code=code), pk=talk_id).first()
    return found


def voter_with(token: str, talk: Talk) -> Voter | None:
    """The voter who keeps a token."""
    found: Voter | None = Voter.objects.filter(talk=talk, token_hash=hash_of(token)).first()
    return found


def card_on(talk: Talk, card_id: int) -> Card | None:
    """A card of this talk."""
    found: Card | None = Card.objects.filter(talk=talk, pk=card_id).first()
    if found is not None:
        found.talk = talk
    return found


def cards_of(talk: Talk) -> list[Card]:
    """The cards in the order of the room; after closing most votes first."""
    order = BY_VOTES if talk.state == Talk.State.CLOSED else ("position", "pk")
    return list(Card.objects.filter(talk=talk).order_by(*order))


@dataclass(frozen=True)
class OnPhone:
    """A card on a phone: how many votes this phone gave it."""

    card: Card
    given: int


@dataclass(frozen=True)
class Phone:
    """What a phone shows."""

    cards: list[OnPhone]
    left: int


def phone_of(voter: Voter, talk: Talk) -> Phone:
    """The cards with the votes of one phone, in two queries."""
    given = dict(Vote.objects.filter(voter=voter).order_by().values("card").annotate(n=Count("pk")).values_list(
        "card", "n"))
    return Phone([OnPhone(card, given.get(card.pk, 0)) for card in cards_of(talk)], VOTES_EACH - sum(given.values()))


@dataclass(frozen=True)
class Room:
    """How far the room is: phones, and votes given."""

    voters: int
    votes: int

    @property
    def most(self) -> int:
        """How many votes there can be."""
        return self.voters * VOTES_EACH


def room_of(talk: Talk) -> Room:
    """How far the room is; from what was kept when the talk is closed."""
    if talk.state == Talk.State.CLOSED:
        return Room(talk.voter_count, sum(card.votes for card in Card.objects.filter(talk=talk)))
    return Room(Voter.objects.filter(talk=talk).count(), Vote.objects.filter(voter__talk=talk).count())


def proposed_cards(scan: Scan) -> list[CardValues]:
    """Cards from what stands out in the report, that are not on the table yet; empty without a report."""
    report = report_of(scan.survey) if scan.survey is not None else None
    if report is None:
        return []
    found = [CardValues(each.about[:160], _explained(each), [each.anchor])
             for each in shown(told_for(report)).findings[:MOST_PROPOSED]]
    there = set(Card.objects.filter(talk__scan=scan).values_list("title", flat=True))
    return [each for each in {each.title: each for each in found}.values() if each.title not in there]


def _explained(finding: ShownFinding) -> str:
    figures = "; ".join(f"{group}: {figure}" for group, figure in finding.values)
    return f"{finding.sentence}\n{figures}"
