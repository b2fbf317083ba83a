"""Acts: tell people something, and put e-mail in the outbox, in the transaction of the act that is the news."""

from collections.abc import Iterable
from itertools import islice

from django.db import transaction
from django.utils import timezone

from rodedraad.base.accounts.actions import set_mail_pace
from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.base.organisations.models import Organisation

from .models import Follow, Message, Notice
from .tasks import deliver_message, mail_notices
from .topics import find_topic

BATCH = 500


class UnknownTopicError(LookupError):
    """This is nothing that can be followed."""


@transaction.atomic
def notify(*, people: Iterable[Person], event: str, about: str, title: str, path: str, once_key: str,
           text: str = "") -> int:
    """Tell each person once (per `once_key`); returns how many were told now.

    `event` is a key such as `answer.published`, `about` the topic (`contribution:5`), `path` the page to read.
    Who wants e-mail at once gets it by one task for the whole batch; the others hear it in their digest.
    """
    told, at_once, todo = 0, set(), iter(people)
    while chunk := list(islice(todo, BATCH)):
        batch = {person.pk: person for person in chunk if person.pk and not person.erased_at}
        known = set(Notice.objects.filter(person__in=list(batch), once_key=once_key).values_list("person", flat=True))
        new = [person for pk, person in batch.items() if pk not in known]
        Notice.objects.bulk_create(
            [_notice(person, event=event, about=about, title=title[:200], path=path, once_key=once_key, text=text)
             for person in new], ignore_conflicts=True)
        told += len(new)
        at_once |= {person.organisation_id for person in new if person.mail_pace == Person.MailPace.AT_ONCE}
    for organisation_id in at_once:
        mail_notices.enqueue(organisation_id)
    return told


def _notice(person: Person, **values: str) -> Notice:
    silent = person.mail_pace == Person.MailPace.NONE
    return Notice(organisation_id=person.organisation_id, person=person, mailed_at=timezone.now() if silent else None,
                  **values)


@transaction.atomic
def queue_message(*, organisation: Organisation, to: str, subject: str, text: str, once_key: str, html: str = "",
                  headers: dict[str, str] | None = None) -> None:
    """Put one e-mail to one recipient in the outbox, once per `once_key`, with the task that delivers it."""
    subject = " ".join(subject.split())[:200]
    message, made = Message.objects.get_or_create(
        organisation=organisation, once_key=once_key,
        defaults={"to": to, "subject": subject, "text": text, "html": html, "headers": headers or {}})
    if made:
        deliver_message.enqueue(message.pk)


@transaction.atomic
def retry_message(*, by: Person, message: Message) -> None:
    """Try a failed e-mail again from the start; does nothing when it is not failed (any more)."""
    retried = Message.objects.filter(pk=message.pk, state=Message.State.FAILED).update(
        state=Message.State.QUEUED, attempts=0, error="", claimed_at=None, retried_at=timezone.now())
    if retried:
        audit.record("message.retried", on=message, by=by)
        deliver_message.enqueue(message.pk)


@transaction.atomic
def follow(*, by: Person, topic: str) -> None:
    """Follow a topic; following twice is following once."""
    Follow.objects.get_or_create(organisation_id=by.organisation_id, person=by, topic=topic)


def follow_known(*, by: Person, topic: str) -> None:
    """Follow a topic that a page asked for. Raises UnknownTopicError when there is no such topic to read."""
    if find_topic(topic) is None:
        raise UnknownTopicError(topic)
    follow(by=by, topic=topic)


@transaction.atomic
def unfollow(*, by: Person, topic: str) -> None:
    """Stop following a topic."""
    Follow.objects.filter(person=by, topic=topic).delete()


@transaction.atomic
def mark_read(*, by: Person) -> None:
    """The person has seen the page with all notices."""
    Notice.objects.filter(person=by, read_at=None).update(read_at=timezone.now())


def unsubscribe(*, person: Person) -> None:
    """Stop all e-mail about news; doing it twice is doing it once. Login codes still come."""
    if person.mail_pace != Person.MailPace.NONE and not person.erased_at:
        set_mail_pace(person=person, mail_pace=Person.MailPace.NONE)
