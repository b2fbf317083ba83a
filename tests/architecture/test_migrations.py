"""A model and its migrations never differ."""

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation


def test_models_have_their_migrations() -> None:
    with translation.override(None):  # migrations keep the English names
        loader = MigrationLoader(None)
        detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
        changes = detector.changes(graph=loader.graph)
        lacking = [f"{app}: {operation.describe()}" for app, migrations in changes.items()
                   for migration in migrations for operation in migration.operations]
    assert not lacking, "\n".join(lacking)


def test_each_app_has_one_last_migration() -> None:
    assert MigrationLoader(None).detect_conflicts() == {}
