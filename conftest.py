"""For every test: translations compiled, real data found or the test skipped, and a browser when it is asked for."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent
SHARED = ROOT.parent / "shared" / "data"
CHROMIUM = Path("/usr/bin/chromium")

# Playwright keeps an event loop running; Django would refuse the database in the same thread.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_configure(config: pytest.Config) -> None:
    """Compile translations once, in the controlling process."""
    if not hasattr(config, "workerinput"):
        subprocess.run([sys.executable, str(ROOT / "tools" / "messages.py"), "compile"], check=True,
                       stdout=subprocess.DEVNULL)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip browser tests with one clear line when there is no browser, except in CI, where it must be there."""
    if CHROMIUM.exists() or os.environ.get("CI"):
        return
    no_browser = pytest.mark.skip(reason="no browser: apt-get install chromium")
    for item in items:
        if "browser" in item.keywords:
            item.add_marker(no_browser)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder with real public data beside the repository."""
    if not SHARED.is_dir():
        pytest.skip("the real data of ../shared/data is not here")
    return SHARED
