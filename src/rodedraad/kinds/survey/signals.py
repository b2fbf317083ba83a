"""News of surveys for their own parts."""

from django.dispatch import Signal

stopped = Signal()
"""Sent in the transaction in which a survey takes no more answers: `survey`."""

published = Signal()
"""Sent in the transaction in which the results of a survey become public: `survey`."""
