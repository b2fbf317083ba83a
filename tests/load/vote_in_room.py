"""A room that votes all at once: every phone taps one card five times, four of them at the same moment.

python -m tests.load.vote_in_room --phones 150
python tools/postgres.py -- python -m tests.load.vote_in_room --phones 150

Each phone has a connection and a network address of the same town hall. A tap is: send the vote, follow to the page,
read it. Every phone must end with exactly three votes, and the count at closing must be three times the phones.
"""

import argparse
import http.client
import statistics
import sys
import threading
import time
from typing import Any

from tests.load.kill_supports import free_port, kill, serve
from tests.load.own_database import on_a_new_database

TAPS, TABS = 5, 4
TOKEN = "a" * 32


def fill() -> tuple[Any, list[int]]:
    """A talk in which people vote; gives it and its cards."""
    from django_scopes import scope  # noqa: PLC0415

    from rodedraad.base.accounts.tests.factories import PersonFactory  # noqa: PLC0415
    from rodedraad.learn.scan.tests.factories import make_scan  # noqa: PLC0415
    from rodedraad.learn.talk import actions  # noqa: PLC0415
    from rodedraad.listen.processes.tests.factories import OrganisationFactory  # noqa: PLC0415

    organisation = OrganisationFactory(host="localhost")
    with scope(organisation=organisation):
        by = PersonFactory(organisation=organisation)
        talk = actions.prepare_talk(scan=make_scan(by), by=by)
        made = actions.add_cards(talk=talk, cards=[actions.CardValues(f"Kaart {n}") for n in range(12)], by=by)
        actions.open_talk(talk=talk, by=by)
        return actions.begin_voting(talk=talk, by=by), [card.pk for card in made]


class Phone:
    """One phone with several tabs; keeps what the server said, and how long it took."""

    def __init__(self, port: int, code: str, card: int) -> None:
        self.port, self.code, self.card, self.cookie = port, code, card, ""
        self.durations: list[float] = []
        self.answers: list[int] = []

    def ask(self, method: str, path: str) -> http.client.HTTPResponse:
        """One request over a connection of its own; reads the page."""
        door = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Host": "localhost", "X-Forwarded-For": "10.1.2.3", "Cookie": f"csrftoken={TOKEN}; {self.cookie}",
                   "Content-Type": "application/x-www-form-urlencoded"}
        door.request(method, path, f"csrfmiddlewaretoken={TOKEN}" if method == "POST" else None, headers)
        answer = door.getresponse()
        answer.read()
        door.close()
        return answer

    def join(self) -> None:
        """I am in the room."""
        answer = self.ask("POST", f"/gesprek/{self.code}")
        found = [value.split(";")[0] for name, value in answer.getheaders()
                 if name.lower() == "set-cookie" and value.startswith("gesprek-")]
        self.cookie = found[0]

    def tap(self) -> None:
        """Give a vote, and read the page that follows."""
        began = time.perf_counter()
        answer = self.ask("POST", f"/gesprek/{self.code}/{self.card}/stem")
        status = answer.status
        if status == 302 and self.ask("GET", f"/gesprek/{self.code}").status != 200:
            status = 500
        self.answers.append(status)
        self.durations.append(time.perf_counter() - began)

    def vote(self) -> None:
        """The same card in four tabs at once, and once more."""
        tabs = [threading.Thread(target=self.tap) for _tab in range(TABS)]
        for tab in tabs:
            tab.start()
        for tab in tabs:
            tab.join()
        for _more in range(TAPS - TABS):
            self.tap()


def judge(talk: Any, phones: list[Phone]) -> dict[str, int]:
    """Votes that were acknowledged and are not there, phones with another number than three, and the count."""
    from django.db.models import Count  # noqa: PLC0415
    from django_scopes import scope  # noqa: PLC0415

    from rodedraad.learn.talk.actions import close_talk  # noqa: PLC0415
    from rodedraad.learn.talk.models import Card, Vote, Voter  # noqa: PLC0415

    acknowledged = sum(phone.answers.count(302) for phone in phones)
    with scope(organisation=talk.organisation):
        there = Vote.objects.count()
        wrong = Voter.objects.annotate(n=Count("votes")).exclude(n=3).count()
        close_talk(talk=talk, by=None)
        counted = sum(Card.objects.filter(talk=talk).values_list("votes", flat=True))
    other = sum(status not in {302, 409} for phone in phones for status in phone.answers)
    return {"acknowledged": acknowledged, "lost": acknowledged - there, "not_three": wrong, "refused_oddly": other,
            "miscounted": counted - 3 * len(phones)}


def run(asked: argparse.Namespace) -> dict[str, float]:
    """The whole test on an empty, migrated database; figures."""
    talk, cards = fill()
    talk.refresh_from_db()
    port = free_port()
    server = serve(port, asked.workers)
    phones = [Phone(port, talk.code, cards[n % len(cards)]) for n in range(asked.phones)]
    for phone in phones:
        phone.join()
    hands = [threading.Thread(target=phone.vote) for phone in phones]
    began = time.perf_counter()
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    seconds = time.perf_counter() - began
    kill(server)
    durations = [each for phone in phones for each in phone.durations]
    return {"phones": asked.phones, "seconds": round(seconds, 1), "taps_per_second": round(len(durations) / seconds),
            "p50_ms": round(statistics.median(durations) * 1000),
            "p95_ms": round(statistics.quantiles(durations, n=20)[-1] * 1000), **judge(talk, phones)}


def main() -> int:
    """Set up, run, print; 1 when a vote was lost, a phone has not three, or the count is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--phones", type=int, default=150)
    parser.add_argument("--workers", type=int, default=1)
    asked = parser.parse_args()
    found = on_a_new_database(lambda: run(asked), {"RD_PROXY_COUNT": "1"})
    return int(any(found[name] for name in ("lost", "not_three", "refused_oddly", "miscounted")))


if __name__ == "__main__":
    sys.exit(main())
