"""Run a command against a temporary PostgreSQL that is started for it and removed after it.

    python tools/postgres.py -- pytest -q

Uses Debian's binaries. It listens on a socket in its own folder only. As root the server runs under an
unprivileged user, since PostgreSQL refuses root. Durability stays on, as on a real site: tests lean on it.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from urllib.parse import quote

UNPRIVILEGED = ("postgres", "nobody")
SERVER = ("-c", "listen_addresses=", "-c", "max_connections=100", "-c", "shared_buffers=256MB",
          "-c", "log_min_messages=warning")
OLDEST = 15


def binaries() -> Path:
    """The folder of initdb and pg_ctl: Debian's newest version, else what the PATH has."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if versions and int(versions[-1].parts[-3]) >= OLDEST:
        return versions[-1].parent
    found = shutil.which("initdb")
    if not found:
        sys.exit(f"PostgreSQL {OLDEST} or newer is needed: apt-get install postgresql")
    return Path(found).resolve().parent


def server_user() -> pwd.struct_passwd | None:
    """Whom the server runs as when we are root; None when we are not."""
    if os.geteuid() != 0:
        return None
    for name in UNPRIVILEGED:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    sys.exit("PostgreSQL refuses to run as root, and there is no user postgres or nobody")


class Cluster:
    """One server with its files in one temporary folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.user = server_user()
        if self.user:
            os.chown(folder, self.user.pw_uid, self.user.pw_gid)

    def _run(self, program: str, *arguments: str, check: bool = True) -> None:
        user = self.user
        command = [str(binaries() / program), *arguments]
        with (self.folder / "said").open("ab") as said:
            done = subprocess.run(
                command, check=False, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=said, stderr=said,
                user=user.pw_uid if user else None, group=user.pw_gid if user else None,
                extra_groups=[] if user else None,
            )
        if check and done.returncode:
            log = self.folder / "log"
            sys.exit("\n".join(path.read_text() for path in (self.folder / "said", log) if path.exists()))

    def start(self) -> str:
        """Make the cluster, start the server; gives its address as a DATABASE_URL."""
        self._run("initdb", "-D", str(self.data), "-U", "rodedraad", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8")
        options = " ".join([*SERVER, "-k", str(self.folder)]).replace("listen_addresses=", "listen_addresses=''")
        self._run("pg_ctl", "-D", str(self.data), "-w", "-l", str(self.folder / "log"), "-o", options, "start")
        self._run("createdb", "-h", str(self.folder), "-U", "rodedraad", "rodedraad")
        return f"postgresql://rodedraad@{quote(str(self.folder), safe='')}:5432/rodedraad"

    def stop(self) -> None:
        """Stop the server, if it runs."""
        if (self.data / "postmaster.pid").exists():
            self._run("pg_ctl", "-D", str(self.data), "-m", "fast", "-w", "stop", check=False)


@contextmanager
def cluster() -> Iterator[str]:
    """A running server with an empty database; gives its DATABASE_URL and leaves nothing behind."""
    folder = Path(tempfile.mkdtemp(prefix="rodedraad-pg-"))
    made = Cluster(folder)
    try:
        yield made.start()
    finally:
        made.stop()
        shutil.rmtree(folder, ignore_errors=True)


def main(command: list[str]) -> int:
    """Run the command with DATABASE_URL set; its exit code. A signal goes to the command, then all is cleared."""
    running: list[subprocess.Popen[bytes]] = []

    def leave(number: int, _frame: FrameType | None) -> None:
        for process in running:
            process.send_signal(number)
        if not running:
            sys.exit(128 + number)

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, leave)
    with cluster() as url:
        path = f"{binaries()}{os.pathsep}{os.environ.get('PATH', '')}"
        running.append(subprocess.Popen(command, env={**os.environ, "DATABASE_URL": url, "PATH": path}))
        code = running[0].wait()
        return code if code >= 0 else 128 - code


if __name__ == "__main__":
    words = sys.argv[1:]
    if words[:1] == ["--"]:
        words = words[1:]
    if not words:
        sys.exit("which command? python tools/postgres.py -- pytest -q")
    sys.exit(main(words))
