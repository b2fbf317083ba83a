"""What the scripts of this folder share: a new, migrated database in a folder that is thrown away, and printing."""

import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path


def on_a_new_database(run: Callable[[], dict], settings: Mapping[str, str] | None = None) -> dict:
    """What `run()` found on a new database (SQLite where no other is named); printed as `name=value`."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rodedraad.config.settings")
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{Path(folder) / 'load.sqlite3'}")
        os.environ.update({"RD_DATA_DIR": folder, **(settings or {})})
        import django  # noqa: PLC0415 -- after the settings
        from django.core.management import call_command  # noqa: PLC0415

        django.setup()
        call_command("migrate", verbosity=0)
        found = run()
    print(" ".join(f"{name}={value}" for name, value in found.items()))  # noqa: T201 -- for a script
    return found
