"""Work after contributions changed: files go when their row is gone, and the database looks at its tables again."""

from django.core.files.storage import default_storage
from django_tasks import task

from rodedraad.base.core.statistics import refresh_statistics


@task()
def delete_stored_file(name: str) -> None:
    """Delete a stored file; deleting twice is deleting once."""
    default_storage.delete(name)


@task()
def look_at_tables() -> None:
    """Refresh the database's statistics: every day, and after an import."""
    refresh_statistics()
