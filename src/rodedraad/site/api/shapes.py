"""What the API gives and takes: Dutch names in camelCase, moments in UTC."""

from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field, PlainSerializer
from pydantic.alias_generators import to_camel

Moment = Annotated[datetime, PlainSerializer(lambda at: at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), str)]


Id = Annotated[int, Field(ge=1, le=2**62)]
Address = Annotated[str, Field(max_length=200, pattern=r"^(https?://\S+)?$")]


class Shape(Schema):
    """Names in camelCase, both ways; nothing that is not named."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")


class Link(Shape):
    """An address."""

    href: str


class Links(Shape):
    """Where this page is, and the pages beside it."""

    self: Link
    next: Link | None = None
    prev: Link | None = None


class Knots(Shape):
    """Which knots of the thread a contribution has reached."""

    thema: bool
    antwoord: bool
    besluit: bool
    toezegging: bool
    resultaat: bool


class Traject(Shape):
    """A participation process."""

    id: int
    slug: str
    titel: str
    samenvatting: str
    stand: str
    begint_op: date | None
    eindigt_op: date | None


class Spelregels(Shape):
    """The published rules of a process."""

    versie: int
    doel: str
    niveau: str
    wat_vaststaat: str
    wat_open_is: str
    hoe_inbreng_telt: str
    wie_beslist: str
    besluit_op: date | None
    antwoord_voor: date | None


class TrajectGeheel(Traject):
    """A process with its rules."""

    omschrijving: str
    geleerd: str
    spelregels: Spelregels | None


class Activiteit(Shape):
    """A way of taking part."""

    id: int
    traject: str
    slug: str
    soort: str
    titel: str
    open: list[str]


class Bijdrage(Shape):
    """A contribution."""

    id: int
    traject: str
    activiteit: str
    titel: str
    tekst: str
    taal: str
    stand: str
    auteur: str | None
    kanaal: str
    wijk: str | None
    plaats: str
    breedtegraad: float | None
    lengtegraad: float | None
    geplaatst_op: Moment
    steun: int
    reacties: int
    versie: int
    knopen: Knots


class Reactie(Shape):
    """A comment."""

    id: int
    bijdrage: int
    tekst: str
    auteur: str | None
    stand: str
    geplaatst_op: Moment


class Thema(Shape):
    """A theme."""

    id: int
    traject: str
    naam: str
    omschrijving: str
    stand: str


class Antwoord(Shape):
    """An answer."""

    id: int
    traject: str
    titel: str
    uitkomst: str
    tekst: str
    motivering: str
    stand: str
    gepubliceerd_op: Moment | None
    themas: list[int]
    bijdragen: list[int]
    versie: int


class Besluit(Shape):
    """A decision."""

    id: int
    traject: str
    titel: str
    orgaan: str
    besloten_op: date
    tekst: str
    document: str
    antwoorden: list[int]
    versie: int


class Toezegging(Shape):
    """A commitment."""

    id: int
    traject: str
    wat: str
    eigenaar: str
    uiterlijk: date
    stand: str
    te_laat: bool
    besluit: int | None
    antwoord: int | None
    versie: int


class Resultaat(Shape):
    """A result."""

    id: int
    toezegging: int
    hoe_ver: str
    tekst: str
    datum: date
    bewijs: str


class Dekking(Shape):
    """How many published contributions of a process reached each knot."""

    totaal: int
    thema: int
    antwoord: int
    besluit: int
    toezegging: int
    resultaat: int
    te_laat: int


class Draad(Shape):
    """One whole thread: the ids and titles of the published knots that hang together."""

    traject: str
    aantal_bijdragen: int
    bijdragen: list[int]
    themas: list[Thema]
    antwoorden: list[Antwoord]
    besluiten: list[Besluit]
    toezeggingen: list[Toezegging]
    resultaten: list[Resultaat]


class NieuweBijdrage(Shape):
    """What is needed to place a contribution."""

    traject: str
    activiteit: str
    titel: str = Field(max_length=400)
    tekst: str = Field(max_length=20_000)
    wijk: Id | None = None
    plaats: str = ""
    breedtegraad: float | None = None
    lengtegraad: float | None = None
    anoniem: bool = False


class BijdrageNamensAnderen(NieuweBijdrage):
    """What somebody said on paper, in the street or by telephone."""

    kanaal: Literal["paper", "street", "phone", "meeting", "email"]


class GewijzigdeBijdrage(Shape):
    """Other words for one's own contribution, starting from a version."""

    versie: int
    titel: str = Field(max_length=400)
    tekst: str = Field(max_length=20_000)


class NieuweReactie(Shape):
    """A comment to place."""

    tekst: str = Field(max_length=10_000)
    anoniem: bool = False


class NieuwAntwoord(Shape):
    """An answer to write, as a draft."""

    traject: str
    titel: str = Field(max_length=150)
    uitkomst: Literal["taken_over", "partly", "not", "outside"]
    tekst: str
    motivering: str = ""
    themas: list[Id] = []
    bijdragen: list[Id] = []


class Versie(Shape):
    """The version that somebody judged."""

    versie: int


class NieuwBesluit(Shape):
    """A decision to record, as a draft."""

    traject: str
    titel: str = Field(max_length=150)
    orgaan: Literal["council", "executive", "mayor", "delegated", "other"]
    besloten_op: date
    tekst: str
    document: Address = ""
    antwoorden: list[Id] = []


class NieuweToezegging(Shape):
    """A promise to make."""

    traject: str
    wat: str = Field(max_length=250)
    eigenaar: str = Field(max_length=120)
    uiterlijk: date
    toelichting: str = ""
    besluit: Id | None = None
    antwoord: Id | None = None


class NieuwResultaat(Shape):
    """A result to report."""

    versie: int
    hoe_ver: Literal["fully", "partly", "not", "progress"]
    tekst: str
    datum: date
    bewijs: Address = ""


class Probleem(Shape):
    """RFC 9457: what went wrong."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="allow")

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    errors: list[dict[str, Any]] = []
