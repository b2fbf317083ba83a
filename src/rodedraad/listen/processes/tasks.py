"""Tell who took part in a process, or follows it, what changed: after the act, in the background, each person once."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_scopes import scope, scopes_disabled
from django_tasks import task

from rodedraad.base.accounts.models import Person
from rodedraad.base.core.paging import in_pages
from rodedraad.base.notifications.actions import notify
from rodedraad.base.notifications.models import Follow

from . import hooks
from .models import Process

BATCH = 1000


@task()
def tell_about_process(process_id: int, event: str, number: int) -> int:
    """Tell followers and participants that the rules changed (to version `number`) or that the process is finished.

    Safe to run twice: each person is told once per event and number. Returns how many were told now.
    """
    with scopes_disabled():
        process = Process.objects.select_related("organisation").filter(pk=process_id).first()
    if process is None:
        return 0
    organisation = process.organisation
    with scope(organisation=organisation), translation.override(organisation.language):
        news = _rules_news(process, number) if event == "rules" else _closed_news(process, number)
        return sum(notify(people=people, about=process.topic, **news) for people in _batches(process))


def _rules_news(process: Process, number: int) -> dict[str, str]:
    reason = process.charters.filter(number=number).values_list("reason", flat=True).first() or ""
    return {
        "event": "charter.changed",
        "title": _("The rules of “%(process)s” changed") % {"process": process.title},
        "text": reason,
        "path": reverse("processes:charter_version", args=[process.slug, number]),
        "once_key": f"charter:{process.pk}:{number}",
    }


def _closed_news(process: Process, number: int) -> dict[str, str]:
    return {
        "event": "process.closed",
        "title": _("“%(process)s” is finished") % {"process": process.title},
        "text": process.lesson,
        "path": reverse("processes:detail", args=[process.slug]),
        "once_key": f"process-closed:{process.pk}:{number}",
    }


def _batches(process: Process) -> Iterator[list[Person]]:
    told = Q(pk__in=Follow.objects.filter(topic=process.topic).values("person_id"))
    for took_part in hooks.participants(process):
        told |= Q(pk__in=took_part.order_by().values("pk"))
    yield from in_pages(Person.objects.filter(told, erased_at=None), BATCH)
