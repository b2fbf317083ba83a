"""The pattern page's content: one invented example for every component, to look at while building and in tests."""

import datetime
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Paginator

from .thread import STAGES, Knot, ThreadLine

DAY = datetime.date(2027, 3, 3)
LATER = datetime.date(2027, 6, 1)


@dataclass(frozen=True)
class Moment:
    """One line of the timeline."""

    when: str
    title: str
    text: str
    state: str
    href: str | None = None


@dataclass(frozen=True)
class Part:
    """A stretch of a version."""

    text: str
    is_changed: bool = False


@dataclass(frozen=True)
class Change:
    """One field of two versions."""

    label: str
    old: list[Part]
    new: list[Part]
    is_changed: bool = True


class ExampleForm(forms.Form):
    """Every kind of control."""

    title = forms.CharField(label="Waar gaat uw idee over?", help_text="Een paar woorden is genoeg.", max_length=80)
    text = forms.CharField(label="Vertel meer", widget=forms.Textarea, max_length=2000, required=False)
    neighbourhood = forms.ChoiceField(label="Buurt", choices=[("", "Kies een buurt"), ("h", "Havenkwartier")])
    who = forms.ChoiceField(label="Wie bent u?", widget=forms.RadioSelect,
                            choices=[("i", "Ik woon hier"), ("o", "Ik heb hier een bedrijf"), ("a", "Anders")])
    topics = forms.MultipleChoiceField(label="Onderwerpen", widget=forms.CheckboxSelectMultiple, required=False,
                                       help_text="U mag er meer kiezen.",
                                       choices=[("g", "Groen"), ("v", "Verkeer"), ("s", "Spelen")])
    day = forms.DateField(label="Wanneer kunt u komen?", widget=forms.DateInput(attrs={"type": "date"}), required=False)
    people = forms.IntegerField(label="Met hoeveel mensen?", min_value=1, required=False)
    photo = forms.FileField(label="Foto", required=False, help_text="Hooguit 10 MB.")
    mail = forms.BooleanField(label="Stuur mij een bericht als er een antwoord is", required=False)


def line(done: int, late: int | None = None) -> ThreadLine:
    """A thread that came `done` knots far, with a promise broken at knot `late`."""
    counts = (412, 9, 7, 2, 3, 1)
    knots = []
    for place, stage in enumerate(STAGES):
        if place < done:
            knots.append(Knot(stage, "done", count=counts[place], date=DAY, href="#"))
        elif place == late:
            knots.append(Knot(stage, "late", promised=DAY))
        else:
            knots.append(Knot(stage, "open", promised=LATER if place == done else None))
    return ThreadLine(knots)


def example() -> dict[str, Any]:
    """The context of the pattern page."""
    return {
        "lines": [line(3), line(4, late=4), line(6)], "rows": _rows(), "moments": _moments(), "changes": _changes(),
        "form": ExampleForm(prefix="leeg"), "wrong": ExampleForm({"who": "x"}, prefix="fout"),
        "page": Paginator(range(240), 20).page(3),
        "crumbs": [("Trajecten", "#"), ("Nieuw hart voor het Havenkwartier", "#"), ("Ideeën", None)],
        "tabs": [("Alle ideeën", "#", True), ("Thema's", "#", False), ("Antwoorden", "#", False)],
        "steps": [("Uw idee", "done"), ("Uw gegevens", "now"), ("Klaar", "todo")],
        "bars": [("Meer groen en schaduw", 184), ("Veilig oversteken", 121), ("Plek om te spelen", 67),
                 ("Minder auto's voor de deur", 40)],
        "keys": [("j", "volgende"), ("k", "vorige"), ("t", "kies een thema")],
        "text": "Wij willen meer bomen op het plein. In de zomer is het er veel te warm voor onze kinderen.",
        "markdown": "# Wat wij ermee doen\n\nWij lezen **alle** bijdragen. Daarna:\n"
                    "\n- maken wij thema's\n- antwoordt de wethouder",
        "hidden": {"version": 3},
    }


def _rows() -> list[dict[str, Any]]:
    titles = ["Plant bomen op het Havenplein", "Een zebrapad bij de Kadeschool", "Laat de markt op zaterdag blijven"]
    return [{"title": title, "line": line(done, late), "meta": f"Havenkwartier · {support} keer gesteund"}
            for title, done, late, support in zip(titles, (3, 4, 1), (None, 4, None), (84, 51, 12), strict=True)]


def _moments() -> list[Moment]:
    return [
        Moment("1 februari tot 1 maart 2027", "Ideeën verzamelen",
               "412 bijdragen, op de website en op straat.", "past", "#"),
        Moment("maart 2027", "Antwoord op de thema's", "De wethouder antwoordt vóór 1 april.", "now"),
        Moment("juni 2027", "Besluit van de raad", "De raad besluit over het ontwerp.", "future"),
    ]


def _changes() -> list[Change]:
    return [
        Change("Doel", [Part("Het plein wordt "), Part("opgeknapt", is_changed=True), Part(".")],
               [Part("Het plein wordt "), Part("groener en koeler", is_changed=True), Part(".")]),
        Change("Wie besluit", [Part("De gemeenteraad.")], [Part("De gemeenteraad.")], is_changed=False),
    ]
