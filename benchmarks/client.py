"""A small load client on bare sockets: one keep-alive connection a thread, cheap beside the server."""

import socket
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

Request = bytes


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
    def p95(self) -> float:
        """The 95th percentile of the answer time in milliseconds."""
        return statistics.quantiles(self.durations, n=20)[-1] if len(self.durations) > 1 else 0.0


def drive(port: int, requests: Callable[[int], Iterator[Request]], *, connections: int, seconds: float) -> Outcome:
    """Let `connections` threads send their own requests (`requests(number)`) for `seconds`."""
    outcome = Outcome(seconds)
    lock = threading.Lock()
    stop_at = time.perf_counter() + seconds

    def work(number: int) -> None:
        statuses: dict[int, int] = {}
        durations: list[float] = []
        with socket.create_connection(("127.0.0.1", port), timeout=60) as link:
            link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for request in requests(number):
                began = time.perf_counter()
                if began >= stop_at:
                    break
                link.sendall(request)
                status = read_answer(link)
                durations.append((time.perf_counter() - began) * 1000)
                statuses[status] = statuses.get(status, 0) + 1
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


def read_answer(link: socket.socket) -> int:
    """Read one whole answer and give its status. Raises `ConnectionError` when the server hangs up."""
    data = bytearray()
    while b"\r\n\r\n" not in data:
        data += _more(link)
    head, _, body = bytes(data).partition(b"\r\n\r\n")
    lower = head.lower()
    if b"transfer-encoding: chunked" in lower:
        while not body.endswith(b"0\r\n\r\n"):
            body += _more(link)
    elif b"content-length:" in lower:
        missing = int(lower.split(b"content-length:")[1].split(b"\r\n")[0]) - len(body)
        while missing > 0:
            missing -= len(_more(link))
    return int(head.split(b" ", 2)[1])


def _more(link: socket.socket) -> bytes:
    part = link.recv(262_144)
    if not part:
        raise ConnectionError("the server closed the connection")
    return part


def request(method: str, path: str, *, cookie: str = "", body: bytes = b"") -> Request:
    """One request as bytes."""
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", "Accept: text/html"]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    if body:
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def get(path: str, key: str = "") -> Callable[[int], Iterator[Request]]:
    """The same page over and over."""
    asked = request("GET", path, cookie=f"sessionid={key}" if key else "")

    def requests(_number: int) -> Iterator[Request]:
        while True:
            yield asked

    return requests
