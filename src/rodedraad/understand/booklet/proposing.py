"""The words of a booklet that a machine proposes: a title, a lead, how it was made; all else is said by people."""

from collections.abc import Sequence

from .rendering.words import counted, number
from .vocabulary import starting_instruments, starting_values

THREADS_AT_MOST = 10
QUESTIONS_AT_MOST = 3

PROPOSAL = "Voorstel van de computer, nog niet door mensen bekeken."
COLOPHON = (
    "Een computer koos de titels, de waarnemingen en de citaten. Lees alles na voordat u dit boekje uitdeelt.\n\n"
    "Citaten staan er met een rol, nooit met een naam. Vraag de mensen of hun woorden in het boekje mogen staan."
)


def title_of(label: str, texts: Sequence[str]) -> str:
    """The words that set a group apart, as a title; the start of its first text when there are none."""
    words = label or " ".join(texts[0].split()[:6])
    return words[:1].upper() + words[1:]


def lead_of(statements: int, conversations: int) -> str:
    """What a group is, when nobody has described it."""
    return (f"{counted(statements, 'uitspraak', 'uitspraken')} uit {counted(conversations, 'gesprek', 'gesprekken')}. "
            "De titel bestaat uit woorden die hier vaker vallen dan elders.")


def method_of(conversations: int, statements: int, loose: int, *, described: bool) -> str:
    """How the machine made the booklet, and what it did not do."""
    found = ("Mensen beschreven de thema's; de computer zette elke uitspraak bij het thema dat er het meest op lijkt."
             if described else "Uitspraken die op elkaar lijken, zette hij bij elkaar. Zo ontstonden de draden.")
    left = (f"{counted(loose, 'uitspraak past', 'uitspraken passen')} nergens duidelijk bij en "
            f"{'staat' if loose == 1 else 'staan'} niet onder een draad." if loose else
            "Elke uitspraak staat onder een draad.")
    return (
        f"De computer las {counted(conversations, 'verslag', 'verslagen')} van gesprekken en knipte ze in "
        f"{number(statements)} losse uitspraken. {found}\n\n"
        "Elke waarneming en elk citaat staat letterlijk in een verslag. Namen, adressen en nummers die de computer "
        f"herkende, zijn weggelaten. {left}\n\n"
        "Een gesprek telt mee bij een waarneming als er minstens één uitspraak uit dat gesprek onder staat. "
        "Hoeveel mensen aan tafel zaten, is uit de verslagen niet te lezen."
    )


def questions_among(texts: Sequence[str]) -> list[str]:
    """Questions that people asked, literally, in the order of the notes, each once."""
    asked = dict.fromkeys(text.strip() for text in texts if text.strip().endswith("?") and 4 <= len(text.split()) <= 30)
    return list(asked)[:QUESTIONS_AT_MOST]


def words_of_title(title: str) -> tuple[list[str], list[str]]:
    """Core values and instruments that stood beside a thread of this name in the first booklet; else none."""
    def fits(threads: Sequence[str]) -> bool:
        return title.casefold() in {each.casefold() for each in threads}
    return ([each.name for each in starting_values() if fits(each.threads)],
            [each.name for each in starting_instruments() if fits(each.threads)])
