"""The library of tested instruments that every organisation can take: data files, and the way to read them."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..instrument.shape import EASY, PLAIN, Condition, Instrument, Option, Question, Rule, Section, Text

_FOLDER = Path(__file__).parent
_WORD = re.compile(r"<([A-Za-z ]+)>")
_AS_IS = ("key", "type", "required", "has_other", "scale", "has_unsure", "minimum", "maximum", "is_whole",
          "is_shuffled", "groups", "values", "source")


@dataclass(frozen=True)
class Listed:
    """One instrument of the library: its key, its file, and for which sort of body it is worded."""

    key: str
    file: str
    body: str = ""


LISTED = {listed.key: listed for listed in (
    Listed("quickscan_municipality", "quickscan.toml", "municipality"),
    Listed("quickscan_province", "quickscan.toml", "province"),
    Listed("quickscan_water_board", "quickscan.toml", "water_board"),
    Listed("panel", "panel.toml"),
)}
KEYS = tuple(LISTED)
SCANS = tuple(key for key in KEYS if key.startswith("quickscan_"))


def load(key: str) -> Instrument:
    """A fresh copy of a library instrument. Raises `KeyError`."""
    return Instrument.from_dict(_read(key))


@lru_cache(maxsize=len(LISTED))
def _read(key: str) -> dict[str, Any]:
    listed = LISTED[key]
    data = tomllib.loads((_FOLDER / listed.file).read_text(encoding="utf-8"))
    return _Reader(data, listed.body).instrument().as_dict()


class _Reader:
    """Makes one instrument of a file, with the words of one sort of body."""

    def __init__(self, data: dict[str, Any], body: str) -> None:
        self.data, self.body = data, body
        self.words: Mapping[str, str] = data.get("words", {}).get(body, {})
        self.group_labels: Mapping[str, str] = data.get("groups", {}).get(body, {})

    def instrument(self) -> Instrument:
        return Instrument(
            self.text(self.data, "title"), [PLAIN, EASY], self.text(self.data, "introduction"),
            self.text(self.data, "closing"), [Option(key, {PLAIN: label}) for key, label in self.group_labels.items()],
            [self.section(each) for each in self.data["section"]], source=self.data["source"])

    def said(self, text: str) -> str:
        """A text in the words of this body; a capital where the name of the word has one."""
        def word(found: re.Match[str]) -> str:
            name = found[1]
            meant = self.words[name[0].lower() + name[1:]]
            return meant[0].upper() + meant[1:] if name[0].isupper() else meant

        return _WORD.sub(word, text.strip())

    def text(self, data: Mapping[str, Any], name: str) -> Text:
        both = {PLAIN: data.get(name, ""), EASY: data.get(f"{name}_easy", "")}
        return {language: self.said(text) for language, text in both.items() if text}

    def section(self, data: dict[str, Any]) -> Section:
        questions = [self.question(each) for each in data.get("question", [])
                     if self.body in each.get("only", [self.body])]
        return Section(data["key"], self.text(data, "title"), self.text(data, "intro"), questions,
                       is_own=data.get("is_own", False), most=data.get("most"))

    def question(self, data: dict[str, Any]) -> Question:
        made = Question(**{name: data[name] for name in _AS_IS if name in data})
        made.title = {PLAIN: self.said(data["nl"]), EASY: self.said(data["easy"])}
        made.help = self.text(data, "help")
        made.groups = [group for group in made.groups if group in self.group_labels]
        easy = data.get("wordings_easy", {})
        made.wordings = {group: {PLAIN: self.said(text)} | ({EASY: self.said(easy[group])} if group in easy else {})
                         for group, text in data.get("wordings", {}).items()}
        alone = data.get("exclusive", [])
        made.options = [Option(key, {PLAIN: self.said(label)}, exclusive=key in alone)
                        for key, label in data.get("options", [])]
        made.rows = [Option(key, {PLAIN: self.said(label)}) for key, label in data.get("rows", [])]
        if "show_if" in data:
            made.show_if = Condition(data.get("join", "all"), [Rule(*rule) for rule in data["show_if"]])
        return made
