"""News of contributions for higher floors."""

from django.dispatch import Signal

merged = Signal()
"""Sent after `merge_contributions` in its transaction: `source`, `target` (Contribution), `by` (Person)."""
