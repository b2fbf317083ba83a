"""What people fill in for a promise or a result, cleaned: the arguments of the acts."""

from dataclasses import dataclass, replace
from datetime import date

from rodedraad.base.core.text import clean_line, clean_text


@dataclass(frozen=True)
class CommitmentInput:
    """What is promised, by whom, before when, and in which answer or decision."""

    what: str
    due_on: date
    owner_title: str
    details: str = ""
    owner_id: int | None = None
    answer_id: int | None = None
    decision_id: int | None = None

    def cleaned(self) -> "CommitmentInput":
        """The same, as it is kept: safe characters, no space around."""
        return replace(self, what=clean_line(self.what), owner_title=clean_line(self.owner_title),
                       details=clean_text(self.details))


@dataclass(frozen=True)
class ResultInput:
    """What happened with a promise, how far it came, when, and where that can be seen."""

    achieved: str
    text: str
    happened_on: date
    evidence_url: str = ""

    def cleaned(self) -> "ResultInput":
        """The same, as it is kept: safe characters, no space around."""
        return replace(self, text=clean_text(self.text))
