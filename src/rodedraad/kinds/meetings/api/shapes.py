"""What the API gives and takes of meetings: Dutch names in camelCase, moments in UTC, as in the rest of it."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import ConfigDict, Field, PlainSerializer
from pydantic.alias_generators import to_camel

Moment = Annotated[datetime, PlainSerializer(lambda at: at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), str)]
Id = Annotated[int, Field(ge=1, le=2**62)]
GuestRole = Literal["resident", "business", "association", "council", "executive", "clerk", "official", "other"]


class Shape(Schema):
    """Names in camelCase, both ways; nothing that is not named."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")


class Onderdeel(Shape):
    """A part of the programme of a meeting."""

    id: int
    titel: str
    vraag: str


class Gesprek(Shape):
    """A meeting, with how many statements count and how many of them can be read."""

    id: int
    traject: str
    activiteit: str
    vorm: str
    titel: str
    stand: str
    begint_op: Moment
    eindigt_op: Moment
    plaats: str
    bezocht: str
    onderdelen: list[Onderdeel]
    uitspraken: int
    leesbaar: int


class Uitspraak(Shape):
    """A statement whose words are public; `bijdrage` is the contribution that it is."""

    bijdrage: int
    tekst: str
    rol: str
    naam: str | None
    onderdeel: int | None
    keer_gezegd: int


class NieuweUitspraak(Shape):
    """A statement to record; one that may not be used at all is not sent."""

    tekst: str = Field(max_length=20_000)
    rol: GuestRole = "other"
    toestemming: Literal["name", "role", "theme"]
    naam: str = Field("", max_length=120)
    onderdeel: Id | None = None
    keer_gezegd: int = Field(1, ge=1, le=1000)


class NieuweKaart(Shape):
    """A harvest card to send; the same `sleutel` twice makes one card."""

    titel: str = Field("", max_length=120)
    sleutel: str = Field("", max_length=40, pattern=r"^[\w-]*$")
    deelnemers: dict[GuestRole, Annotated[int, Field(ge=0, le=9999)]] = {}
    uitspraken: list[NieuweUitspraak] = Field(min_length=1, max_length=500)


class Kaart(Shape):
    """A harvest card that was recorded."""

    id: int
    gesprek: int
    titel: str
    uitspraken: int
