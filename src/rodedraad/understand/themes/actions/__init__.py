"""Acts on themes and their grounds: each one transaction with its audit line and its follow-up task."""

from .bulk import undo_bulk
from .grounds import Outcome, accept, assign, mark_passage, reject, remove_passage
from .runs import retry_run, start_run
from .shaping import merge_themes, split_theme
from .themes import create_theme, describe_theme, move_theme, publish_theme, unpublish_theme

__all__ = [
    "Outcome", "accept", "assign", "create_theme", "describe_theme", "mark_passage", "merge_themes", "move_theme",
    "publish_theme", "reject", "remove_passage", "retry_run", "split_theme", "start_run", "undo_bulk",
    "unpublish_theme",
]
