"""Notes of a conversation: read from files, split into statements, checked for personal data. No Django in here."""

from .doubles import join_doubles
from .errors import REASONS, UnreadableError
from .language import detect_language
from .models import Limits, Note, Statement
from .personal import MASKS, Finding, find_personal, mask
from .reading import EXTENSIONS, read_notes
from .statements import split_statements

__all__ = ["EXTENSIONS", "MASKS", "REASONS", "Finding", "Limits", "Note", "Statement", "UnreadableError",
           "detect_language", "find_personal", "join_doubles", "mask", "read_notes", "split_statements"]
