"""Invented booklets for the tests: small, large, and with odd signs."""

import datetime as dt

from ..contents import (
    Booklet,
    BookletQuote,
    Ground,
    Observation,
    OrganisationCount,
    RoleCount,
    Term,
    Thread,
)

TITLES = (
    "Participatie", "Democratisch vakmanschap", "Samenspel", "Het goede gesprek", "Heldere afspraken",
    "Goede volksvertegenwoordiging", "Maatschappelijke opgaven", "Regionale samenwerking", "Benut het netwerk",
    "Al doende leren", "Samenwerkingsverbanden en gemeenschappelijke regelingen", "De stille middengroep",
)
PLACES = ("Zonnedaal", "Waterland-Oost", "Veldhuizen", "Ommerkerk", "Berg en Dal aan de Linge", "Ruimte")
HEARD = (
    "Inwoners willen aan het begin meepraten, niet pas als het plan al op tafel ligt.",
    "Raadsleden horen te laat wat er in de wijk is gezegd en kunnen er dan weinig meer mee.",
    "Wie iets heeft ingebracht, wil weten wat ermee is gebeurd; een antwoord blijft vaak uit.",
)
QUOTES = (
    "Ik kom graag nog een keer, maar dan wil ik wel horen wat er met de vorige keer is gedaan.",
    "We hebben het over participatie, en intussen ligt het besluit al klaar in de la.",
)


def thread(number: int, out_of: int, names: list[str], *, observations: int = 3, quotes: int = 2) -> Thread:
    """An invented thread; every count differs a little from the next."""
    return Thread(
        number=number, title=TITLES[(number - 1) % len(TITLES)],
        lead="Meedoen begint voordat het plan er ligt. In bijna elk gesprek kwam dit terug, met voorbeelden die "
             "schuren en voorbeelden die moed geven.",
        observations=[_observation(number, place, out_of, names) for place in range(1, observations + 1)],
        quotes=[BookletQuote(QUOTES[place % 2], ("inwoner", "raadslid")[place % 2], source=names[place % len(names)])
                for place in range(quotes)],
        values=["betrokkenheid", "macht & tegenmacht"],
        instruments=["Quick Scan Lokale Democratie", "ParticipatieWijzer"],
        questions=["Wie vertelt inwoners wat er met hun inbreng is gedaan?"],
        counts_by_organisation={name: (number * (place + 3)) % 14 for place, name in enumerate(names)},
        conversations=max(1, out_of - number),
    )


def _observation(thread_number: int, number: int, out_of: int, names: list[str]) -> Observation:
    grounds = [Ground(f"{HEARD[(number - 1) % 3]} (uitspraak {place})", f"{name}, gesprek {place}", "inwoner")
               for place, name in enumerate(names[:30], start=1)]
    return Observation(number=number, text=HEARD[(number - 1) % 3], conversations=max(1, out_of // (number + 1)),
                       out_of=out_of, statements=len(grounds) + thread_number, grounds=grounds)


def booklet(threads: int = 10, organisations: int = 12, *, observations: int = 3, quotes: int = 2) -> Booklet:
    """An invented booklet of the size that is asked for."""
    names = [f"{PLACES[(place * 7) % len(PLACES)]} {place}" for place in range(1, organisations + 1)]
    return Booklet(
        title="Rode draden", subtitle="Wat we hoorden in gesprekken over lokale democratie",
        publisher="Programma Voorbeeld", date=dt.date(2027, 3, 3),
        foreword="Dit is een verzonnen boekje.\n\nHet laat zien hoe een boekje eruitziet als alles erin staat.",
        method="We hielden gesprekken aan tafel. Van elk gesprek maakten we een verslag.\n\nDaarna lazen we alles.",
        taking_part=[RoleCount("inwoner", 412), RoleCount("raadslid", 96), RoleCount("ambtenaar", 88)],
        organisations=[OrganisationCount(name, 1, 7 + place % 5) for place, name in enumerate(names)],
        missing="Jongeren onder de achttien spraken we bijna niet.",
        threads=[thread(place, organisations, names, observations=observations, quotes=quotes)
                 for place in range(1, threads + 1)],
        closing="We gaan door. Over een jaar kijken we wat er van terechtkwam.",
        conversation_count=organisations, statement_count=organisations * 60,
        values=[Term("betrokkenheid", "Inwoners doen mee en voelen dat het ook van hen is.")],
        instruments=[Term("ParticipatieWijzer", "Helpt kiezen welke vorm van participatie past.")],
        edition="1",
    )
