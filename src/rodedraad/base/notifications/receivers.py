"""What notifications hears from the accounts floor: mail is due, the pace changed, a person takes or erases data."""

from typing import Any

from django.db.models import F
from django.dispatch import receiver
from django.utils import timezone

from rodedraad.base.accounts import privacy, signals
from rodedraad.base.accounts.models import Person

from .actions import queue_message
from .models import Follow, Message, Notice
from .tasks import mail_notices


@receiver(signals.mail_due)
def put_in_outbox(sender: object, signal: object, **message: Any) -> None:
    """Queue the mail in the transaction of who sends it."""
    queue_message(**message)


@receiver(signals.mail_pace_changed)
def settle_unmailed(person: Person, **_: object) -> None:
    """No e-mail wanted: old news is settled. E-mail at once: what was waiting for a digest goes now."""
    if person.mail_pace == Person.MailPace.NONE:
        Notice.objects.filter(person=person, mailed_at=None).update(mailed_at=timezone.now())
    elif person.mail_pace == Person.MailPace.AT_ONCE:
        mail_notices.enqueue(person.organisation_id)


def export_follows(person: Person) -> list[dict[str, Any]]:
    """What the person follows."""
    return list(Follow.objects.filter(person=person).values("topic", "created_at"))


def export_notices(person: Person) -> list[dict[str, Any]]:
    """What the person was told."""
    return list(Notice.objects.filter(person=person).order_by("pk").values(
        "event", "title", "text", "path", "created_at", "read_at", "mailed_at"))


def export_messages(person: Person) -> list[dict[str, Any]]:
    """The e-mails that were sent to the person."""
    if person.account is None:
        return []
    return list(Message.objects.filter(to=person.account.email).order_by("pk").values(
        "subject", "text", "created_at", "sent_at", sent_to=F("to")))


def erase(person: Person) -> None:
    """Delete follows and notices, and the e-mails to the address in this organisation."""
    Follow.objects.filter(person=person).delete()
    Notice.objects.filter(person=person).delete()
    if person.account is not None:
        Message.objects.filter(to__iexact=person.account.email).delete()


privacy.register_export("follows", export_follows)
privacy.register_export("notices", export_notices)
privacy.register_export("messages", export_messages)
privacy.register_eraser(erase)
