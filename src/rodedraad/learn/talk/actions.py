"""Acts of a talk: prepare cards, open it, let people vote, close it, and make points of what came first."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Count, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.base.core.limits import allow
from rodedraad.base.core.text import clean_line, clean_text
from rodedraad.learn.scan.actions.agenda import PointValues, add_point, grounds_of
from rodedraad.learn.scan.models import Scan
from rodedraad.listen.processes.errors import RefusedError, StaleError

from .models import VOTES_EACH, Card, Talk, Vote, Voter
from .tokens import JOINS, hash_of, new_code, new_token

MOST_CARDS = 40
State = Talk.State


def _hold(talk: Talk, *states: str, is_ending: bool = False) -> Talk:
    """The talk as it now is, locked until the transaction ends, in one of these states. Raises `RefusedError`."""
    current: Talk = Talk.objects.select_for_update(of=("self",)).select_related("scan__process").get(pk=talk.pk)
    if current.scan.is_closed and not is_ending:
        raise RefusedError(_("This scan is closed. Open it again before you change it."))
    if states and current.state not in states:
        raise RefusedError(_("Somebody else has gone a step further with this talk. Look at it again."))
    return current


@transaction.atomic
def prepare_talk(*, scan: Scan, by: Person) -> Talk:
    """The talk of a scan; the one there is when it was prepared before."""
    talk, made = Talk.objects.get_or_create(scan=scan, defaults={"organisation_id": scan.organisation_id})
    if made:
        audit.record("talk.prepared", on=talk, by=by, scan=scan.pk)
    return talk


@dataclass(frozen=True)
class CardValues:
    """What stands on a card."""

    title: str
    explanation: str = ""
    grounds: Sequence[str] = ()

    def write_to(self, card: Card) -> None:
        """Put the cleaned values on a card. Raises `RefusedError`."""
        card.title, card.explanation = clean_line(self.title)[:160], clean_text(self.explanation)
        if not card.title:
            raise RefusedError(_("Write what the card is about."))
        known = grounds_of(card.talk.scan)
        card.grounds = [key for key in known if key in self.grounds]


@transaction.atomic
def add_cards(*, talk: Talk, cards: Sequence[CardValues], by: Person) -> list[Card]:
    """New cards at the end, also while people talk; not while they vote. Raises `RefusedError`."""
    current = _hold(talk, State.PREPARED, State.OPEN)
    there = Card.objects.filter(talk=current)
    if there.count() + len(cards) > MOST_CARDS:
        raise RefusedError(_("Nobody can choose between so many cards. Remove one first."))
    last, made = there.aggregate(last=Max("position"))["last"] or 0, []
    for place, values in enumerate(cards, last + 1):
        card = Card(organisation_id=current.organisation_id, talk=current, position=place)
        values.write_to(card)
        card.save()
        made.append(card)
    audit.record("talk.cards_added", on=current, by=by, number=len(made))
    return made


@transaction.atomic
def edit_card(*, card: Card, version: int, values: CardValues, by: Person) -> Card:
    """Say it better. Raises `StaleError`, `RefusedError`."""
    talk = _hold(card.talk, State.PREPARED, State.OPEN)
    current: Card = Card.objects.select_for_update().get(pk=card.pk)
    current.talk = talk
    if current.version != version:
        raise StaleError(current)
    values.write_to(current)
    current.version += 1
    current.save()
    audit.record("talk.card_edited", on=talk, by=by, card=current.pk)
    return current


@transaction.atomic
def remove_card(*, card: Card, by: Person) -> None:
    """Take a card off the table. Raises `RefusedError`."""
    talk = _hold(card.talk, State.PREPARED, State.OPEN)
    if Card.objects.filter(pk=card.pk).delete()[0]:
        audit.record("talk.card_removed", on=talk, by=by, card=card.pk)


@transaction.atomic
def move_card(*, card: Card, up: bool, by: Person) -> None:
    """One place up or down in the order of the room; at the end of the row it stays. Raises `RefusedError`."""
    talk = _hold(card.talk, State.PREPARED, State.OPEN)
    order = list(Card.objects.filter(talk=talk).order_by("position", "pk"))
    place = next((number for number, each in enumerate(order) if each.pk == card.pk), None)
    other = None if place is None else place + (-1 if up else 1)
    if place is None or other is None or not 0 <= other < len(order):
        return
    order[place], order[other] = order[other], order[place]
    for number, each in enumerate(order, 1):
        each.position = number
    Card.objects.bulk_update(order, ["position"])
    audit.record("talk.card_moved", on=talk, by=by, card=card.pk, place=other + 1)


@transaction.atomic
def open_talk(*, talk: Talk, by: Person) -> Talk:
    """Let people join with a new code; opening a closed talk again starts a new vote. Raises `RefusedError`."""
    current = _hold(talk, State.PREPARED, State.CLOSED)
    if not Card.objects.filter(talk=current).exists():
        raise RefusedError(_("Make a card first: there is nothing to talk about yet."))
    current.state, current.code, current.opened_at = State.OPEN, _free_code(current), timezone.now()
    current.closed_at, current.voter_count = None, 0
    Card.objects.filter(talk=current).update(votes=0)
    return _told(current, "talk.opened", by)


def _free_code(talk: Talk) -> str:
    while Talk.objects.filter(organisation_id=talk.organisation_id, code=(code := new_code())).exists():
        continue
    return code


def _told(talk: Talk, act: str, by: Person | None) -> Talk:
    talk.version += 1
    talk.save()
    audit.record(act, on=talk, by=by)
    return talk


@transaction.atomic
def begin_voting(*, talk: Talk, by: Person) -> Talk:
    """Everybody may give three votes now; the cards do not change meanwhile. Raises `RefusedError`."""
    current = _hold(talk, State.OPEN)
    current.state = State.VOTING
    return _told(current, "talk.voting", by)


@transaction.atomic
def close_talk(*, talk: Talk, by: Person | None) -> Talk:
    """Count the votes and forget who gave them. Raises `RefusedError`."""
    current = _hold(talk, State.OPEN, State.VOTING, is_ending=True)
    cards = list(Card.objects.filter(talk=current).annotate(number=Count("given")).order_by("pk"))
    for card in cards:
        card.votes = card.number
    Card.objects.bulk_update(cards, ["votes"])
    voters = Voter.objects.filter(talk=current)
    current.voter_count = voters.count()
    voters.delete()
    current.state, current.code, current.closed_at = State.CLOSED, "", timezone.now()
    return _told(current, "talk.closed", by)


@transaction.atomic
def join(*, talk: Talk, network: str) -> str:
    """A token for a phone that has the code of the room. Raises `RefusedError`."""
    if not allow(JOINS, network):
        raise RefusedError(_("Very many people joined from here. Please try again later."))
    # Held, as for a vote: who joins while the talk closes is either counted or refused, never left behind.
    current: Talk = Talk.objects.select_for_update(of=("self",)).get(pk=talk.pk)
    if not current.is_going_on:
        raise RefusedError(_("This talk is closed."))
    token = new_token()
    Voter.objects.create(organisation_id=current.organisation_id, talk=current, token_hash=hash_of(token))
    return token


def give_vote(*, voter: Voter, card: Card) -> int:
    """Give one of the three votes to a card, more than one if you like; returns how many are left.

    Raises `RefusedError`: when the vote is not open, when all were given, or when the card lies in another talk.
    """
    for _try in range(VOTES_EACH + 1):
        try:
            return _give(voter, card)
        except IntegrityError:
            continue  # the same phone tapped twice at once: the other tap took this slot
    raise _no_votes_left()


def _no_votes_left() -> RefusedError:
    return RefusedError(_("You gave all your votes. Take one back to give it to something else."))


@transaction.atomic
def _give(voter: Voter, card: Card) -> int:
    _refuse_when_not_voting(voter, card)
    taken = set(Vote.objects.filter(voter=voter).values_list("slot", flat=True))
    free = [slot for slot in range(1, VOTES_EACH + 1) if slot not in taken]
    if not free:
        raise _no_votes_left()
    Vote.objects.create(organisation_id=voter.organisation_id, voter=voter, card=card, slot=free[0])
    return len(free) - 1


@transaction.atomic
def take_back(*, voter: Voter, card: Card) -> None:
    """Take one vote back from a card; nothing happens when there is none. Raises `RefusedError`."""
    _refuse_when_not_voting(voter, card)
    last = Vote.objects.filter(voter=voter, card=card).order_by("-slot").first()
    if last is not None:
        last.delete()


def _refuse_when_not_voting(voter: Voter, card: Card) -> None:
    # The row of the talk is held for a share of the time: closing waits for votes under way, and none comes after.
    talk = Talk.objects.select_for_update(of=("self",)).get(pk=voter.talk_id)
    if talk.state != State.VOTING:
        raise RefusedError(_("You cannot vote now."))
    if card.talk_id != talk.pk:
        raise RefusedError(_("This card is not on the table."))


@transaction.atomic
def adopt_card(*, card: Card, by: Person) -> None:
    """Make a point of the improvement agenda of a card, with its grounds; twice is once. Raises `RefusedError`."""
    talk = _hold(card.talk, State.CLOSED)
    current: Card = Card.objects.select_for_update().get(pk=card.pk)
    if current.is_adopted:
        return
    add_point(scan=talk.scan, values=PointValues(current.title, why=current.explanation, grounds=current.grounds),
              by=by)
    current.is_adopted = True
    current.save(update_fields=["is_adopted"])
