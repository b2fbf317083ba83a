"""What booklets hang on a process: the booklets made of it on its page, and a way from its desk to a new one."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from rodedraad.listen.processes import hooks
from rodedraad.listen.processes.models import Process

from .queries import public_booklets

MOST = 5


def register_all() -> None:
    """Hang everything on its hook; called once when the app is ready."""
    hooks.register_section("booklets", 60, process_section)
    hooks.register_desk_link(hooks.DeskLink(
        "booklet", 35, _("Make a booklet"), lambda process: f"{reverse('booklet:make')}?traject={process.slug}",
        "booklet.write", _("Bring its red threads together, to hand out.")))


def process_section(_request: HttpRequest, process: Process) -> tuple[str, dict[str, Any]] | None:
    """The published booklets made of this process, the newest first; one query."""
    found = list(public_booklets().filter(sources__process=process).distinct()[:MOST])
    return ("booklet/parts/of_process.html", {"booklets": found}) if found else None
