"""Acts on contributions: each one transaction with its audit line; pages, API, commands and tasks call the same."""

from .comments import comment, edit_comment, withdraw_comment
from .reports import report
from .submitting import enter_on_behalf, submit_contribution
from .support import support, unsupport
from .writing import edit_own, withdraw

__all__ = [
    "comment", "edit_comment", "edit_own", "enter_on_behalf", "report", "submit_contribution", "support", "unsupport",
    "withdraw", "withdraw_comment",
]
