"""`make bench`: measure everything on SQLite and on PostgreSQL and print one table per database.

python -m benchmarks [--seconds 5] [--rounds 5] [--no-million] [--only sqlite|postgresql]
"""

import argparse
import sys

from .databases import add_options, in_each


def main() -> int:
    """Measure in a child process per database, each with its own folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--no-million", action="store_true")
    add_options(parser)
    return in_each(parser.parse_args(), measure, "benchmarks", {"RD_DEMO": "1"})


def measure(options: argparse.Namespace) -> None:
    """Print the table of one database."""
    from benchmarks.table import measure as print_table

    print_table(options)


if __name__ == "__main__":
    sys.exit(main())
