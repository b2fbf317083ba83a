"""The full-text index over contributions, per database."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("contributions", "0002_stage_and_list_indexes")]

    # The index itself is made by `search_index.install_after_migrate`: SQLite cannot alter a table that a view reads.
    operations: list = []
