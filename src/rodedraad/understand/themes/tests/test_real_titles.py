"""Real titles of Amsterdam neighbourhood budgets with the categories that people gave them: how right is a suggestion?

The figures are printed, not reached for: `pytest -s -m needs_shared`. Titles of five words say little; the method must
know that.
"""

from pathlib import Path

import numpy as np
import pytest

from rodedraad.understand.themes.similarity import Example, Text, WordSimilarity

pytestmark = pytest.mark.needs_shared
FOLDS = 5


def titles(path: Path) -> list[tuple[str, str]]:
    """(title, first category) of each project in a pabulib file that has a category."""
    section, header, found = "", [], []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line in {"META", "PROJECTS", "VOTES"}:
            section, header = line, []
        elif section == "PROJECTS" and not header:
            header = line.split(";")
        elif section == "PROJECTS":
            row = dict(zip(header, line.split(";"), strict=False))
            if row.get("category"):
                found.append((row["name"], row["category"].split(",")[0]))
    return found


def judge(rows: list[tuple[str, str]]) -> tuple[list[bool], list[float], int]:
    """Suggestions for a fifth of the titles from the other four fifths, each in turn: (right?, confidence, asked)."""
    names = sorted({category for _title, category in rows})
    fitted = WordSimilarity().fit([Text(title) for title, _category in rows])
    right, sure = [], []
    for fold in range(FOLDS):
        examples = [Example(place, names.index(rows[place][1])) for place in range(len(rows)) if place % FOLDS != fold]
        for each in fitted.suggest([Text(name) for name in names], examples, range(fold, len(rows), FOLDS)):
            right.append(names[each.theme] == rows[each.text][1])
            sure.append(each.confidence)
    return right, sure, len(rows)


def test_suggestions_on_real_titles_are_as_right_as_they_say(shared_data: Path) -> None:
    right: list[bool] = []
    sure: list[float] = []
    asked = 0
    for path in sorted((shared_data / "pabulib").glob("Netherlands_Amsterdam_*.pb")):
        rows = titles(path)
        if len(rows) < 10:
            continue
        here_right, here_sure, here_asked = judge(rows)
        right, sure, asked = right + here_right, sure + here_sure, asked + here_asked
        words = f"{path.stem}: {here_asked} titles, {len(here_right)} suggestions, {sum(here_right)} right"
        print(words)  # noqa: T201 -- this test is there to tell the figures
    share, said = float(np.mean(right)), float(np.mean(sure))
    words = f"together: {asked} titles, {len(right)} suggestions, {share:.0%} right, said {said:.0%}"
    print(words)  # noqa: T201 -- idem
    assert asked > 400
    # Honest: what it says lies within what chance allows (two standard errors) above what is so.
    assert said <= share + 2 * (share * (1 - share) / len(right)) ** 0.5
