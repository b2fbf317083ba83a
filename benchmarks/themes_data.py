"""Labelled Dutch texts to measure themes with: titles of Amsterdam's budgets, and an invented dialogue."""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parent.parent
PABULIB = ROOT.parent / "shared" / "data" / "pabulib"
DIALOGUE = ROOT / "benchmarks" / "data" / "dialogue_nl.csv"
DESCRIPTIONS = ROOT / "benchmarks" / "data" / "dialogue_nl_themes.csv"

# The city's own category labels (one set per district) in eight coarse themes. “Overig” is left out.
COARSE: dict[str, list[str]] = {
    "Meer groen, bomen, bloemen en planten, klimaat en duurzaamheid": [
        "Groen en Duurzaamheid", "Meer groen", "Groen en Duurzaam", "Groen klimaat en duurzaamheid",
        "Groenonderhoud straten & pleinen", "Klimaat en duurzaamheid", "Meer onderhoud groen"],
    "Elkaar ontmoeten in de buurt, samen dingen doen, minder eenzaamheid, ouderen": [
        "Buurthuizen en Ontmoeting", "Eenzaamheid", "Buurtverbindingen", "Samen dingen doen", "Meer ontmoeting",
        "Ontmoeting", "Activiteiten voor ouderen"],
    "Kunst, cultuur, muziek, theater en festivals": ["Kunst en Cultuur", "Culturele activiteiten"],
    "Activiteiten en voorzieningen voor kinderen en jongeren": [
        "Jeugdactiviteiten", "Voorzieningen en activiteiten voor kinderen en jongeren", "Activiteiten voor jongeren"],
    "Sporten en bewegen": ["Sportactiviteiten"],
    "Minder armoede, gezondheid en kansen voor iedereen": [
        "Minder Arm en Eenzaam", "Armoede", "Gezondheid cultuur en kansen voor iedereen"],
    "Straten, pleinen en parken, verkeer, hard rijden en parkeren": [
        "Straten pleinen en parken", "Openbare Ruimte en Verkeer", "Maatregelen tegen hard rijden",
        "Maatregelen tegen hardrijden", "(Fiets)parkeren"],
    "Minder zwerfvuil, grofvuil, afval en ratten": [
        "Rattenpreventie", "Minder zwerfvuil en grofvuil", "Minder grofvuil en zwerfvuil"],
}


@dataclass(frozen=True)
class Labelled:
    """Texts with the theme that people gave them; `held` are never used for choosing a method."""

    name: str
    texts: list[str]
    own: NDArray[np.int64]
    themes: list[str]
    held: NDArray[np.bool_] | None = None
    also: NDArray[np.int64] | None = None


def amsterdam(folder: Path = PABULIB) -> Labelled | None:
    """Titles of all Amsterdam projects with a category, or nothing when the files are not there."""
    themes = list(COARSE)
    theme_of = {category: place for place, theme in enumerate(themes) for category in COARSE[theme]}
    rows = [(row["name"], theme_of[category]) for path in sorted(folder.glob("Netherlands_Amsterdam_*.pb"))
            for row in _projects(path) if (category := row.get("category", "").split(",")[0]) in theme_of]
    if not rows:
        return None
    return Labelled("Amsterdam", [name for name, _theme in rows], np.array([theme for _name, theme in rows]), themes)


def dialogue(path: Path = DIALOGUE) -> Labelled | None:
    """The invented dialogue, or nothing when the file is not there."""
    if not path.exists():
        return None
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = sorted({row["theme"] for row in rows})
    described = _descriptions()
    second = [names.index(row["second_theme"]) if row["second_theme"] in names else -1 for row in rows]
    return Labelled(
        "Dialoog (verzonnen)", [row["text"] for row in rows], np.array([names.index(row["theme"]) for row in rows]),
        [described.get(name, name) for name in names], np.array([row["split"] == "held_out" for row in rows]),
        np.array(second),
    )


def _descriptions() -> dict[str, str]:
    """One sentence per theme, when the set has them."""
    if not DESCRIPTIONS.exists():
        return {}
    with DESCRIPTIONS.open(encoding="utf-8", newline="") as file:
        return {row["theme"]: row["description"] for row in csv.DictReader(file)}


def _projects(path: Path) -> list[dict[str, str]]:
    section, header, found = "", [""], []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line in {"META", "PROJECTS", "VOTES"}:
            section, header = line, []
        elif section == "PROJECTS" and not header:
            header = line.split(";")
        elif section == "PROJECTS":
            found.append(dict(zip(header, line.split(";"), strict=False)))
    return found
