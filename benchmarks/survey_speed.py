"""`python -m benchmarks.survey_speed`: reading 100,000 responses of 60 questions, and saving pages of answers.

python -m benchmarks.survey_speed [--responses 100000] [--questions 60] [--seconds 5] [--threads 8]
                                  [--only sqlite|postgresql]

Each database is made in a temporary folder and thrown away. Saving is measured at the act (no page around it), from
several threads in one process.
"""

import argparse
import os
import random
import statistics
import sys
import threading
import time
from datetime import timedelta
from typing import Any

from .databases import add_options, in_each


def main() -> int:
    """Measure in a child process per database, each with its own folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--responses", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=60)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--threads", type=int, default=8)
    add_options(parser)
    return in_each(parser.parse_args(), measure, "benchmarks.survey_speed")


def measure(options: argparse.Namespace) -> None:
    """Fill a database and print the figures."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rodedraad.config.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django_scopes import scope

    call_command("migrate", verbosity=0)
    survey = made_survey(options.questions)
    with scope(organisation=survey.organisation):
        began = time.perf_counter()
        fill(survey, options.responses)
        print(f"{connection.vendor}: filled {options.responses} responses in {time.perf_counter() - began:.1f} s")
        read(survey)
    save(survey, options)


def made_survey(number: int) -> Any:
    """A running survey with `number` questions of the types that a scan has."""
    from django.utils import timezone

    from rodedraad.base.organisations.models import Organisation
    from rodedraad.kinds.survey.instrument.shape import Instrument, Option, Question, Section, Type
    from rodedraad.kinds.survey.models import Instrument as Row
    from rodedraad.kinds.survey.models import InstrumentVersion, Survey
    from rodedraad.listen.activities.models import Activity
    from rodedraad.listen.processes.models import Process

    kinds = [Type.NOW_WISH, Type.NOW_WISH, Type.SCALE, Type.NOW_WISH, Type.SINGLE, Type.NOW_WISH, Type.MULTIPLE,
             Type.SCALE, Type.NOW_WISH, Type.NUMBER, Type.TEXT, Type.MATRIX]
    options = [Option(f"o{each}", {"nl": f"Antwoord {each}"}) for each in range(6)]
    questions = [Question(f"q{each}", kinds[each % len(kinds)], {"nl": f"Vraag {each}?"}, options=options,
                          rows=options) for each in range(number)]
    sections = [Section(f"s{first}", {"nl": "Deel"}, questions=questions[first:first + 8])
                for first in range(0, number, 8)]
    content = Instrument({"nl": "Meting"}, sections=sections).as_dict()
    organisation = Organisation.objects.create(name="Meting", slug="meting", host="meting.localhost")
    process = Process(organisation=organisation, title="Meting", slug="meting", state=Process.State.PUBLISHED)
    activity = Activity(organisation=organisation, process=process, kind="survey", title="Meting", slug="meting")
    row = Row(organisation=organisation, title="Meting")
    now = timezone.now()
    version = InstrumentVersion(organisation=organisation, instrument=row, content=content, state="published",
                                published_at=now)
    survey = Survey(organisation=organisation, activity=activity, asks=version, state="running",
                    opens_at=now - timedelta(hours=1), closes_at=now + timedelta(days=1))
    for each in (process, activity, row):
        each.save(force_insert=True)
    version.instrument_id, activity.process_id = row.pk, process.pk
    version._state.adding = True
    version.save(force_insert=True)
    survey.save(force_insert=True)
    return survey


def invented(question: Any, chance: random.Random) -> Any:
    """A kept answer by chance."""
    keys = [option.key for option in question.options]
    made: dict[str, Any] = {
        "scale": chance.randint(0, 5), "now_wish": [chance.randint(0, 5), chance.randint(1, 5)],
        "single": chance.choice(keys), "multiple": sorted(chance.sample(keys, chance.randint(1, 3))),
        "number": chance.randint(1, 10), "text": "Er moet meer groen in de straat komen, en dan vooral bomen.",
        "matrix": {key: chance.randint(0, 5) for key in keys},
    }
    return made[question.type]


def fill(survey: Any, number: int) -> None:
    """Write `number` finished responses."""
    from rodedraad.kinds.survey.models import Response
    from rodedraad.kinds.survey.reading import instrument_of, packer_of

    chance, packer = random.Random(4), packer_of(survey.asks)
    questions = list(instrument_of(survey.asks).questions.values())
    pool = []
    for _each in range(2000):
        answers = {question.key: invented(question, chance) for question in questions if chance.random() > 0.05}
        pool.append((answers, packer.pack(answers)))
    for first in range(0, number, 2000):
        Response.objects.bulk_create([
            Response(organisation_id=survey.organisation_id, survey=survey, state="finished", answers=answers,
                     packed=packed, begun_at=survey.opens_at, finished_at=survey.opens_at,
                     group=chance.choice(["resident", "council", "staff"]))
            for answers, packed in pool[:min(2000, number - first)]])


def read(survey: Any) -> None:
    """Read all columns, and make of each the shares and the mean: what a report counts."""
    import numpy as np

    from rodedraad.kinds.survey.queries import answered

    took, counted = [], []
    for _round in range(3):
        began = time.perf_counter()
        whole = answered(survey)
        took.append(time.perf_counter() - began)
        for group in ("", "resident", "council", "staff"):
            part = whole.of_group(group) if group else whole
            for cells in part.columns.values():
                if cells.dtype == np.int8:
                    np.bincount(cells[cells >= 0], minlength=6)
                    cells[cells > 0].mean()
        counted.append(time.perf_counter() - began)
    print(f"  columns of {len(whole)} responses ({len(whole.columns)} columns): {statistics.median(took):.2f} s; "
          f"with shares and means in four groupings: {statistics.median(counted):.2f} s (asked: report < 5 s)")


def save(survey: Any, options: argparse.Namespace) -> None:
    """Save pages of eight answers from several threads."""
    from django.db import connection
    from django_scopes import scope

    from rodedraad.kinds.survey.actions.answering import _begin, save_page
    from rodedraad.kinds.survey.reading import instrument_of

    pages = [list(section.questions) for section in instrument_of(survey.asks).sections]
    durations: list[float] = []
    stop_at = time.perf_counter() + options.seconds

    def work(number: int) -> None:
        chance, mine = random.Random(number), []
        with scope(organisation=survey.organisation):
            while time.perf_counter() < stop_at:
                response = _begin(survey=survey, code="", group="", neighbourhood=None, by=None, language="nl",
                                  channel="site").response
                for questions in pages:
                    raw = {question.key: invented(question, chance) for question in questions}
                    began = time.perf_counter()
                    saved = save_page(response=response, raw=raw, asked=list(raw))
                    mine.append(time.perf_counter() - began)
                    if saved.errors:
                        raise RuntimeError(saved.errors)
        durations.extend(mine)
        connection.close()

    began = time.perf_counter()
    threads = [threading.Thread(target=work, args=(number,)) for number in range(options.threads)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - began
    print(f"  pages of 8 answers saved: {len(durations) / seconds:.0f}/s from one process with {options.threads} "
          f"threads, p95 {statistics.quantiles(durations, n=20)[-1] * 1000:.0f} ms")


if __name__ == "__main__":
    sys.exit(main())
