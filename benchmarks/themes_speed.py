"""`python -m benchmarks.themes_speed`: how long from statements to suggestions, and how much memory it takes.

python -m benchmarks.themes_speed [--statements 10000] [--rounds 3] [--encoder use]

Each round runs in a process of its own, without vectors from before. Statements are made by varying real and invented
texts, so nearly all differ.
"""

import argparse
import json
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from benchmarks.themes_data import COARSE, amsterdam, dialogue

THEMES = 20
CONFIRMED = 400
OPENINGS = [
    "Ik vind dat", "Wat mij opvalt:", "Vanavond hoorde ik:", "Mijn buurvrouw zegt altijd:", "Eerlijk gezegd:",
    "Volgens mij", "Wij willen graag", "Aan onze tafel werd gezegd:", "Het moet anders:", "Belangrijk voor ons dorp:",
]
ENDINGS = [
    "en daar doet de gemeente niets aan.", "want zo kan het niet langer.", "en dat is al jaren zo.",
    "maar niemand luistert.", "en daar help ik graag aan mee.", "vooral voor ouderen.", "dat zou mooi zijn.",
    "maar dan wel samen met de buurt.", "en liefst nog dit jaar.", "dat kost bijna niets.",
]
SPARE = [
    "Bouw betaalbare woningen voor starters", "De bus rijdt te weinig", "Meer bomen in de straat", "Zwerfafval overal",
    "Jongeren hebben geen plek", "De wachttijd bij de huisarts", "Veilig naar school fietsen",
]


def main() -> int:
    """Measure in processes of their own and print medians."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--encoder", default="use")
    parser.add_argument("--inside", type=int, default=-1, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside >= 0:
        print(json.dumps(once(options.statements, options.encoder, options.inside)))
        return 0
    command = [sys.executable, "-m", "benchmarks.themes_speed", "--statements", str(options.statements),
               "--encoder", options.encoder, "--inside"]
    runs = [json.loads(subprocess.run([*command, str(seed)], check=True, capture_output=True, text=True).stdout)
            for seed in range(options.rounds)]
    print(f"{options.statements} statements, {options.encoder}, median of {options.rounds}:")
    for key in runs[0]:
        print(f"  {key:<32}{statistics.median(run[key] for run in runs):10.2f}")
    return 0


def once(count: int, spec: str, seed: int) -> dict[str, float]:
    """From statements to suggestions, in seconds per step."""
    from rodedraad.understand import texts as kernel

    took: dict[str, float] = {}
    texts = statements(count, seed)
    encoder = kernel.encoder_named(spec)
    themes = list(COARSE) + [f"{theme} {number}" for number, theme in enumerate(SPARE * 2)]
    begin = time.perf_counter()
    with timed(took, "vectors"):
        vectors, described = encoder.encode(texts), encoder.encode(themes[:THEMES])
    with timed(took, "words"):
        words, theme_words = kernel.hashed(texts), kernel.hashed(themes[:THEMES])
    with timed(took, "first groups"):
        groups = kernel.first_groups(vectors, texts, seed)
    examples = [(place, int(groups.labels[place]) % THEMES) for place in range(min(CONFIRMED, count))]
    with timed(took, "training"):
        model = kernel.ThemeModel.train(described, vectors, examples, words=words, theme_words=theme_words)
    with timed(took, "suggestions"):
        model.assign(vectors, words)
    took["statements to suggestions"] = time.perf_counter() - begin
    with timed(took, "expected accuracy"):
        kernel.expected_accuracy(model, vectors, words)
    with timed(took, "next ten questions"):
        kernel.ask_next(model, vectors, range(count), 10, words)
    with timed(took, "observations"):
        kernel.observations_of(vectors, groups.labels)
    with timed(took, "wording of the largest group"):
        wording(texts, vectors, groups.labels)
    with timed(took, "one new statement"):
        new = ["Er moet een bankje bij de bushalte komen."]
        model.assign(encoder.encode(new), kernel.hashed(new))
    took["peak memory (MB)"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return took


def wording(texts: list[str], vectors: np.ndarray, labels: np.ndarray) -> None:
    """Words for the largest group against all others."""
    from rodedraad.understand.texts import propose_wording

    here = np.flatnonzero(labels == 0)
    others = [texts[place] for place in np.flatnonzero(labels != 0)]
    propose_wording([texts[place] for place in here], vectors[here], others)


def statements(count: int, seed: int) -> list[str]:
    """Varied sentences; the same seed gives the same ones."""
    rng = random.Random(seed)
    sets = [data.texts for data in (amsterdam(), dialogue()) if data] or [SPARE]
    stock = [text.rstrip(".!?") for texts in sets for text in texts]
    found = []
    for _each in range(count):
        first, second = rng.choice(stock), rng.choice(stock).split()
        part = " ".join(second[: rng.randint(0, min(6, len(second)))])
        found.append(" ".join(f"{rng.choice(OPENINGS)} {first} {part} {rng.choice(ENDINGS)}".split()))
    return found


@contextmanager
def timed(took: dict[str, float], name: str) -> Iterator[None]:
    """Seconds of a step."""
    begin = time.perf_counter()
    yield
    took[name] = time.perf_counter() - begin


if __name__ == "__main__":
    sys.exit(main())
