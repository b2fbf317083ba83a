"""The site app."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Pages that cross floors; hangs the whole thread line on processes, contributions and themes."""

    name = "rodedraad.site"
    label = "site"

    def ready(self) -> None:
        """Declare the permissions and fill the hooks of the lower floors."""
        from rodedraad.listen.contributions import hooks as contribution_hooks  # noqa: PLC0415 -- needs ready models
        from rodedraad.listen.processes import hooks as process_hooks  # noqa: PLC0415 -- idem

        from rodedraad.understand.themes import hooks as theme_hooks  # noqa: PLC0415 -- idem

        from . import permissions  # noqa: F401, PLC0415 -- rules register on import, after the models are ready
        from .lines import line_of_process, line_of_theme  # noqa: PLC0415 -- needs ready models
        from .own_line import line_of_contribution  # noqa: PLC0415 -- idem

        process_hooks.register_thread_line(line_of_process)
        contribution_hooks.register_thread_line(line_of_contribution)
        theme_hooks.register_thread_line(line_of_theme)
