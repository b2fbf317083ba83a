"""Run a command against a temporary PostgreSQL cluster that is started for it and removed after it.

    python tools/postgres.py -- pytest -q

Uses Debian's binaries; as root the server runs under an unprivileged user, since PostgreSQL refuses root.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

UNPRIVILEGED = ("postgres", "nobody")
OPTIONS = ("-c max_connections=100", "-c shared_buffers=256MB", "-c log_min_messages=fatal")


def binaries() -> Path:
    """The folder of initdb and pg_ctl: the newest Debian version, else wherever the path has them."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if versions:
        return versions[-1]
    found = shutil.which("initdb")
    if not found:
        sys.exit("PostgreSQL is not installed: apt-get install postgresql")
    return Path(found).resolve().parent


def as_server(command: list[str]) -> list[str]:
    """The command as an unprivileged user when we are root."""
    if os.geteuid() != 0:
        return command
    user = server_user()
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", "--", *command]


def server_user() -> pwd.struct_passwd:
    """The user under whom the server runs."""
    for name in UNPRIVILEGED:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    sys.exit("no unprivileged user to run PostgreSQL")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def cluster() -> Iterator[str]:
    """A running server with an empty database; gives its DATABASE_URL."""
    folder = Path(tempfile.mkdtemp(prefix="rodedraad-pg-"))
    bin_folder, port = binaries(), free_port()
    if os.geteuid() == 0:
        os.chown(folder, server_user().pw_uid, server_user().pw_gid)
    data = folder / "data"
    quiet = {"stdout": subprocess.DEVNULL, "cwd": folder}
    try:
        run = [str(bin_folder / "initdb"), "-D", str(data), "-U", "rodedraad", "--auth=trust", "-E", "UTF8",
               "--locale=C.UTF-8"]
        subprocess.run(as_server(run), check=True, **quiet)
        options = " ".join([*OPTIONS, f"-p {port}", f"-k {folder}", "-c listen_addresses=127.0.0.1"])
        start = [str(bin_folder / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start"]
        subprocess.run(as_server(start), check=True, **quiet)
        create = [str(bin_folder / "createdb"), "-h", "127.0.0.1", "-p", str(port), "-U", "rodedraad", "rodedraad"]
        subprocess.run(create, check=True)
        yield f"postgresql://rodedraad@127.0.0.1:{port}/rodedraad"
    finally:
        stop = [str(bin_folder / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"]
        subprocess.run(as_server(stop), check=False, stderr=subprocess.DEVNULL, **quiet)
        shutil.rmtree(folder, ignore_errors=True)


def main(command: list[str]) -> int:
    """Run the command with DATABASE_URL set; its exit code."""
    def leave(number: int, _frame: FrameType | None) -> None:
        sys.exit(128 + number)

    signal.signal(signal.SIGTERM, leave)
    with cluster() as url:
        path = f"{binaries()}{os.pathsep}{os.environ.get('PATH', '')}"
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url, "PATH": path}, check=False).returncode


if __name__ == "__main__":
    words = sys.argv[1:]
    sys.exit(main(words[1:] if words[:1] == ["--"] else words))
