"""Work that comes back: a talk that nobody closed closes by itself, so that the codes of its phones do not stay."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from rodedraad.base.organisations.models import Organisation
from rodedraad.decide.answers.tasks import in_organisation
from rodedraad.listen.processes.errors import RefusedError

from .actions import close_talk
from .models import Talk

HOURS_OPEN = 12
"""Longer than any evening."""


@task()
def close_forgotten() -> None:
    """Count and close what was opened long ago. Meant for every hour; doing it twice closes once."""
    for organisation_id in Organisation.objects.order_by("pk").values_list("pk", flat=True):
        with in_organisation(organisation_id):
            long_ago = timezone.now() - timedelta(hours=HOURS_OPEN)
            going_on = [Talk.State.OPEN, Talk.State.VOTING]
            for talk in Talk.objects.filter(state__in=going_on, opened_at__lt=long_ago).order_by("pk"):
                try:
                    close_talk(talk=talk, by=None)
                except RefusedError:
                    continue  # somebody closed it at this very moment
