"""Why a file of notes cannot be read, in words for who uploaded it: what is wrong, and what to do."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from rodedraad.listen.notes import UnreadableError

KINDS = ".docx, .odt, .txt, .md, .pdf, .csv, .vtt, .srt"

WORDS: dict[str, Callable[[], str]] = {
    "empty": lambda: _("There is nothing in this file. Choose another file."),
    "too_large": lambda: _("This file is larger than %(limit_mb)s MB. Save it without pictures, or split it."),
    "too_much_text": lambda: _("There is more text in this file than we can read at once. Split the file."),
    "too_many_notes": lambda: _("There are more than %(limit)s lines in this file. Split the file."),
    "too_long_line": lambda: _("One line in this file has more than %(limit)s characters. Put in line breaks."),
    "unknown_type": lambda: _("We cannot read files that end in %(extension)s. Choose one of these: %(kinds)s."),
    "wrong_type": lambda: _("The name ends in %(extension)s, but the file holds something else. "
                            "Open it in the program in which you made it and save it again."),
    "not_text": lambda: _("This file holds no text that we can read. Save it as .docx or .txt and try again."),
    "damaged": lambda: _("This file is damaged or not complete. Save it again and try once more."),
    "locked": lambda: _("This file has a password. Save it without the password and try again."),
    "bomb": lambda: _("This file becomes far too large when we open it. We did not read it."),
    "unsafe": lambda: _("There is something in this file that may be dangerous. We did not read it."),
    "macros": lambda: _("There is a program (a macro) in this file. Save it without macros and try again."),
    "scan": lambda: _("This PDF holds only pictures of pages. Type the text over, or choose a file with text."),
    "no_text_column": lambda: _("We found no column with text in this file."),
    "no_cues": lambda: _("We found no spoken lines with a time in this file."),
}

FINDINGS: dict[str, Callable[[], str]] = {
    "email": lambda: _("e-mail address"), "phone": lambda: _("telephone number"),
    "bsn": lambda: _("citizen service number (BSN)"), "iban": lambda: _("bank account number"),
    "address": lambda: _("address"), "postcode": lambda: _("postcode"), "plate": lambda: _("number plate"),
    "name": lambda: _("name of a person"), "birth": lambda: _("date of birth"),
}


def words_for(error: UnreadableError) -> str:
    """The sentence for an error of the reader of notes."""
    return WORDS[error.code]() % {"kinds": KINDS, **error.values}


def label_of(kind: str) -> str:
    """What a piece of personal data is called."""
    return FINDINGS[kind]() if kind in FINDINGS else _("personal data")
