"""Acts on themes and their grounds: each one transaction with its audit line and its follow-up task."""

from .bulk import undo_bulk
from .coding import adopt_code, close_round, code, start_round
from .grounds import Outcome, accept, assign, mark_passage, none_of_these, reject, remove_passage, suggested
from .groups import leave_group, name_group
from .levels import put_under, take_out
from .runs import retry_run, start_run, stop_run
from .shaping import merge_themes, split_theme
from .themes import create_theme, describe_theme, move_theme, publish_theme, unpublish_theme
from .wordings import ask_draft, decide_draft, decline_sentence, take_label, take_observation, take_quote

__all__ = [
    "Outcome", "accept", "adopt_code", "ask_draft", "assign", "close_round", "code", "create_theme", "decide_draft",
    "decline_sentence", "describe_theme", "leave_group", "mark_passage", "merge_themes", "move_theme", "name_group",
    "none_of_these", "publish_theme", "put_under", "reject", "remove_passage", "retry_run", "split_theme",
    "start_round", "start_run", "stop_run", "suggested", "take_label", "take_observation", "take_out", "take_quote",
    "undo_bulk", "unpublish_theme",
]
