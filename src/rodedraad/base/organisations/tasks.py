"""Follow-up of changed settings, outside the request."""

from django.core.files.storage import default_storage
from django_tasks import task

from .models import Organisation


@task()
def delete_file(organisation_id: int, name: str) -> None:
    """Delete a logo that is no longer used."""
    if not Organisation.objects.filter(pk=organisation_id, logo=name).exists():
        default_storage.delete(name)
