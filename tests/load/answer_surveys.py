"""People who answer a survey, as fast as they can or while the web server is killed: nothing acknowledged is lost.

python -m tests.load.answer_surveys --kills 20
python -m tests.load.answer_surveys --kills 0 --people 5000 --seconds 30 --workers 2
python tools/postgres.py -- python -m tests.load.answer_surveys …

All people begin first; then every stream gives each of its people one page in turn, so that all answer at the same
time. A page is: send the answers, follow to the next page, read it. Each person writes an own word on each page; the
survey is anonymous, so by that word alone the answers are found again.
"""

import argparse
import http.client
import random
import re
import statistics
import sys
import threading
import time
from datetime import timedelta
from urllib.parse import urlencode

from tests.load.kill_supports import free_port, kill, serve
from tests.load.own_database import on_a_new_database

PAGES, SCALES = 6, 7
TOKEN = "a" * 32


def fill() -> str:
    """A running anonymous survey of six pages with eight questions; gives its address."""
    from django.utils import timezone  # noqa: PLC0415
    from django_scopes import scope  # noqa: PLC0415

    from rodedraad.kinds.survey.instrument.shape import Instrument, Question, Section, Type  # noqa: PLC0415
    from rodedraad.kinds.survey.tests.factories import SurveyFactory, VersionFactory  # noqa: PLC0415
    from rodedraad.listen.processes.tests.factories import OrganisationFactory  # noqa: PLC0415

    sections = [Section(f"deel{page}", {"nl": f"Deel {page}"}, questions=[
        *(Question(f"schaal{page}_{each}", Type.SCALE, {"nl": f"De gemeente doet haar werk goed ({each})."})
          for each in range(SCALES)),
        Question(f"woord{page}", Type.TEXT, {"nl": "Wat wilt u nog zeggen?"})]) for page in range(1, PAGES + 1)]
    with scope(organisation=OrganisationFactory(host="localhost")):
        asks = VersionFactory(content=Instrument({"nl": "Drukte"}, sections=sections).as_dict())
        survey = SurveyFactory(asks=asks, closes_at=timezone.now() + timedelta(days=1))
        return f"/trajecten/{survey.process.slug}/vragenlijst/{survey.activity.slug}"


class Person:
    """One respondent: the cookie of the browser, the page that comes next, and what the server said yes to."""

    def __init__(self, number: int) -> None:
        self.word = f"w{number:06d}x"
        self.network = f"10.{number // 250 % 250}.{number % 250}.7"
        self.cookie, self.page = "", 0
        self.acknowledged: set[int] = set()
        self.is_finished = False


