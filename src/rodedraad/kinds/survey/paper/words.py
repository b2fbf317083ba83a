"""What the paper form itself says, in the languages of the respondent; the questions bring their own words."""

from ..instrument.shape import EASY, PLAIN, Text

WORDS: dict[str, Text] = {
    "how": {PLAIN: "Zet een kruisje in het vakje van uw antwoord. Vergist u zich? Maak dan het hele vakje zwart en "
                   "kruis het goede vakje aan.",
            EASY: "Zet een kruis in een vakje. Is het kruis fout? Maak het vakje zwart. Kruis een ander vakje aan."},
    "one": {PLAIN: "Kruis één vakje aan.", EASY: "Kies één antwoord."},
    "some": {PLAIN: "U kunt meer vakjes aankruisen.", EASY: "U mag meer antwoorden kiezen."},
    "most": {PLAIN: "Kruis hoogstens {n} vakjes aan.", EASY: "Kies niet meer dan {n} antwoorden."},
    "rank": {PLAIN: "Zet een 1 bij wat u het eerst kiest, een 2 bij het volgende, en zo verder.",
             EASY: "Zet een 1 bij het beste antwoord. Zet een 2 bij het volgende antwoord."},
    "each": {PLAIN: "Kruis op elke regel één vakje aan.", EASY: "Kies op elke regel één antwoord."},
    "number": {PLAIN: "Schrijf een getal op."},
    "date": {PLAIN: "Dag, maand en jaar:"},
    "place": {PLAIN: "Schrijf het adres of de buurt op:"},
    "other": {PLAIN: "Anders, namelijk:", EASY: "Iets anders:"},
    "yes": {PLAIN: "Ja"},
    "no": {PLAIN: "Nee"},
    "required": {PLAIN: "Sla deze vraag niet over.", EASY: "Deze vraag moet u invullen."},
    "when": {PLAIN: "Alleen invullen als {rest}"},
    "back": {PLAIN: "Lever dit formulier in vóór {date}.", EASY: "Geef dit formulier terug vóór {date}."},
    "to": {PLAIN: "Stuur of breng het naar:"},
    "page": {PLAIN: "bladzijde"},
    "version": {PLAIN: "versie"},
}


def say(name: str, language: str = PLAIN) -> str:
    """One thing that the form says; in Dutch when the language is not there."""
    return WORDS[name].get(language) or WORDS[name][PLAIN]
