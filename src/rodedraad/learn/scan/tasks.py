"""Work that comes back: who leads a scan hears of a step one week and one day before its planned day, once."""

from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django_tasks import task

from rodedraad.base.accounts.models import Person
from rodedraad.base.notifications.actions import notify
from rodedraad.base.organisations.models import Organisation
from rodedraad.decide.answers.tasks import in_organisation
from rodedraad.listen.processes.models import Process

from .lookup import url_of
from .models import ScanRole, ScanStep
from .steps import BY_NUMBER

DAYS_BEFORE = (7, 1)


@task()
def remind_leaders() -> None:
    """Remind who leads of steps that come near. Meant for every day; doing it twice tells once."""
    for organisation_id in Organisation.objects.order_by("pk").values_list("pk", flat=True):
        with in_organisation(organisation_id):
            today = timezone.localdate()
            soon = ScanStep.objects.filter(
                done_at=None, planned_on__gte=today, planned_on__lte=today + timedelta(days=max(DAYS_BEFORE)),
                scan__closed_at=None, scan__process__state__in=[Process.State.DRAFT, Process.State.PUBLISHED])
            for step in soon.select_related("scan").order_by("pk"):
                _remind(step, (step.planned_on - today).days)


def _remind(step: ScanStep, days: int) -> None:
    """One notice per stretch: a worker that was away on the day itself still tells, and never twice."""
    stretch = min(day for day in DAYS_BEFORE if days <= day)
    leaders = ScanRole.objects.filter(scan=step.scan, role=ScanRole.Role.LEADER, person__isnull=False)
    people = Person.objects.filter(pk__in=leaders.order_by().values("person"), erased_at=None)
    day = date_format(step.planned_on)
    notify(
        people=people, event="scan.step_near", about=f"process:{step.scan.process_id}",
        title=_("On %(day)s: %(step)s (%(scan)s)") % {"day": day, "step": BY_NUMBER[step.number].title,
                                                      "scan": step.scan.title},
        path=url_of("step", step.scan, step.number),
        once_key=f"scan:{step.scan_id}:{step.number}:{step.planned_on.isoformat()}:{stretch}")