class Stream(threading.Thread):
    """Some people, one page each in turn, over one connection; after a broken one again, as a browser does."""

    def __init__(self, port: int, path: str, people: list[Person], stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.port, self.path, self.people, self.stop = port, path, people, stop
        self.door = self._door()
        self.durations: list[float] = []
        self.refused: list[int] = []

    def _door(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def run(self) -> None:
        """Everybody's next page, until all are done or time is up."""
        todo = list(self.people)
        while todo and not self.stop.is_set():
            for person in todo:
                if self.stop.is_set():
                    return
                began = time.perf_counter()
                try:
                    self.step(person)
                except (OSError, http.client.HTTPException):
                    self.door.close()
                    self.door = self._door()
                    time.sleep(0.05)
                else:
                    self.durations.append(time.perf_counter() - began)
            todo = [person for person in todo if not person.is_finished]

    def step(self, person: Person) -> None:
        """Begin, send a page, or send in; and read the page that follows."""
        if not person.cookie:
            status, where = self._ask(person, "POST", self.path, {})
            if status == 302:
                person.page = 1
        elif person.page > PAGES:
            status, where = self._ask(person, "POST", f"{self.path}/nakijken", {})
            person.is_finished = status == 302 and where.endswith("/klaar")
        else:
            fields = {f"q_schaal{person.page}_{each}": "4" for each in range(SCALES)}
            fields |= {f"q_woord{person.page}": person.word, "doe": "verder"}
            asked = [("gevraagd", key) for key in
                     [*(f"schaal{person.page}_{each}" for each in range(SCALES)), f"woord{person.page}"]]
            status, where = self._ask(person, "POST", f"{self.path}/invullen/{person.page}", fields, asked)
            if status == 302:
                person.acknowledged.add(person.page)
                person.page += 1
        if status == 302:
            status, _where = self._ask(person, "GET", where)
        if status != 200:
            self.refused.append(status)

    def _ask(self, person: Person, method: str, path: str, fields: dict[str, str] | None = None,
             more: list[tuple[str, str]] | None = None) -> tuple[int, str]:
        headers = {"Host": "localhost", "X-Forwarded-For": person.network,
                   "Cookie": f"csrftoken={TOKEN}; {person.cookie}"}
        body = None
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode([*fields.items(), *(more or []), ("csrfmiddlewaretoken", TOKEN)])
        self.door.request(method, path, body, headers)
        answer = self.door.getresponse()
        answer.read()
        for name, value in answer.getheaders():
            kept = re.match(r"(vragenlijst-\d+=[^;]+);", value) if name.lower() == "set-cookie" else None
            if kept and not kept[1].endswith('=""'):
                person.cookie = kept[1]
        return answer.status, answer.getheader("Location", "")


def judge(people: list[Person]) -> dict[str, int]:
    """What was acknowledged and is not there, and what is there twice."""
    from django.db import connection  # noqa: PLC0415
    from django_scopes import scopes_disabled  # noqa: PLC0415

    from rodedraad.kinds.survey.models import Response  # noqa: PLC0415

    connection.close()
    with scopes_disabled():
        rows = list(Response.objects.values_list("answers", "state"))
    kept: dict[tuple[str, int], int] = {}
    finished: dict[str, int] = {}
    for answers, state in rows:
        for page in range(1, PAGES + 1):
            word = answers.get(f"woord{page}")
            if word:
                kept[word, page] = kept.get((word, page), 0) + 1
        if state == "finished":
            finished[answers["woord1"]] = finished.get(answers["woord1"], 0) + 1
    pages = {(person.word, page) for person in people for page in person.acknowledged}
    done = [person.word for person in people if person.is_finished]
    return {"acknowledged": len(pages), "sent_in": len(done), "lost": len(pages - set(kept)),
            "lost_sent_in": len(set(done) - set(finished)),
            "double": sum(number > 1 for number in [*kept.values(), *finished.values()])}


def run(asked: argparse.Namespace) -> dict[str, float]:
    """The whole test on an empty, migrated database; figures."""
    chance, stop, port = random.Random(1), threading.Event(), free_port()
    path = fill()
    server = serve(port, asked.workers)
    people = [Person(number) for number in range(asked.people)]
    streams = [Stream(port, path, people[n::asked.streams], stop) for n in range(asked.streams)]
    for stream in streams:
        for person in stream.people:
            stream.step(person)
        stream.durations.clear()
    began = time.perf_counter()
    for stream in streams:
        stream.start()
    for _each in range(asked.kills):
        time.sleep(1.2 + chance.random())
        kill(server)
        server = serve(port, asked.workers)
    if asked.kills:
        time.sleep(2)
    else:
        stop.wait(asked.seconds)
    stop.set()
    for stream in streams:
        stream.join(timeout=40)
    seconds = time.perf_counter() - began
    kill(server)
    durations = sorted(each for stream in streams for each in stream.durations)
    speed = {"pages_per_second": round(len(durations) / seconds), "p50_ms": round(statistics.median(durations) * 1000),
             "p95_ms": round(statistics.quantiles(durations, n=20)[-1] * 1000)}
    refused = sum(len(stream.refused) for stream in streams)
    return {"kills": asked.kills, "people": asked.people, "refused": refused, **speed, **judge(people)}


def main() -> int:
    """Set up, run, print; 1 when something was lost or double."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--people", type=int, default=400)
    parser.add_argument("--streams", type=int, default=16)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=20.0)
    asked = parser.parse_args()
    found = on_a_new_database(lambda: run(asked), {"RD_PROXY_COUNT": "1"})
    return int(any(found[name] for name in ("lost", "lost_sent_in", "double")) or not found["acknowledged"])


if __name__ == "__main__":
    sys.exit(main())
