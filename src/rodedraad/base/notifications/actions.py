"""Acts: tell people something, and put e-mail in the outbox, in the transaction of the act that is the news."""

from collections.abc import Iterable

from rodedraad.base.accounts.models import Person
from rodedraad.base.organisations.models import Organisation

from .models import Follow, Message, Notice


def notify(*, people: Iterable[Person], event: str, about: str, title: str, path: str, once_key: str,
           text: str = "") -> int:
    """Tell each person once (per `once_key`); returns how many were told now.

    `event` is a key such as `answer.published`, `about` the topic (`contribution:5`), `path` the page to read.
    """
    rows = [
        Notice(organisation_id=person.organisation_id, person=person, event=event, about=about, title=title[:200],
               text=text, path=path, once_key=once_key)
        for person in people
    ]
    made = Notice.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    return len(made)


def queue_message(*, organisation: Organisation, to: str, subject: str, text: str, once_key: str, html: str = "",
                  headers: dict[str, str] | None = None) -> None:
    """Put one e-mail to one recipient in the outbox, once per `once_key`."""
    Message.objects.bulk_create(
        [Message(organisation=organisation, to=to, subject=subject[:200], text=text, html=html,
                 headers=headers or {}, once_key=once_key)],
        ignore_conflicts=True,
    )


def follow(*, by: Person, topic: str) -> None:
    """Follow a topic; following twice is following once."""
    Follow.objects.get_or_create(organisation_id=by.organisation_id, person=by, topic=topic)


def unfollow(*, by: Person, topic: str) -> None:
    """Stop following a topic."""
    Follow.objects.filter(person=by, topic=topic).delete()
