"""What the pages of the desk share: the trail, the tabs, and a page that asks for confirmation."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..conflicts import conflict, renewed
from ..differences import Difference
from ..errors import RefusedError, StaleError
from ..forms import VersionForm
from ..models import Process

Trail = list[tuple[str, str]]
TABS = (
    ("desk", "processes:desk", "processes.see_desk"),
    ("details", "processes:edit", "processes.edit"),
    ("rules", "processes:charter_edit", "processes.edit"),
    ("activities", "activities:desk", "processes.edit"),
    ("team", "processes:team", "processes.manage_team"),
)


def desk_trail(process: Process | None = None, here: str = "") -> Trail:
    """From the list of processes to this page."""
    trail = [(_("Processes"), reverse("processes:desk_list"))]
    if process is not None:
        trail.append((process.title, reverse("processes:desk", args=[process.slug]) if here else ""))
    return [*trail, (here, "")] if here else trail


def tabs(request: HttpRequest, process: Process, current: str) -> list[tuple[str, str, bool]]:
    """The parts of the desk of a process that this person may open."""
    labels = {"desk": _("Overview"), "details": _("Details"), "rules": pgettext("of a process", "Rules"),
              "activities": _("Activities"), "team": _("Team")}
    return [
        (labels[name], reverse(url, args=[process.slug]), name == current)
        for name, url, permission in TABS
        if request.person.may(permission, process)  # type: ignore[attr-defined]
    ]


def desk_page(request: HttpRequest, template: str, process: Process, *, tab: str, here: str = "", status: int = 200,
              **context: Any) -> HttpResponse:
    """A page of the desk of a process, with its trail and tabs."""
    frame = {"process": process, "trail": desk_trail(process, here), "tabs": tabs(request, process, tab), "tab": tab}
    return render(request, template, frame | context, status=status)


@dataclass(frozen=True)
class Question:
    """One act that is asked about before it is done."""

    title: str
    text: str
    submit: str
    done: str
    is_danger: bool = False


def confirm(request: HttpRequest, process: Process, question: Question, act: Callable[..., Any], *,
            form_class: type[forms.Form] = VersionForm, version: int | None = None, after: str = "",
            tab: str = "desk", **context: Any) -> HttpResponse:
    """Ask first, then do: `act(version=…, <fields>)`. Refusals and somebody else's change are told, nothing is lost."""
    known = process.version if version is None else version
    form = form_class(request.POST or None, initial={"version": known})
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            act(**form.cleaned_data)
        except RefusedError as error:
            problem = str(error)
        except StaleError:
            problem = _("Somebody else changed this at the same time. Look at it again, then decide.")
            form = form_class({**request.POST.dict(), "version": str(known)})
        else:
            messages.success(request, question.done)
            return redirect(after or reverse("processes:desk", args=[process.slug]))
    return desk_page(request, "processes/desk/confirm.html", process, tab=tab, here=question.title, question=question,
                     form=form, problem=problem, status=409 if problem else 200,
                     back=after or reverse("processes:desk", args=[process.slug]), **context)


@dataclass(frozen=True)
class Edited:
    """What came of a form: saved, or the form to show again, perhaps beside what somebody else saved."""

    form: forms.BaseForm
    is_saved: bool = False
    differences: list[Difference] | None = None
    problem: str = ""

    @property
    def status(self) -> int:
        """409 when somebody else was first or the act was refused."""
        return 409 if self.differences is not None or self.problem else 200


def edit_form(request: HttpRequest, make: Callable[..., forms.BaseForm], stored: dict[str, Any],
              save: Callable[[Any], Any], read: Callable[[Any], dict[str, Any]]) -> Edited:
    """Show a form with the stored values, or save what was typed with `save(form)`; nothing typed is ever lost.

    `read(row)` gives the values, with `version`, of the row that somebody else saved in the meantime.
    """
    form = make(request.POST or None, initial=stored)
    if request.method != "POST" or not form.is_valid():
        return Edited(form)
    try:
        save(form)
    except StaleError as error:
        now = read(error.current)
        return Edited(make(renewed(request.POST, now["version"])), differences=conflict(form, now))
    except RefusedError as error:
        return Edited(form, problem=str(error))
    messages.success(request, _("Your changes are saved."))
    return Edited(form, is_saved=True)


def form_page(request: HttpRequest, process: Process, edited: Edited, *, tab: str, title: str, **context: Any,
              ) -> HttpResponse:
    """A page of the desk with one form."""
    return desk_page(request, "processes/desk/form.html", process, tab=tab, here=title, title=title, form=edited.form,
                     differences=edited.differences, problem=edited.problem, status=edited.status, **context)
