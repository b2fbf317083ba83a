"""Invented statements of a few conversations, with the theme they are about; for tests only."""

WONEN = [
    "De huren zijn hier veel te hoog voor starters.", "Mijn dochter vindt geen betaalbare woning.",
    "Er moeten meer sociale huurwoningen komen.", "Jongeren kunnen in het dorp geen huis kopen.",
    "Wij wachten al negen jaar op een huurwoning.", "Bouw meer woningen voor ouderen.",
    "Een koopwoning is voor starters onbetaalbaar.", "De wachtlijst voor een woning is te lang.",
]
GROEN = [
    "Plant meer bomen langs de straat.", "Het park moet groener, met bloemen.",
    "Tegels eruit en planten erin.", "Er is te weinig groen in onze buurt.",
    "Meer bloemen en struiken voor de bijen.", "De bomen in het park zijn gekapt, dat is zonde.",
    "Maak van het plein een groene tuin.", "In de zomer geven bomen schaduw in de straat.",
]
VERKEER = [
    "Auto's rijden te hard door de straat.", "De fietspaden zijn gevaarlijk voor kinderen.",
    "Er komt geen bus meer in ons dorp.", "Parkeren is een ramp in het centrum.",
    "Het kruispunt is onveilig voor fietsers.", "Maak van de weg een fietsstraat.",
    "De bus rijdt maar één keer per uur.", "Hier wordt te hard gereden, vooral door brommers.",
]
THEMES = ["Betaalbaar wonen: huur, koop en woningen", "Groen: bomen, planten en parken",
          "Verkeer: auto, fiets, bus en parkeren"]
TEXTS = [*WONEN, *GROEN, *VERKEER]
OWN = [0] * len(WONEN) + [1] * len(GROEN) + [2] * len(VERKEER)
