"""Work that comes back: prepared statements that nobody recorded are thrown away, for they may hold personal data."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_scopes import scope
from django_tasks import task

from rodedraad.base.core import audit
from rodedraad.base.organisations.models import Organisation

from ..models import HarvestDraft

KEPT = timedelta(days=60)


@task()
def forget_drafts() -> None:
    """Throw away drafts and rough notes that nobody touched for sixty days."""
    before = timezone.now() - KEPT
    for organisation in Organisation.objects.all():
        with scope(organisation=organisation):
            for draft in HarvestDraft.objects.filter(updated_at__lt=before).select_related("conversation"):
                with transaction.atomic():
                    card = draft.conversation
                    card.notes = ""
                    card.save(update_fields=["notes", "updated_at"])
                    draft.delete()
                    audit.record("harvest.draft_forgotten", on=card, by=None)
