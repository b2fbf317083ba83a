"""`rodedraad repeat_erasures --since MOMENT`: erase again, on restored data, what people erased since the backup."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from rodedraad.base.core import erasures


class Command(BaseCommand):
    """Repeat erasures; `restore` does it by itself."""

    help = "Erase again what people erased after a moment (the one of the backup). Doing it twice is doing it once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The moment of the backup."""
        parser.add_argument("--since", required=True, help="moment of the backup, such as 2027-03-03T04:00:00+00:00")

    def handle(self, *args: Any, **options: Any) -> None:
        """Repeat, say how many, and name what a person must look at."""
        try:
            since = parse_datetime(options["since"])
        except ValueError:
            since = None
        if since is None:
            raise CommandError("--since is not a moment")
        if timezone.is_naive(since):
            since = timezone.make_aware(since)
        result = erasures.repeat(since=since)
        self.stdout.write(f"repeated {result.done} erasures that were made after the backup")
        for each in result.left:
            self.stderr.write(f"look at this one yourself: {each}")
        if result.left:
            raise CommandError(f"{len(result.left)} erasures could not be repeated")
