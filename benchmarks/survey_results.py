"""`python -m benchmarks.survey_results`: from answers to a stored report, its page, the page again, and the files.

python -m benchmarks.survey_results [--responses 100000] [--questions 60] [--only sqlite|postgresql]

Each database is made in a temporary folder and thrown away.
"""

import argparse
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

from . import survey_speed
from .databases import add_options, in_each


def main() -> int:
    """Measure in a child process per database, each with its own folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--responses", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=60)
    add_options(parser)
    return in_each(parser.parse_args(), measure, "benchmarks.survey_results")


def measure(options: argparse.Namespace) -> None:
    """Fill a database and print the figures."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rodedraad.config.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django_scopes import scope

    from rodedraad.kinds.survey.models import Survey
    from rodedraad.kinds.survey.results.exporting import file_of
    from rodedraad.kinds.survey.results.stored import make_report, told_of

    call_command("migrate", verbosity=0)
    survey = survey_speed.made_survey(options.questions)
    with scope(organisation=survey.organisation):
        groups = [{"key": key, "label": {"nl": key}} for key in ("resident", "council", "staff")]
        type(survey.asks).objects.update(content=survey.asks.content | {"groups": groups})
        survey.asks.refresh_from_db()
        survey_speed.fill(survey, options.responses)
        Survey.objects.filter(pk=survey.pk).update(state="stopped", group_choice="asked")
        survey.refresh_from_db()
        print(f"{connection.vendor}: {options.responses} responses, {options.questions} questions")
        say("report, first in a process", lambda: make_report(survey))
        say("report, again", lambda: make_report(survey))
        report = make_report(survey)
        type(report).objects.update(state="published", published_at=report.made_at)
        print(f"  memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
        address = "/trajecten/meting/vragenlijst/meting/resultaten"
        client = Client(headers={"host": survey.organisation.host})
        say("page, drawn", lambda: client.get(address).content)
        times = [say("", lambda: client.get(address).content, quiet=True) for _round in range(50)]
        print(f"  page, from the cache: median {1000 * statistics.median(times):.0f} ms, "
              f"p95 {1000 * statistics.quantiles(times, n=20)[-1]:.0f} ms, "
              f"{len(client.get(address).content) / 1000:.0f} kB")
        told = told_of(report)
        for form in ("csv", "json", "xlsx", "ods"):
            say(f"file {form}", lambda form=form: b"".join(file_of(told, form)))


def say(what: str, work: Callable[[], Any], *, quiet: bool = False) -> float:
    """How long it takes."""
    began = time.perf_counter()
    work()
    took = time.perf_counter() - began
    if not quiet:
        print(f"  {what}: {took:.2f} s")
    return took


if __name__ == "__main__":
    sys.exit(main())
