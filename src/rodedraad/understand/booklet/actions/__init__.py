"""Acts on a booklet: its words, its chapters, and the way to an edition that everybody can read."""

from .chapters import add_chapter, edit_chapter, move_chapter, remove_chapter
from .editions import approve, publish, return_to_writer, submit, withdraw
from .lines import add_line, choose_quote, drop_quote, edit_line, move_line, remove_line, set_grounds
from .writing import edit_words, make_booklet, narrow, remove_booklet

__all__ = [
    "add_chapter", "add_line", "approve", "choose_quote", "drop_quote", "edit_chapter", "edit_line", "edit_words",
    "make_booklet", "move_chapter", "move_line", "narrow", "publish", "remove_booklet", "remove_chapter",
    "remove_line", "return_to_writer", "set_grounds", "submit", "withdraw",
]
