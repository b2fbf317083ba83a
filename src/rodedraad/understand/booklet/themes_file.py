"""themes.toml: the themes that people named and described, for the command."""

import tomllib
from pathlib import Path
from typing import Any

from .kernel import Described
from .proposing import THREADS_AT_MOST


class ThemesFileError(ValueError):
    """The file is no list of themes; the message says in Dutch what is wrong and how it should be."""


def read_themes(path: Path) -> tuple[Described, ...]:
    """The themes of a file: per theme a table `[[themes]]` with title, description, values and instruments."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ThemesFileError(f"Het bestand {path.name} kan niet worden geopend.") from error
    except UnicodeDecodeError as error:
        raise ThemesFileError(f"Het bestand {path.name} is geen tekst in UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise ThemesFileError(f"Het bestand {path.name} is geen geldige TOML: {error}.") from error
    rows = data.get("themes")
    if not isinstance(rows, list) or not rows:
        raise ThemesFileError(f"In {path.name} staan geen thema's. Schrijf per thema een blok onder [[themes]].")
    if len(rows) > THREADS_AT_MOST:
        raise ThemesFileError(f"In {path.name} staan {len(rows)} thema’s; hooguit {THREADS_AT_MOST} passen erin.")
    themes = tuple(_theme(row, number) for number, row in enumerate(rows, start=1))
    if len({theme.title.casefold() for theme in themes}) < len(themes):
        raise ThemesFileError(f"In {path.name} staat een titel twee keer.")
    return themes


def _theme(row: Any, number: int) -> Described:
    title, description = (row.get(key, "") for key in ("title", "description")) if isinstance(row, dict) else ("", "")
    if not isinstance(title, str) or not title.strip():
        raise ThemesFileError(f'Thema {number} heeft geen titel. Schrijf een regel title = "…".')
    if not isinstance(description, str):
        raise ThemesFileError(f"De beschrijving van thema {number} is geen tekst.")
    return Described(title.strip(), " ".join(description.split()), _texts(row, "values", number),
                     _texts(row, "instruments", number))


def _texts(row: dict[str, Any], key: str, number: int) -> tuple[str, ...]:
    found = row.get(key, [])
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise ThemesFileError(f"Bij thema {number} is {key} geen lijst van teksten.")
    return tuple(each.strip() for each in found if each.strip())
