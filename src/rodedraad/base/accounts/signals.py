"""News from accounts for the floors above: an e-mail is due, a person changed the pace of mail."""

from django.dispatch import Signal

mail_due = Signal()
"""Sent with organisation, to, subject, text, html, once_key: notifications puts it in the outbox."""

mail_pace_changed = Signal()
"""Sent with person, after the new pace is saved, inside the same transaction."""
