"""A small load client: keep-alive connections in one thread each, so that it costs little beside the server."""

import http.client
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

Request = tuple[str, str, bytes | None, dict[str, str]]


@dataclass
class Outcome:
    """Answers per second, and how long an answer took (milliseconds)."""

    seconds: float
    statuses: dict[int, int] = field(default_factory=dict)
    durations: list[float] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        """Answers per second."""
        return sum(self.statuses.values()) / self.seconds

    @property
    def median(self) -> float:
        """The median answer time in milliseconds."""
        return statistics.median(self.durations) if self.durations else 0.0

    @property
    def p95(self) -> float:
        """The 95th percentile of the answer time in milliseconds."""
        return sorted(self.durations)[int(len(self.durations) * 0.95)] if self.durations else 0.0


def drive(port: int, requests: Callable[[int], Iterator[Request]], *, connections: int, seconds: float) -> Outcome:
    """Let `connections` threads send their own requests (`requests(number)`) for `seconds`."""
    outcome = Outcome(seconds)
    lock = threading.Lock()
    stop_at = time.perf_counter() + seconds

    def work(number: int) -> None:
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        statuses: dict[int, int] = {}
        durations: list[float] = []
        for method, path, body, headers in requests(number):
            began = time.perf_counter()
            if began >= stop_at:
                break
            link.request(method, path, body, {"Host": "localhost", **headers})
            answer = link.getresponse()
            answer.read()
            durations.append((time.perf_counter() - began) * 1000)
            statuses[answer.status] = statuses.get(answer.status, 0) + 1
        link.close()
        with lock:
            outcome.durations += durations
            for status, count in statuses.items():
                outcome.statuses[status] = outcome.statuses.get(status, 0) + count

    began = time.perf_counter()
    threads = [threading.Thread(target=work, args=(number,)) for number in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    outcome.seconds = time.perf_counter() - began
    return outcome


def get(path: str, cookie: str = "") -> Callable[[int], Iterator[Request]]:
    """The same page over and over."""
    headers = {"Cookie": cookie, "Accept-Encoding": "identity"} if cookie else {"Accept-Encoding": "identity"}

    def requests(_number: int) -> Iterator[Request]:
        while True:
            yield "GET", path, None, headers

    return requests
