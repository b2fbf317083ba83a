"""What the pages that cross floors hang on lower ones: the thread line, ways from a process, links for its desk."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from rodedraad.base.notifications.periodic import register_job
from rodedraad.listen.contributions import hooks as contribution_hooks
from rodedraad.listen.contributions.importing.tasks import forget_import_files, free_lost_imports
from rodedraad.listen.processes import hooks
from rodedraad.listen.processes.hooks import DeskLink
from rodedraad.listen.processes.models import Process

from .lines import line_of_process
from .own_line import line_of_contribution


def register_all() -> None:
    """Hang everything on its hook; called once when the app is ready."""
    hooks.register_thread_line(line_of_process)
    contribution_hooks.register_thread_line(line_of_contribution)
    hooks.register_section("site-more", 90, more_section)
    register_job("free_lost_imports", every=timedelta(minutes=5), task=free_lost_imports)
    register_job("forget_import_files", every=timedelta(days=1), task=forget_import_files)
    for link in desk_links():
        hooks.register_desk_link(link)


def desk_links() -> list[DeskLink]:
    """Ways from the desk of a process to the work that is done across floors, in the order of the work."""
    return [
        DeskLink("site-moderation", 10, _("Moderation"),
                 lambda process: f"{reverse('moderation:queue')}?traject={process.slug}",
                 "contributions.moderate", _("See what waits or was reported.")),
        DeskLink("site-import", 20, _("Import contributions"), _import_page, "contributions.import",
                 _("Bring in contributions from paper, another site or your own list.")),
        DeskLink("site-answers", 40, _("Answers"), _page("answers:desk"), "answers.desk",
                 _("Write answers and let them be approved.")),
        DeskLink("site-decisions", 50, _("Decisions"), _page("answers:decisions_desk"), "answers.desk",
                 _("Record decisions and what rests on them.")),
        DeskLink("site-coverage", 60, _("How far are we?"), _page("site:coverage"), "contributions.moderate",
                 _("See how many contributions have an answer, and which are late.")),
        DeskLink("site-living", 70, _("What lives here"), _page("site:living"), "processes.view",
                 _("The page for the council, before the meeting.")),
        DeskLink("site-exports", 80, _("Export"), _page("site:exports"), "contributions.export",
                 _("Download everything of this process as a table.")),
    ]


def _page(name: str) -> Callable[[Process], str]:
    return lambda process: reverse(name, args=[process.slug])


def _import_page(process: Process) -> str:
    """The import of the first activity; without an activity, the page where one is made."""
    activity = process.activities.first()
    if activity is None:
        return reverse("activities:desk", args=[process.slug])
    return reverse("importing:upload", args=[process.slug, activity.pk])


def more_section(_request: HttpRequest, process: Process) -> tuple[str, dict[str, Any]] | None:
    """Ways on from the page of a public process: what lives there, the report, the data."""
    if not process.is_public:
        return None
    return "site/parts/more_section.html", {"process": process}
