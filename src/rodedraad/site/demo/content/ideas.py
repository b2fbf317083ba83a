"""Invented ideas: most on a theme, some near-doubles, in other languages, off the subject, held or hidden."""

from dataclasses import dataclass, replace
from random import Random
from typing import Any

from .fragments import Spot, neighbourhoods, spot, table, themes_of
from .shapes import Ground, Idea, Resident
from .voices import VOICES, Recipe, lowered, paraphrase, recipe, say

CHANNELS = ("web",) * 15 + ("paper",) * 2 + ("street",) * 3 + ("phone",)
HOLD = {
    "phone": "Er staat een telefoonnummer in.", "links": "Er staan 3 links in.",
    "word": "Er staat een woord in dat wij nakijken.",
}
TITLE_LENGTH = 80
ON_PATHS = {"fietspad", "licht", "stoep", "gedrag"}  # traffic themes that also live where no car comes
YOUNG = {"jongeren", "tieners", "middelbaar"}  # where "we" are the young themselves


@dataclass
class Draft:
    """An idea in the making, with what a near-double needs to say it again."""

    idea: Idea
    recipe: Recipe | None = None


def _heavy(chance: Random) -> float:
    """A weight with a long tail, in which even the heaviest differ from one another."""
    weight = chance.paretovariate(1.1)
    return round(weight if weight < 50 else 50 + (weight - 50) ** 0.75, 3)


