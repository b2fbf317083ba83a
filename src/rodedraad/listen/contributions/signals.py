"""News of contributions for higher floors."""

from django.dispatch import Signal

merged = Signal()
"""Sent after `merge_contributions` in its transaction: `source`, `target` (Contribution), `by` (Person)."""

unmerged = Signal()
"""Sent after a merge is taken apart, in its transaction: `source`, `target` (Contribution), `by` (Person)."""
