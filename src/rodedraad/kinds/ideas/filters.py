"""What a reader asked of the list of ideas, read from its address: every view of the list can be shared."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from rodedraad.listen.contributions.models.contribution import STAGE_WORDS, Stage

SORTS = {
    "gesteund": _("Most supported"),
    "nieuw": _("Newest"),
    "wacht": _("Needs an answer"),
    "willekeurig": _("Random"),
}
LONGEST_SEARCH = 200


@dataclass(frozen=True)
class Removable:
    """A filter that is on, and the query string without it."""

    label: str
    query: str


@dataclass(frozen=True)
class Filters:
    """The filters and order of the list; anything unknown in the address is left out."""

    search: str = ""
    theme: int | None = None
    stage: str = ""
    neighbourhood: int | None = None
    sort: str = "gesteund"
    page: str = "1"

    @classmethod
    def read(cls, query: QueryDict) -> "Filters":
        """Read them from a query string."""
        stage, sort = query.get("status", ""), query.get("volgorde", "")
        return cls(
            search=query.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH],
            theme=_number(query.get("thema", "")), stage=stage if stage in STAGE_WORDS else "",
            neighbourhood=_number(query.get("buurt", "")), sort=sort if sort in SORTS else "gesteund",
            page=query.get("pagina", "1"),
        )

    @property
    def stage_number(self) -> Stage | None:
        """The stage to show only."""
        return STAGE_WORDS.get(self.stage)

    def pairs(self) -> dict[str, str]:
        """The query string as pairs, without the page and without what is as always."""
        named = {"q": self.search, "thema": str(self.theme or ""), "status": self.stage,
                 "buurt": str(self.neighbourhood or ""), "volgorde": self.sort if self.sort != "gesteund" else ""}
        return {name: value for name, value in named.items() if value}

    @property
    def query(self) -> str:
        """The query string for links to other pages of the same list."""
        return urlencode(self.pairs())

    @property
    def is_filtered(self) -> bool:
        """Whether anything is left out."""
        return bool(self.search or self.theme or self.stage or self.neighbourhood)

    @property
    def has_choice(self) -> bool:
        """Whether a theme, status or neighbourhood is chosen."""
        return bool(self.theme or self.stage or self.neighbourhood)

    def without(self, name: str) -> str:
        """The query string without one filter."""
        return urlencode({key: value for key, value in self.pairs().items() if key != name})

    def removable(self, themes: Iterable[tuple[int, str]], areas: Iterable[tuple[int, str]]) -> list[Removable]:
        """The filters that are on, each with the address that takes it off."""
        on = []
        if self.search:
            on.append(Removable(f"“{self.search}”", self.without("q")))
        if self.theme:
            on.append(Removable(dict(themes).get(self.theme, str(self.theme)), self.without("thema")))
        if self.stage:
            on.append(Removable(str(STAGE_WORDS[self.stage].label), self.without("status")))
        if self.neighbourhood:
            on.append(Removable(dict(areas).get(self.neighbourhood, str(self.neighbourhood)), self.without("buurt")))
        return on


def _number(value: str) -> int | None:
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 15 else None