class IdeaWriter:
    """Writes the ideas of one process; the same seed and the same fragments give the same ideas."""

    def __init__(self, plan: dict[str, Any], people: tuple[Resident, ...]) -> None:
        self.plan, self.people, self.key = plan, people, plan["key"]
        self.chance = Random(f"ideas {self.key}")  # noqa: S311 -- invented text, not a secret
        self.themes = themes_of(self.key)
        self.weights = [self.chance.uniform(0.6, 1.8) for _ in self.themes]
        self.drafts: list[Draft] = []
        self.texts: set[str] = set()
        self.areas = {area.name: area for area in neighbourhoods()}

    def write(self) -> tuple[Idea, ...]:
        """All ideas, oldest first, except that a near-double follows later than what it doubles."""
        loose = [*self._abroad(), *self._off_topic(), *self._held(), *self._hidden()]
        doubles = self.plan["double_count"]
        fresh = self.plan["idea_count"] - len(loose) - doubles
        while len(self.drafts) < fresh:
            self._add(self._on_theme())
        for draft in loose:
            self.drafts.insert(self.chance.randrange(len(self.drafts)), draft)
        originals = self.chance.sample([index for index, draft in enumerate(self.drafts) if draft.recipe], doubles)
        for index in originals:
            while not self._add(self._double(index)):
                pass
        return tuple(draft.idea for draft in self.drafts)

    def _add(self, draft: Draft) -> bool:
        if draft.idea.text in self.texts or len(draft.idea.title) > TITLE_LENGTH:
            return False
        self.texts.add(draft.idea.text)
        self.drafts.append(draft)
        return True

    def _on_theme(self) -> Draft:
        chance = self.chance
        fragments = chance.choices(list(self.themes.values()), weights=self.weights)[0]
        subject, voice = chance.choice(fragments.subjects), self._voice()
        if YOUNG & {subject.key, fragments.theme.key}:
            voice = chance.choice(["youth", "youth", "short", "plain", "sloppy", "angry"])
        author, where = self._somebody(with_cars=self.key == "verkeer" and fragments.theme.key not in ON_PATHS)
        what = recipe(chance, subject, where, voice)
        said = say(chance, voice, what)
        confirmed = chance.random() < self.plan["themed_share"]
        passage = said.wish if chance.random() < 0.75 or said.situation not in said.text else said.situation
        grounds, text = [Ground(fragments.theme.key, passage, confirmed)], said.text
        if voice in {"plain", "long", "parent"} and chance.random() < 0.3:
            text, second = self._second_theme(text, fragments.theme.key, where)
            grounds.append(Ground(second[0], second[1], confirmed))
        title = self._title(what, voice)
        return Draft(self._finished(title, text, "nl", tuple(grounds), subject.key, where, author), what)

    def _second_theme(self, text: str, first: str, where: Spot) -> tuple[str, tuple[str, str]]:
        other = self.chance.choice([theme for key, theme in self.themes.items() if key != first])
        subject = self.chance.choice(other.subjects)
        wish = where.fill(self.chance, self.chance.choice(subject.wishes))
        situation = where.fill(self.chance, self.chance.choice(subject.situations))
        return f"{text} Nog iets: {lowered(situation)} {wish}", (other.theme.key, wish)

    def _double(self, index: int) -> Draft:
        """Somebody else who wants nearly the same at the same place, some days later."""
        first, what = self.drafts[index].idea, self.drafts[index].recipe
        assert what is not None
        voice = self.chance.choice(["plain", "plain", "short", "sloppy", "angry"])
        situation, wish = (paraphrase(self.chance, words) for words in (what.situation, what.wish))
        said = say(self.chance, voice, replace(what, situation=situation, wish=wish))
        author, _ = self._somebody()
        grounds = (Ground(first.grounds[0].theme, said.wish, first.grounds[0].is_confirmed),)
        idea = self._finished(self._title(what, voice), said.text, "nl", grounds, first.subject, what.spot, author)
        merged = self.plan["themed_share"] == 1.0 and self.chance.random() < 0.35
        oldest = self.plan["idea_days"][0]
        return Draft(replace(
            idea, double_of=index, days_ago=self.chance.randint(oldest, max(oldest, first.days_ago)),
            state="merged" if merged else "published", merged_into=index if merged else None,
        ))

    def _voice(self) -> str:
        skipped = {"practical", "business"} if self.key == "buurthuis" else set()  # nobody measures a street there
        voices = {voice: weight for voice, weight in VOICES.items() if voice not in skipped}
        return self.chance.choices(list(voices), weights=list(voices.values()))[0]

    def _somebody(self, *, with_cars: bool = False) -> tuple[int, Spot]:
        """An author (few write much, most write once) and a place, mostly in their own neighbourhood."""
        author = int(len(self.people) * self.chance.random() ** 1.5)
        home = self.people[author].neighbourhood
        if self.key == "buurthuis":
            home = "Molenveld"
        elif self.chance.random() < 0.2:
            home = self.chance.choice(list(self.areas))
        return author, spot(self.chance, self.areas[home], with_cars=with_cars)

    def _title(self, what: Recipe, voice: str) -> str:
        title = what.spot.fill(self.chance, self.chance.choice(what.subject.titles))
        wish = what.wish.split(",")[0].rstrip(".!?")
        if self.chance.random() < 0.3 and len(wish) > 24:
            title = wish
        if voice in {"youth", "sloppy"}:
            return title.lower()
        if voice == "angry" and self.chance.random() < 0.3:
            return title.upper()
        return title + "!" if voice == "angry" and len(title) < TITLE_LENGTH else title

    def _finished(self, title: str, text: str, language: str, grounds: tuple[Ground, ...], subject: str, where: Spot,
                  author: int) -> Idea:
        chance, area = self.chance, where.neighbourhood
        channel, on_map = chance.choice(CHANNELS), chance.random() < 0.55
        newest, oldest = self.plan["idea_days"]
        named = channel == "web" and (self.plan["activity"]["access"] == "email" or chance.random() < 0.94)
        return Idea(
            title=title.strip(), text=text.strip(), language=language, grounds=grounds, subject=subject,
            place=where.name, neighbourhood=area.name,
            latitude=round(area.latitude + chance.gauss(0, 0.0025), 5) if on_map else None,
            longitude=round(area.longitude + chance.gauss(0, 0.004), 5) if on_map else None,
            channel=channel, author=author if named else None, is_anonymous=named and chance.random() < 0.13,
            days_ago=newest + int((oldest - newest + 0.999) * chance.betavariate(1.3, 0.9)),
            support_weight=_heavy(chance),
        )

    def _loose(self, row: dict[str, Any], grounds: tuple[Ground, ...] = ()) -> tuple[Idea, Spot]:
        author, where = self._somebody()
        title, text = (where.fill(self.chance, row[part]) for part in ("title", "text"))
        return self._finished(title, text, row.get("language", "nl"), grounds, "", where, author), where

    def _abroad(self) -> list[Draft]:
        made = []
        for row in table("loose")["abroad"]:
            if row["process"] == self.key:
                idea, where = self._loose(row)
                passage = where.fill(self.chance, row["passage"])
                made.append(Draft(replace(idea, grounds=(Ground(row["theme"], passage),))))
        return made

    def _off_topic(self) -> list[Draft]:
        rows = table("loose")["outside"].get(self.key, [])
        return [Draft(replace(self._loose({"title": title, "text": text})[0], is_off_topic=True))
                for title, text in rows]

    def _held(self) -> list[Draft]:
        rows = table("loose")["held"]
        return [Draft(replace(
            self._loose(row)[0], state="pending", hold_reason=HOLD[row["reason"]], channel="web", days_ago=number // 3,
        )) for number, row in enumerate(rows[index % len(rows)] for index in range(self.plan["held"]))]

    def _hidden(self) -> list[Draft]:
        rows = table("loose")["hidden"]
        return [Draft(replace(
            self._loose(rows[index % len(rows)])[0], state="hidden", state_reason=rows[index % len(rows)]["reason"],
        )) for index in range(self.plan["hidden"])]

