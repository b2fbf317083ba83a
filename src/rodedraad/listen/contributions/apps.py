"""The contributions app."""

import importlib

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class ContributionsConfig(AppConfig):
    """Contributions, comments, supports and moderation."""

    name = "rodedraad.listen.contributions"
    label = "contributions"

    def ready(self) -> None:
        """Declare the permissions, keep the search index, and tell the lower floors who took part and what is owned."""
        from . import permissions, registrations, search_index  # noqa: F401, PLC0415 -- models must be ready

        pre_migrate.connect(search_index.remove_before_migrate, sender=self, dispatch_uid="contribution_search")
        post_migrate.connect(search_index.install_after_migrate, sender=self, dispatch_uid="contribution_search")
        registrations.register_all()
        importlib.import_module("rodedraad.listen.contributions.moderation.permissions")
