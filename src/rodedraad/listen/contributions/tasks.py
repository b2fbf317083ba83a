"""Work after a contribution changed: taking files away once their row is gone."""

from django.core.files.storage import default_storage
from django_tasks import task


@task()
def delete_stored_file(name: str) -> None:
    """Delete a stored file; deleting twice is deleting once."""
    default_storage.delete(name)
