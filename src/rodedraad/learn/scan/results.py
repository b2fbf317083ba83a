"""The way from a scan to the results of its questions: at the desk in step 4, and from the page for everybody."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from rodedraad.kinds.survey.lookup import url_of
from rodedraad.kinds.survey.results.queries import report_of

from .hooks import Link, register_link, register_public_link
from .models import Scan

STEP = 4


def desk_url(scan: Scan) -> str | None:
    """The results, as soon as the answers are counted."""
    return url_of("results", scan.survey) if scan.survey is not None and report_of(scan.survey) else None


def public_link(scan: Scan) -> tuple[Any, str] | None:
    """The results, when everybody may see them."""
    report = report_of(scan.survey) if scan.survey is not None else None
    return (_("What people answered"), url_of("results", scan.survey)) if report and report.is_published else None


def register_on_scans() -> None:
    """Hang both on their hooks; called once when the app is ready."""
    text = _("What stands out, and each question with the groups beside each other.")
    register_link(Link("results", STEP, 5, _("Results of the scan"), text, desk_url, "scan.see"))
    register_public_link(public_link)
