"""News of a process for the floors above, sent inside the transaction of the act."""

from django.dispatch import Signal

process_published = Signal()
"""`process`, `by`: residents can now see it."""

process_closed = Signal()
"""`process`, `by`: it is finished, with its lesson."""

process_copied = Signal()
"""`source`, `copy`, `days`: a copy was made; whoever hangs rows on a process copies them, shifted by `days`."""

charter_changed = Signal()
"""`process`, `charter`, `by`: a new version of the rules was published."""
