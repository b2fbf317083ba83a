"""E-mail about news: at once one for each notice, or a digest for each day or week, grouped by what it is about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.core import signing
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from rodedraad.base.accounts.models import Person
from rodedraad.base.organisations.models import Organisation

from .actions import queue_message
from .models import Message, Notice
from .topics import describe_topics

HOUR = time(7)
SALT = "notifications.unsubscribe"
MOST = 100


@dataclass(frozen=True)
class Line:
    """One notice as the e-mail says it."""

    title: str
    text: str
    url: str


@dataclass(frozen=True)
class Group:
    """The notices about one topic."""

    title: str
    url: str
    lines: list[Line]


def unsubscribe_path(person: Person) -> str:
    """The signed path that stops this person's e-mail without logging in; it does not expire."""
    return reverse("notifications:unsubscribe", args=[signing.dumps([person.organisation_id, person.pk], salt=SALT)])


def person_of_token(token: str) -> Person | None:
    """The person that an unsubscribe link is for, in the organisation in scope."""
    try:
        organisation_id, pk = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    person: Person | None = Person.objects.filter(pk=pk, organisation_id=organisation_id, erased_at=None).first()
    return person


def mail_at_once(organisation: Organisation) -> int:
    """Mail every unmailed notice of people who want it at once; returns how many. Safe to run twice or half."""
    mailed = 0
    while batch := list(_unmailed(Person.MailPace.AT_ONCE).order_by("pk")[:200]):
        for notice in batch:
            mailed += _mail_notice(organisation, notice)
    return mailed


@transaction.atomic
def _mail_notice(organisation: Organisation, notice: Notice) -> int:
    if not Notice.objects.filter(pk=notice.pk, mailed_at=None).update(mailed_at=timezone.now()):
        return 0
    _queue(organisation, notice.person, subject=notice.title, groups=_groups(organisation, [notice]),
           once_key=f"notice:{notice.pk}", pace="at_once")
    return 1


def mail_digests(organisation: Organisation, now: datetime | None = None) -> int:
    """Mail each digest that is due and not yet sent; returns how many.

    A daily digest holds what came before 7 o'clock today, a weekly one what came before 7 o'clock last Monday. So a
    digest that was missed is sent later with the same content, and none is sent twice.
    """
    today = timezone.localtime(now or timezone.now())
    seven = timezone.make_aware(datetime.combine(today.date(), HOUR))
    daily = seven if today >= seven else seven - timedelta(days=1)
    monday = seven - timedelta(days=today.weekday())
    weekly = monday if today >= monday else monday - timedelta(days=7)
    return (_mail_pace(organisation, Person.MailPace.DAILY, daily)
            + _mail_pace(organisation, Person.MailPace.WEEKLY, weekly))


def _mail_pace(organisation: Organisation, pace: str, until: datetime) -> int:
    people = _unmailed(pace).filter(created_at__lt=until).order_by("person").values_list("person", flat=True)
    return sum(_mail_digest(organisation, pk, pace, until) for pk in list(people.distinct()))


@transaction.atomic
def _mail_digest(organisation: Organisation, person_id: int, pace: str, until: datetime) -> int:
    once_key = f"digest:{pace}:{person_id}:{until:%Y-%m-%d}"
    if Message.objects.filter(organisation=organisation, once_key=once_key).exists():
        return 0
    notices = list(_unmailed(pace).filter(person=person_id, created_at__lt=until).order_by("pk"))
    pks = [notice.pk for notice in notices]
    if not pks or Notice.objects.filter(pk__in=pks, mailed_at=None).update(mailed_at=timezone.now()) != len(pks):
        transaction.set_rollback(True)
        return 0
    _queue(organisation, notices[0].person, groups=_groups(organisation, notices[:MOST]), once_key=once_key, pace=pace,
           count=len(notices), more=max(0, len(notices) - MOST))
    return 1


def _unmailed(pace: str) -> QuerySet[Notice]:
    return Notice.objects.filter(mailed_at=None, person__mail_pace=pace, person__erased_at=None,
                                 person__account__is_active=True).select_related("person__account")


def _groups(organisation: Organisation, notices: Iterable[Notice]) -> list[Group]:
    notices = list(notices)
    topics = describe_topics(notice.about for notice in notices)
    groups: dict[str, Group] = {}
    for notice in notices:
        topic = topics.get(notice.about)
        key = topic.key if topic else ""
        if key not in groups:
            groups[key] = Group(topic.title if topic else "", organisation.absolute(topic.path) if topic else "", [])
        groups[key].lines.append(Line(notice.title, notice.text, organisation.absolute(notice.path)))
    return list(groups.values())


def _queue(organisation: Organisation, person: Person, *, once_key: str, pace: str, subject: str = "",
           **context: object) -> None:
    path = unsubscribe_path(person)
    context |= {"organisation": organisation, "person": person, "pace": pace, "subject": subject,
                "unsubscribe_url": organisation.absolute(path),
                "details_url": organisation.absolute(reverse("accounts:details"))}
    with translation.override(organisation.language):
        title, _, text = render_to_string("notifications/mail/news.txt", context).strip().partition("\n")
        html = render_to_string("notifications/mail/news.html", context)
    queue_message(organisation=organisation, to=person.account.email, subject=title, text=text.strip() + "\n",
                  html=html, once_key=once_key,
                  headers={"List-Unsubscribe": f"<{organisation.absolute(path)}>",
                           "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"})
