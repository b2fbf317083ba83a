"""What the desk pages of booklets share: the trail, a question before an act, an act behind a button."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rodedraad.listen.processes.errors import RefusedError, StaleError
from rodedraad.listen.processes.forms import VersionForm
from rodedraad.listen.processes.views.shared import Edited, Question

from ..models import Booklet, Chapter

Trail = list[tuple[str, str]]
UP, DOWN = {"kant": "omhoog"}, {"kant": "omlaag"}


def desk_trail(booklet: Booklet | None = None, chapter: Chapter | None = None, here: str = "") -> Trail:
    """From the list of booklets to this page."""
    trail = [(_("Booklets"), reverse("booklet:desk") if booklet or here else "")]
    if booklet is not None:
        trail.append((booklet.title, to_booklet(booklet) if chapter or here else ""))
    if chapter is not None:
        trail.append((chapter.title, to_chapter(chapter) if here else ""))
    return [*trail, (here, "")] if here else trail


def to_booklet(booklet: Booklet) -> str:
    """The address of a booklet at the desk."""
    return reverse("booklet:overview", args=[booklet.pk])


def to_chapter(chapter: Chapter) -> str:
    """The address of a chapter at the desk."""
    return reverse("booklet:chapter", args=[chapter.booklet_id, chapter.pk])


def form_page(request: HttpRequest, edited: Edited, *, title: str, trail: Trail, cancel: str, lead: str = "",
              template: str = "booklet/desk/form.html", **context: Any) -> HttpResponse:
    """A page of the desk with one form."""
    return render(request, template, {
        "title": title, "trail": trail, "form": edited.form, "differences": edited.differences,
        "problem": edited.problem, "cancel": cancel, "lead": lead, **context}, status=edited.status)


def ask(request: HttpRequest, booklet: Booklet, question: Question, act: Callable[..., Any], *, back: str,
        after: str = "", form_class: type[forms.Form] = VersionForm) -> HttpResponse:
    """Ask first, then do `act(version=…, <fields>)`; a refusal is told and nothing typed is lost."""
    form = form_class(request.POST or None, initial={"version": booklet.version})
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            act(**form.cleaned_data)
        except RefusedError as error:
            problem = str(error)
        except StaleError as error:
            problem = _("Somebody else changed this at the same time. Look at it again, then decide.")
            form = form_class({**request.POST.dict(), "version": str(error.current.version)})  # type: ignore[attr-defined]
        else:
            messages.success(request, question.done)
            return redirect(after or back)
    return render(request, "booklet/desk/ask.html", {
        "question": question, "form": form, "problem": problem, "back": back, "booklet": booklet,
        "trail": desk_trail(booklet, here=question.title)}, status=409 if problem else 200)


def do(request: HttpRequest, act: Callable[[], Any], *, done: str, back: str) -> HttpResponse:
    """Do an act behind a button and go back to a page that says how it went."""
    try:
        act()
    except StaleError:
        messages.error(request, _("Somebody else changed this at the same time. Look at it again, then decide."))
    except RefusedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect(back)


def number_in(request: HttpRequest, name: str) -> int | None:
    """A whole number that was sent; None for anything else."""
    sent = request.POST.get(name, "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 12 else None


def numbers_in(request: HttpRequest, name: str) -> list[int]:
    """The whole numbers that were sent under one name; anything else is left out."""
    return [int(each) for each in request.POST.getlist(name) if each.isascii() and each.isdigit() and len(each) < 12]


def step_in(request: HttpRequest) -> int:
    """Up (-1) or down (1)."""
    return -1 if request.POST.get("kant") == UP["kant"] else 1
