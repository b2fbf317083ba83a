"""What the views of themes share: trails, the posted version, and an act whose refusal is told."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from rodedraad.listen.processes.models import Process

from ..errors import RefusedError, StaleError

Trail = list[tuple[str, str]]


def public_trail(process: Process, here: str, *, in_themes: bool = True) -> Trail:
    """From the processes to a public page of themes."""
    trail = [(_("Processes"), reverse("processes:list")),
             (process.title, reverse("processes:detail", args=[process.slug]))]
    if in_themes:
        trail.append((_("Themes"), reverse("themes:list", args=[process.slug])))
    return [*trail, (here, "")]


def desk_trail(process: Process, here: str = "") -> Trail:
    """From the desk of processes to a page of the analysis desk."""
    trail = [(_("Processes"), reverse("processes:desk_list")),
             (process.title, reverse("processes:desk", args=[process.slug])),
             (_("Analysis"), reverse("themes:desk", args=[process.slug]) if here else "")]
    return [*trail, (here, "")] if here else trail


def number_in(request: HttpRequest, name: str = "pagina") -> int:
    """A page number in the query string; 1 when it makes no sense."""
    value = request.GET.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 8 else 1


def version_in(request: HttpRequest) -> int | None:
    """The version of the theme that the form was made from."""
    value = request.POST.get("version", "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None


def attempt(request: HttpRequest, act: Callable[[], Any], *, done: str) -> bool:
    """Do an act; tell that it is done, or why it is refused."""
    try:
        act()
    except StaleError:
        messages.error(request, _("Somebody else changed this at the same time. Look at it again, then decide."))
        return False
    except RefusedError as error:
        messages.error(request, str(error))
        return False
    messages.success(request, done)
    return True


def attempt_form(form: forms.Form, act: Callable[..., Any]) -> Any | None:
    """Do an act with what a valid form holds; a refusal becomes an error of the form, which keeps what was typed."""
    try:
        return act(**form.cleaned_data)
    except StaleError as error:
        form.add_error(None, _("Somebody else changed this after you opened the page. Look at it again. Then send it "
                               "once more."))
        form.data = {**form.data.dict(), "version": str(error.current.version)}  # type: ignore[attr-defined]
    except RefusedError as error:
        form.add_error(None, str(error))
    return None


def to_desk(process: Process, query: str = "") -> HttpResponse:
    """Back to the desk as it was filtered."""
    url = reverse("themes:desk", args=[process.slug])
    return redirect(f"{url}?{query}" if query else url)
