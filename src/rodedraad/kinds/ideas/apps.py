"""The kind: ideas."""

from django.apps import AppConfig


class IdeasConfig(AppConfig):
    """Residents place ideas, others comment on and support them."""

    name = "rodedraad.kinds.ideas"
    label = "ideas"

    def ready(self) -> None:
        """Register the kind."""
        from rodedraad.listen.activities.kinds import register  # noqa: PLC0415 -- models are not ready on import

        from .kind import Ideas  # noqa: PLC0415 -- idem

        register(Ideas())
