"""`make bench`: measure everything on SQLite and on PostgreSQL and print one table per database.

python -m benchmarks [--seconds 5] [--rounds 5] [--no-million] [--only sqlite|postgresql]
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Measure in a child process per database, each with its own folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--no-million", action="store_true")
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        from benchmarks.table import measure

        measure(options)
        return 0
    for database in [options.only] if options.only else ["sqlite", "postgresql"]:
        run(database)
    return 0


def run(database: str) -> None:
    """One table, in a process with a database of its own."""
    with tempfile.TemporaryDirectory(prefix="rodedraad-bench-") as folder:
        command = [sys.executable, "-m", "benchmarks", "--inside", *sys.argv[1:]]
        environment = {**os.environ, "RD_DATA_DIR": folder, "RD_DEMO": "1", "RD_SECRET_KEY": "only-for-measuring",
                       "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3"}
        if database == "postgresql":
            command = [sys.executable, "tools/postgres.py", "--", *command]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)


if __name__ == "__main__":
    sys.exit(main())
