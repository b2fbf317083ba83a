"""News of themes for higher floors."""

from django.dispatch import Signal

grounds_changed = Signal()
"""Sent after contributions gained or lost a theme, in the same transaction: `contribution_ids` (list of int)."""

theme_merged = Signal()
"""Sent after a merge, in its transaction: `source`, `target` (Theme), `by` (Person)."""
