"""What a scan hangs on its process: the way from the desk, and a line on the page that everybody reads."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rodedraad.listen.processes import hooks
from rodedraad.listen.processes.models import Process

from .lookup import url_of
from .models import Scan


def scan_section(_request: HttpRequest, process: Process) -> tuple[str, dict[str, Any]] | None:
    """The published scans of a process, newest first; None without any."""
    found = list(Scan.objects.published().filter(process=process).order_by("-published_at", "-pk")[:3])
    return ("scan/parts/section.html", {"scans": found}) if found else None


def desk_of(process: Process) -> str:
    """The scan of a process, the newest first; the list while there is none."""
    scan = Scan.objects.filter(process=process).order_by("-pk").first()
    return url_of("desk", scan) if scan is not None else reverse("scan:list")


def why_not_delete(process: Process) -> str | None:
    """A draft process in which a scan was begun stays."""
    return _("A Quick Scan runs in this process.") if Scan.objects.filter(process=process).exists() else None


def register_on_processes() -> None:
    """Hang all on their hooks; called once when the app is ready."""
    hooks.register_obstacle(why_not_delete)
    hooks.register_section("scan", 45, scan_section)
    hooks.register_desk_link(hooks.DeskLink(
        "scan", 28, gettext_lazy("Quick Scan"), desk_of, "scan.browse",
        gettext_lazy("How is our democracy doing? Five steps to an improvement agenda.")))
