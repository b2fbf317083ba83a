"""A meeting with its programme and guests, the tables they sit at, and the conversations that were held there."""

from .harvest import Consent, Conversation, HarvestDraft, Quote
from .meeting import Meeting, Part
from .people import Guest, Seat, Table

__all__ = ["Consent", "Conversation", "Guest", "HarvestDraft", "Meeting", "Part", "Quote", "Seat", "Table"]
