"""The way from a scan to its talk: at the desk in step 4, and from its page for everybody to the outcome."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from rodedraad.learn.scan.hooks import Link, register_link, register_public_link
from rodedraad.learn.scan.models import Scan

from .models import Talk

STEP = 4


def desk_url(scan: Scan) -> str:
    """The desk of the talk."""
    return reverse("talk:desk", args=[scan.pk])


def outcome_link(scan: Scan) -> tuple[Any, str] | None:
    """The outcome, when there is one."""
    if not Talk.objects.filter(scan=scan, state=Talk.State.CLOSED).exists():
        return None
    return _("What the room put first"), reverse("talk:outcome", args=[scan.pk])


def register_on_scans() -> None:
    """Hang both on their hooks; called once when the app is ready."""
    text = _("Cards in order, three votes each by phone, the outcome on the screen.")
    register_link(Link("talk", STEP, 10, _("Agenda talk"), text, desk_url, "talk.lead"))
    register_public_link(outcome_link)
