"""A meeting with its programme and guests, the tables they sit at, and the conversations that were held there."""

from .harvest import Conversation, Quote
from .meeting import Meeting, Part
from .people import Guest, Seat, Table

__all__ = ["Conversation", "Guest", "Meeting", "Part", "Quote", "Seat", "Table"]
