"""The outbox: each message goes out once, from QUEUED by way of SENDING to SENT, KEPT or FAILED.

A worker claims a message with one conditional update, so two workers never send the same one. Between handing it to
the mail server and writing SENT lies a moment in which a crash leaves the truth unknown: after 15 minutes the sweep
queues it again, under the same Message-ID. Only in that window is delivery at-least-once; everywhere else exactly once.
"""

import hashlib
import hmac
import logging
from datetime import timedelta
from smtplib import SMTPAuthenticationError, SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from .models import Message

log = logging.getLogger(__name__)

MINUTES = (1, 5, 15, 60)
THEN_EVERY = timedelta(hours=4)
GIVE_UP_AFTER = timedelta(days=3)
STUCK_AFTER = timedelta(minutes=15)


def claim(pk: int) -> Message | None:
    """Make the message this worker's own; None when it is not waiting (another worker has it, or it is gone)."""
    now = timezone.now()
    claimed = Message.objects.filter(pk=pk, state=Message.State.QUEUED).update(
        state=Message.State.SENDING, claimed_at=now, attempts=F("attempts") + 1)
    return Message.objects.select_related("organisation").get(pk=pk) if claimed else None


WIPED = "wiped:"
"""How the key of a mail begins whose words nobody may read in the outbox once it went out: it holds a secret."""


def deliver(message: Message) -> None:
    """Send a claimed message and note what came of it; mail server trouble is noted, never raised."""
    if not settings.SEND_MAIL:
        _settle(message, state=Message.State.KEPT)
        return
    try:
        compose(message).send()
    except (SMTPException, OSError) as error:
        _note_trouble(message, error)
    except ValueError as error:
        # A header or address that cannot be written (BadHeaderError and kin): another try changes nothing.
        _settle(message, state=Message.State.FAILED, error=_describe(error))
    else:
        wiped = {"text": "", "html": ""} if message.once_key.startswith(WIPED) else {}
        _settle(message, state=Message.State.SENT, sent_at=timezone.now(), **wiped)


def compose(message: Message) -> EmailMultiAlternatives:
    """The e-mail: text first, HTML beside it, one recipient, and the same Message-ID at every try."""
    name = str(message.organisation.name).replace('"', "")
    mail = EmailMultiAlternatives(
        subject=message.subject, body=message.text, from_email=f'"{name}" <{settings.DEFAULT_FROM_EMAIL}>',
        to=[message.to], headers={"Message-ID": message_id(message), "Auto-Submitted": "auto-generated",
                                  **message.headers},
        reply_to=[message.organisation.contact_email] if message.organisation.contact_email else None)
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    return mail


def message_id(message: Message) -> str:
    """A Message-ID that is the same at every try and tells outsiders nothing."""
    mark = hmac.new(settings.SECRET_KEY.encode(), f"message:{message.pk}".encode(), hashlib.sha256).hexdigest()[:24]
    return f"<{mark}@{message.organisation.host}>"


def sweep() -> list[int]:
    """Queue again what a crashed worker left in SENDING, and give every due message a task; returns the due ids."""
    now = timezone.now()
    stuck = Message.objects.filter(state=Message.State.SENDING, claimed_at__lt=now - STUCK_AFTER)
    stuck.update(state=Message.State.QUEUED, next_attempt_at=now, error="")
    taskless = Q(next_attempt_at=None, created_at__lt=now - STUCK_AFTER)
    overdue = Message.objects.filter(Q(next_attempt_at__lte=now) | taskless, state=Message.State.QUEUED)
    return list(overdue.order_by("pk").values_list("pk", flat=True)[:5000])


def _note_trouble(message: Message, error: Exception) -> None:
    started = message.retried_at or message.created_at
    if _is_permanent(error) or timezone.now() - started > GIVE_UP_AFTER:
        _settle(message, state=Message.State.FAILED, error=_describe(error))
        log.warning("message %s failed: %s", message.pk, type(error).__name__)
        return
    tries = message.attempts
    pause = timedelta(minutes=MINUTES[tries - 1]) if tries <= len(MINUTES) else THEN_EVERY
    at = timezone.now() + pause
    with transaction.atomic():
        _settle(message, state=Message.State.QUEUED, error=_describe(error), next_attempt_at=at)
        from .tasks import deliver_message  # noqa: PLC0415 -- the task delivers by this module

        deliver_message.using(run_after=at).enqueue(message.pk)


def _is_permanent(error: Exception) -> bool:
    """Whether the mail server refused this mail for good; a refused login is our own fault and can be mended."""
    if isinstance(error, SMTPAuthenticationError):
        return False
    if isinstance(error, SMTPRecipientsRefused):
        return all(500 <= code < 600 for code, _ in error.recipients.values())
    return isinstance(error, SMTPResponseException) and 500 <= error.smtp_code < 600


def _describe(error: Exception) -> str:
    """The kind of trouble and its code; never the address, which servers like to repeat."""
    if isinstance(error, SMTPRecipientsRefused):
        codes = sorted({code for code, _ in error.recipients.values()})
        return f"SMTPRecipientsRefused {' '.join(map(str, codes))}"
    code = getattr(error, "smtp_code", "")
    return f"{type(error).__name__} {code}".strip()


def _settle(message: Message, **values: object) -> None:
    """Write the outcome, only if this worker still holds the claim (the sweep may have taken it back)."""
    Message.objects.filter(pk=message.pk, state=Message.State.SENDING, attempts=message.attempts).update(**values)
