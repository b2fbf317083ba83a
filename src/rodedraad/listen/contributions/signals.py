"""News of contributions for higher floors."""

from django.dispatch import Signal

accepted = Signal()
"""Sent in the transaction in which contributions start to count, or get other words: `process_id`, `contribution_ids`.

What follows goes to the task queue: who wrote it waits for nothing.
"""

merged = Signal()
"""Sent after `merge_contributions` in its transaction: `source`, `target` (Contribution), `by` (Person)."""

unmerged = Signal()
"""Sent after a merge is taken apart, in its transaction: `source`, `target` (Contribution), `by` (Person)."""

words_withdrawn = Signal()
"""Sent when words may no longer be shown anywhere, in the transaction that takes them away: `contribution_ids` (list).

Who keeps a copy of those words or a part of them throws it away before the transaction ends.
"""

words_closed = Signal()
"""Sent when words may no longer be public but staff may still read them, idem: `contribution_ids` (list)."""
