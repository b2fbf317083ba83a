"""The agreements app."""

from datetime import timedelta

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """Commitments and results."""

    name = "rodedraad.decide.agreements"
    label = "agreements"

    def ready(self) -> None:
        """Declare the permissions of this app, listen to the floors below and hang what it knows on their pages."""
        from rodedraad.base.notifications.periodic import register_job  # noqa: PLC0415 -- after the models are ready
        from rodedraad.decide.answers.hooks import register_promises  # noqa: PLC0415 -- idem
        from rodedraad.listen.processes.hooks import register_section  # noqa: PLC0415 -- idem

        from . import permissions, receivers, sections  # noqa: F401, PLC0415 -- idem
        from .queries import promises_in  # noqa: PLC0415 -- idem
        from .tasks import remind_owners  # noqa: PLC0415 -- idem

        register_job("remind_owners", every=timedelta(hours=6), task=remind_owners)
        register_promises(promises_in)
        register_section("answers", 40, sections.answers_section)
        register_section("decisions", 50, sections.decisions_section)
        register_section("commitments", 60, sections.commitments_section)
