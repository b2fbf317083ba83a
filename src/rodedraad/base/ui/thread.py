"""The thread line as data: what every floor hands to the one component that draws it."""

import datetime
from dataclasses import dataclass, field
from typing import Literal

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

STAGES = ("contribution", "theme", "answer", "decision", "commitment", "result")

LABELS = {
    "contribution": _("Contribution"),
    "theme": _("Theme"),
    "answer": _("Answer"),
    "decision": _("Decision"),
    "commitment": _("Commitment"),
    "result": _("Result"),
}
REACHED = {
    "contribution": _("Received"),
    "theme": _("Part of a theme"),
    "answer": _("There is an answer"),
    "decision": _("There is a decision"),
    "commitment": _("There is a commitment"),
    "result": _("There is a result"),
}
COUNTED = {
    "contribution": ngettext_lazy("%(n)d contribution", "%(n)d contributions", "n"),
    "theme": ngettext_lazy("%(n)d theme", "%(n)d themes", "n"),
    "answer": ngettext_lazy("%(n)d answer", "%(n)d answers", "n"),
    "decision": ngettext_lazy("%(n)d decision", "%(n)d decisions", "n"),
    "commitment": ngettext_lazy("%(n)d commitment", "%(n)d commitments", "n"),
    "result": ngettext_lazy("%(n)d result", "%(n)d results", "n"),
}


@dataclass(frozen=True)
class Knot:
    """One stage: `done` (something happened: how much, when), `open` (still to come) or `late` (promised, passed)."""

    stage: str
    state: Literal["done", "open", "late"]
    count: int | None = None
    date: datetime.date | None = None
    promised: datetime.date | None = None
    href: str | None = None
    note: str = ""

    @property
    def label(self) -> str:
        """The name of the stage."""
        return str(LABELS[self.stage])

    @property
    def amount(self) -> str:
        """The name with its number (`3 themes`), or the bare name for none or one without a count."""
        if not self.count:
            return self.label
        words = str(COUNTED[self.stage] % {"n": self.count})  # the number decides singular or plural
        return words.replace(str(self.count), number_format(self.count, force_grouping=True), 1)


@dataclass(frozen=True)
class ThreadLine:
    """The knots in the order of the thread."""

    knots: list[Knot] = field(default_factory=list)

    @property
    def is_late(self) -> bool:
        """Whether a promise was broken somewhere."""
        return any(knot.state == "late" for knot in self.knots)

    @property
    def last_done(self) -> Knot | None:
        """The furthest knot where something happened."""
        done = [knot for knot in self.knots if knot.state == "done"]
        return done[-1] if done else None

    @property
    def caption(self) -> str:
        """How far it came, in a few words; a broken promise is said first."""
        late = next((knot for knot in self.knots if knot.state == "late"), None)
        reached = REACHED[self.last_done.stage] if self.last_done else gettext("Nothing has happened yet")
        if late is None:
            return str(reached)
        return gettext("%(stage)s is too late") % {"stage": late.label} + f" · {reached}"
