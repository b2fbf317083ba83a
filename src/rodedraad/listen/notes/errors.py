"""Why a file of notes cannot be read: a code with its values, and one English sentence per code."""

REASONS = {
    "empty": "There is nothing in this file.",
    "too_large": "The file is larger than {limit_mb} MB.",
    "too_much_text": "There are more than {limit} characters of text in this file.",
    "too_many_notes": "There are more than {limit} lines in this file.",
    "too_long_line": "One line has more than {limit} characters.",
    "unknown_type": "Files that end in {extension} cannot be read.",
    "wrong_type": "The name says {extension}, but the content is something else: {found}.",
    "not_text": "This file holds no text, but something that only a program can read.",
    "damaged": "The file is damaged or not complete.",
    "locked": "The file is locked with a password.",
    "bomb": "The file grows far too large when it is unpacked.",
    "unsafe": "The file holds something that may be dangerous.",
    "macros": "The file holds a program (macros).",
    "scan": "This PDF holds only pictures of pages, no text.",
    "no_text_column": "No column holds text.",
    "no_cues": "There are no spoken lines with a time in this file.",
}


class UnreadableError(ValueError):
    """A file that cannot be read. `code` is a key of `REASONS`, `values` fill the places in its sentence."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(REASONS[code].format(**values))
        self.code = code
        self.values = values
