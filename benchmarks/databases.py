"""A measurement per database: each in a process of its own, with a database in a folder that is thrown away."""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BOTH = ("sqlite", "postgresql")


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options that such a benchmark has beside its own."""
    parser.add_argument("--only", choices=BOTH)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)


def in_each(options: argparse.Namespace, measure: Callable[[argparse.Namespace], None], module: str,
            settings: Mapping[str, str] | None = None) -> int:
    """Run `measure(options)` on each database (or `--only` one), in `python -m <module> --inside`."""
    if options.inside:
        measure(options)
        return 0
    for database in [options.only] if options.only else BOTH:
        with tempfile.TemporaryDirectory(prefix="rodedraad-bench-") as folder:
            command = [sys.executable, "-m", module, "--inside", *sys.argv[1:]]
            environment = {**os.environ, "RD_DATA_DIR": folder, "RD_SECRET_KEY": "only-for-measuring",
                           "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3", **(settings or {})}
            if database == "postgresql":
                command = [sys.executable, "tools/postgres.py", "--", *command]
            subprocess.run(command, cwd=ROOT, env=environment, check=True)
    return 0
