"""Themes and their grounds, the runs that suggest them, vectors of texts, drafts, and rounds of blind coding."""

from .coding import Code, CodingRound
from .proposals import Draft, FirstGroup
from .runs import AnalysisRun, RunOutcome
from .themes import BulkAct, Grounds, Theme
from .vectors import TextVector

__all__ = ["AnalysisRun", "BulkAct", "Code", "CodingRound", "Draft", "FirstGroup", "Grounds", "RunOutcome",
           "TextVector", "Theme"]
