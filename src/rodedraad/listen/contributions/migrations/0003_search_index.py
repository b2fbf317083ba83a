"""The full-text index over contributions, per database."""

from django.db import migrations

from rodedraad.listen.contributions import search_index


class Migration(migrations.Migration):
    dependencies = [("contributions", "0002_stage_and_list_indexes")]

    operations = [
        migrations.RunPython(
            lambda _apps, editor: search_index.install(editor.connection),
            lambda _apps, editor: search_index.remove(editor.connection),
        ),
    ]
