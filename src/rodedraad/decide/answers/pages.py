"""Small parts that the views of the deciding floor share: the trail of pages, page numbers, the way back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from rodedraad.listen.processes.models import Process

from .errors import RefusedError


def trail(process: Process, *steps: tuple[str, str]) -> list[tuple[str, str | None]]:
    """The breadcrumb of a page in a process: steps of a label and a url name (empty: this page)."""
    path: list[tuple[str, str | None]] = [
        (_("Home"), "/"), (process.title, reverse("processes:detail", args=[process.slug]))]
    path += [(label, reverse(name, args=[process.slug]) if name else None) for label, name in steps]
    return path


def page_number(request: HttpRequest) -> int:
    """The page that is asked for; 1 for anything that is not a number."""
    asked = request.GET.get("pagina", "1")
    return int(asked) if asked.isdecimal() and len(asked) < 7 else 1


def number_from(request: HttpRequest, name: str) -> int | None:
    """A number in the address; None for anything else."""
    asked = request.GET.get(name, "")
    return int(asked) if asked.isdecimal() and len(asked) < 12 else None


def version_in(request: HttpRequest) -> int:
    """The version that the person read, sent along with a button; -1 (always stale) for anything else."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdecimal() and len(sent) < 12 else -1


def do(request: HttpRequest, act: Callable[[], Any], *, done: str, back: str) -> HttpResponse:
    """Do an act behind a button and go back to a page that says how it went."""
    try:
        act()
    except RefusedError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, done)
    return HttpResponseRedirect(back)
