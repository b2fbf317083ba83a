"""What the command says in Dutch: why a file could not be read, and the log of one run."""

from collections import Counter
from collections.abc import Mapping

from .kernel import Made, Wishes
from .reading import Problem, Reading
from .rendering.words import counted, number

REASONS: Mapping[str, str] = {
    "cannot_open": "het bestand kan niet worden geopend",
    "nothing_said": "er staan geen uitspraken in",
    "empty": "het bestand is leeg",
    "too_large": "het bestand is groter dan {limit_mb} MB",
    "too_much_text": "er staan meer dan {limit} tekens in",
    "too_many_notes": "er staan meer dan {limit} regels in",
    "too_long_line": "één regel heeft meer dan {limit} tekens",
    "unknown_type": "bestanden die eindigen op {extension} zijn niet te lezen",
    "wrong_type": "de naam zegt {extension}, maar er zit iets anders in",
    "not_text": "er staat geen tekst in, maar iets dat alleen een programma kan lezen",
    "damaged": "het bestand is beschadigd of niet compleet",
    "locked": "het bestand is op slot met een wachtwoord",
    "bomb": "het bestand wordt veel te groot als het wordt uitgepakt",
    "unsafe": "er zit iets in dat gevaarlijk kan zijn",
    "macros": "er zit een programma in (macro's)",
    "scan": "deze PDF heeft alleen foto's van bladzijden, geen tekst",
    "no_text_column": "er is geen kolom met tekst",
    "no_cues": "er staan geen gesproken regels met een tijd in",
}
UNKNOWN = "het bestand kan niet worden gelezen"

KINDS: Mapping[str, tuple[str, str]] = {
    "name": ("naam", "namen"),
    "address": ("adres", "adressen"),
    "phone": ("telefoonnummer", "telefoonnummers"),
    "email": ("e-mailadres", "e-mailadressen"),
    "bsn": ("burgerservicenummer", "burgerservicenummers"),
    "postcode": ("postcode", "postcodes"),
    "iban": ("rekeningnummer", "rekeningnummers"),
    "plate": ("kenteken", "kentekens"),
    "birth": ("geboortedatum", "geboortedatums"),
}


def reason(problem: Problem) -> str:
    """Why a file was not read, as a Dutch sentence that names the file."""
    try:
        said = REASONS.get(problem.code, UNKNOWN).format(**problem.details)
    except KeyError:  # a detail that the sentence names was not given
        said = UNKNOWN
    return f"{problem.path}: {said}."


def masked(kinds: Counter[str]) -> str:
    """How many personal data were masked: "2 telefoonnummers, 1 e-mailadres"; "" for none."""
    return ", ".join(counted(kinds[kind], *KINDS.get(kind, (kind, kind))) for kind in sorted(kinds) if kinds[kind])


def summary(reading: Reading, made: Made) -> str:
    """What was made, in one line."""
    booklet = made.booklet
    return (f"{counted(booklet.conversation_count, 'gesprek', 'gesprekken')}, "
            f"{counted(booklet.statement_count, 'uitspraak', 'uitspraken')}, "
            f"{counted(len(booklet.threads), 'rode draad', 'rode draden')}, "
            f"{number(made.loose)} zonder draad, {counted(len(reading.problems), 'bestand', 'bestanden')} niet gelezen")


def log_of(reading: Reading, made: Made, wishes: Wishes, *, keep_personal: bool) -> str:
    """The log of one run; nothing in it depends on the clock or the machine."""
    hidden = masked(reading.masked)
    if keep_personal:
        personal = "Persoonsgegevens zijn NIET weggelakt: daar is om gevraagd. Deel dit boekje niet zomaar."
    elif hidden:
        personal = f"Weggelakt in de uitspraken: {hidden}. De computer herkent niet alles: lees alles na."
    else:
        personal = "De computer vond geen persoonsgegevens. Hij herkent niet alles: lees alles na."
    lines = [
        f"Boekje: {made.booklet.title}",
        f"Gemaakt van: {summary(reading, made)}.",
        f"Uitspraken die in een gesprek vaker zijn gedaan, staan er één keer en tellen mee: {number(reading.doubles)}.",
        f"Vectoren: {made.encoder}. Startgetal (seed): {wishes.seed}. "
        + (f"Thema's van mensen: {len(wishes.themes)}." if wishes.themes else "Draden gevonden door de computer."),
        personal,
        "",
        "Niet gelezen:" if reading.problems else "Alle bestanden zijn gelezen.",
        *(f"- {reason(problem)}" for problem in reading.problems),
    ]
    return "\n".join(lines) + "\n"
