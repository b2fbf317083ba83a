"""What the adviser looks at on the desk, as it stands in the web address."""

from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict

SHOW = ("zonder", "suggestie", "alles")
MOST_NUMBER = 2**31


@dataclass(frozen=True)
class DeskFilter:
    """Which contributions: without theme (the pile to sort), with a suggestion, or all; of a theme, with words."""

    show: str = "zonder"
    theme: int | None = None
    words: str = ""
    language: str = ""
    page: int = 1

    @classmethod
    def read(cls, data: QueryDict) -> Self:
        """The filter in a query string; what makes no sense is left out."""
        theme = _number(data.get("thema", ""))
        show = data.get("toon", "")
        fallback = "alles" if theme else "zonder"
        return cls(show if show in SHOW else fallback, theme, data.get("q", "").strip()[:200],
                   data.get("taal", "")[:8], _number(data.get("pagina", "")) or 1)

    @property
    def query(self) -> str:
        """The query string without the page."""
        values = {"toon": self.show, "thema": self.theme or "", "q": self.words, "taal": self.language}
        return urlencode({name: value for name, value in values.items() if value})

    @property
    def full_query(self) -> str:
        """The query string with the page."""
        return f"{self.query}&pagina={self.page}" if self.page > 1 else self.query

    @property
    def is_narrowed(self) -> bool:
        """Whether somebody searched or filtered within the pile."""
        return bool(self.theme or self.words or self.language)


def _number(value: str) -> int | None:
    return int(value) if value.isascii() and value.isdigit() and 0 < int(value) < MOST_NUMBER else None
