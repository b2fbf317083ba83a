"""What the machine thinks of the contributions on a page: kept suggestions, renewed by the model as of now."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from rodedraad.listen.processes.models import Process

from .models import Grounds, Theme

ALMOST_SURE, LIKELY = 0.9, 0.7


@dataclass(frozen=True)
class DeskGrounds:
    """A suggestion on the desk: kept grounds, or what the model says now (grounds that are not kept yet)."""

    grounds: Grounds

    @property
    def of_ten(self) -> int:
        """In how many of ten such cases a suggestion is expected to be right."""
        return int(10 * (self.grounds.confidence or 0))

    @property
    def in_words(self) -> str:
        """How sure it is, in words; nothing for a member of a first group, of which nothing was learned yet."""
        sure = self.grounds.confidence
        if sure is None:
            return pgettext("how sure", "from a first group")
        if sure >= ALMOST_SURE:
            return pgettext("how sure", "almost sure")
        return pgettext("how sure", "probably") if sure >= LIKELY else pgettext("how sure", "perhaps")

    @property
    def key(self) -> str:
        """The contribution and the theme, as a form sends them."""
        return f"{self.grounds.contribution_id}-{self.grounds.theme_id}"

    @property
    def accept(self) -> str:
        """What the button says to the server that accepts it."""
        return f"accept:{self.grounds.pk or self.key}"

    @property
    def reject(self) -> str:
        """What the button says to the server that rejects it."""
        return f"reject:{self.grounds.pk or self.key}"


@dataclass(frozen=True)
class Guesses:
    """Per contribution what the model says now: a suggestion, or that it does not know and what comes nearest."""

    sure: dict[int, DeskGrounds] = field(default_factory=dict)
    unsure: dict[int, str] = field(default_factory=dict)


def guesses_for(process: Process, contribution_ids: Iterable[int]) -> Guesses:
    """What the model of this moment says of contributions without a theme; nothing before the first run."""
    from .learning.live import live_model  # noqa: PLC0415 -- the numeric libraries load only when needed

    ids = list(contribution_ids)
    live = live_model(process) if ids else None
    if live is None:
        return Guesses()
    themes = {theme.pk: theme for theme in live.themes}
    found = Guesses()
    for pk, placed in live.place(ids).items():
        theme = themes.get(placed.theme or 0)
        if placed.is_sure and theme is not None:
            found.sure[pk] = DeskGrounds(Grounds(
                theme=theme, contribution_id=pk, confidence=placed.confidence, state=Grounds.State.SUGGESTED))
        else:
            found.unsure[pk] = _nearest([themes.get(placed.theme or 0), themes.get(placed.second or 0)])
    return found


def _nearest(themes: list[Theme | None]) -> str:
    titles = [f"“{theme.title}”" for theme in themes if theme is not None]
    if not titles:
        return _("The computer does not know.")
    return _("The computer does not know. Nearest: %(titles)s.") % {"titles": _(" or ").join(titles)}


def merged_guesses(kept: list[Grounds], now: DeskGrounds | None, *, has_model: bool) -> list[DeskGrounds]:
    """The suggestion of this moment in place of kept ones; members of a first group stay."""
    if not has_model:
        return [DeskGrounds(each) for each in kept]
    of_group = [DeskGrounds(each) for each in kept if each.confidence is None]
    if now is None:
        return of_group
    same = next((each for each in kept if each.theme_id == now.grounds.theme_id), None)
    if same is not None:
        same.confidence = now.grounds.confidence
        now = DeskGrounds(same)
    return [now, *(each for each in of_group if each.grounds.theme_id != now.grounds.theme_id)]
