"""Acts on answers and decisions: one transaction each, with its audit line and the news for the authors."""

from .answers import (
    approve_answer,
    edit_answer,
    publish_answer,
    return_answer,
    submit_answer,
    withdraw_answer,
    write_answer,
)
from .decisions import edit_decision, publish_decision, record_decision, withdraw_decision
from .revisions import approve_revision, return_revision, revise_answer

__all__ = [
    "approve_answer", "approve_revision", "edit_answer", "edit_decision", "publish_answer", "publish_decision",
    "record_decision", "return_answer", "return_revision", "revise_answer", "submit_answer", "withdraw_answer",
    "withdraw_decision", "write_answer",
]
