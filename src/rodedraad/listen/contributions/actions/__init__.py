"""Acts on contributions: each one transaction with its audit line; pages, API, commands and tasks call the same."""

from .comments import comment, edit_comment, withdraw_comment
from .inside import close_words, open_words, take_words
from .reports import report
from .submitting import enter_on_behalf, submit_contribution
from .support import support, unsupport
from .writing import edit_own, withdraw

__all__ = [
    "close_words", "comment", "edit_comment", "edit_own", "enter_on_behalf", "open_words", "report",
    "submit_contribution", "support", "take_words", "unsupport", "withdraw", "withdraw_comment",
]
