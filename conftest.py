"""For every test: translations compiled, nothing left of the test before, and one clear line for what is skipped."""

import os
from pathlib import Path

import pytest

from tools.catalogues import compile_stale

SHARED = Path(__file__).resolve().parent.parent / "shared" / "data"
CHROMIUM = Path("/usr/bin/chromium")

# Playwright keeps an event loop running; Django would refuse the database in the same thread.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_configure(config: pytest.Config) -> None:
    """Compile translations once, in the controlling process."""
    if not hasattr(config, "workerinput"):
        list(compile_stale())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, with the reason, what this machine cannot do; in CI the browser must be there."""
    from django.conf import settings  # noqa: PLC0415 -- pytest-django has them ready only now

    unable = {}
    if not CHROMIUM.exists() and not os.environ.get("CI"):
        unable["browser"] = "no browser: apt-get install chromium"
    if not SHARED.is_dir():
        unable["needs_shared"] = f"the real data is not there: {SHARED.parent.name}/{SHARED.name} beside the repository"
    if not settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        unable["postgres"] = "only on PostgreSQL: make test-postgres"
    for item in items:
        for name in unable.keys() & {marker.name for marker in item.iter_markers()}:
            item.add_marker(pytest.mark.skip(reason=unable[name]))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """Keep SQLite's test database in a file: in memory, threads lock each other's tables without waiting."""
    from django.db import connection  # noqa: PLC0415 -- the settings are ready only now

    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(autouse=True)
def _fresh(settings, tmp_path_factory):
    """Give each test its own files and an empty cache: no rate limit or organisation of the test before."""
    from django.core.cache import cache  # noqa: PLC0415 -- the settings are ready only now

    settings.MEDIA_ROOT = tmp_path_factory.mktemp("files")
    settings.ERASURE_JOURNAL = settings.MEDIA_ROOT.with_name(f"{settings.MEDIA_ROOT.name}.erasures")
    cache.clear()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder with real public data beside the repository."""
    if not SHARED.is_dir():
        pytest.skip(f"the real data is not there: {SHARED.parent.name}/{SHARED.name} beside the repository")
    return SHARED
