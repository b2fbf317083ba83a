"""What people fill in for an answer or a decision, cleaned: the arguments of the acts."""

from dataclasses import dataclass, replace
from datetime import date

from rodedraad.base.core.text import clean_line, clean_text


@dataclass(frozen=True)
class AnswerInput:
    """The words of an answer, and the ids of what it answers."""

    title: str
    outcome: str
    text: str
    motivation: str = ""
    theme_ids: frozenset[int] = frozenset()
    contribution_ids: frozenset[int] = frozenset()

    def cleaned(self) -> "AnswerInput":
        """The same, as it is kept: safe characters, no space around."""
        return replace(self, title=clean_line(self.title), text=clean_text(self.text),
                       motivation=clean_text(self.motivation))


@dataclass(frozen=True)
class DecisionInput:
    """The words of a decision, and the ids of the answers it rests on."""

    title: str
    body: str
    decided_on: date
    text: str
    document_url: str = ""
    answer_ids: frozenset[int] = frozenset()

    def cleaned(self) -> "DecisionInput":
        """The same, as it is kept: safe characters, no space around."""
        return replace(self, title=clean_line(self.title), text=clean_text(self.text))
