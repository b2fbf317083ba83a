"""News of answers and decisions for higher floors."""

from django.dispatch import Signal

decision_changed = Signal()
"""Sent after a decision is published, withdrawn or rests on other answers, in its transaction: `decision`."""

answers_moved = Signal()
"""Sent after contributions gained or lost an answer or decision, in the transaction: `contribution_ids`."""
