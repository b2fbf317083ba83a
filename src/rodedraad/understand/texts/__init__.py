"""Kernels for text: vectors, groups, assignment, learning, wording and agreement. No Django in here."""

from .agreement import Agreement, agreement
from .asking import ask_next
from .errors import EncoderError
from .estimating import Estimate, expected_accuracy
from .groups import Groups, first_groups, groups_of, moved_share, observations_of
from .learning import Assignments, Example, ThemeModel
from .vectors import DEFAULT, Encoder, Vectors, encoder_named
from .wording import Wording, propose_wording
from .words import hashed

__all__ = [
    "DEFAULT",
    "Agreement",
    "Assignments",
    "Encoder",
    "EncoderError",
    "Estimate",
    "Example",
    "Groups",
    "ThemeModel",
    "Vectors",
    "Wording",
    "agreement",
    "ask_next",
    "encoder_named",
    "expected_accuracy",
    "first_groups",
    "groups_of",
    "hashed",
    "moved_share",
    "observations_of",
    "propose_wording",
]
