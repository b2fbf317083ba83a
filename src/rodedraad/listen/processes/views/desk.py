"""The desk of a process: for the adviser who makes it, shows it to residents and finishes it."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rodedraad.base.core.permissions import requires

from .. import actions, hooks, queries
from ..forms import BasicsForm, CopyForm, LessonForm, ListForm
from ..models import Process
from ..queries import find_for_desk
from ..rulebook import missing_in
from .public import public_trail
from .shared import Edited, Question, confirm, desk_page, desk_trail, edit_form, form_page


@require_safe
@requires("processes.use_desk")
def desk_list(request: HttpRequest) -> HttpResponse:
    """Which processes do I work on, and what is late?"""
    asked = ListForm.read(request.GET)
    listing = queries.desk_listing(request.person, words=asked["q"] or "", state=asked["stand"] or "",  # type: ignore[attr-defined]
                                   only_own=asked["van"] == "mij", number=asked["pagina"] or 1)
    return render(request, "processes/desk/list.html", {
        "listing": listing, "asked": asked, "states": Process.State.choices, "query": request.GET.urlencode(),
        "may_create": request.person.may("processes.create"),  # type: ignore[attr-defined]
    })


@requires("processes.create")
def create(request: HttpRequest) -> HttpResponse:
    """How do I start a process?"""
    form = BasicsForm(request.POST or None, initial={"version": 1})
    if request.method == "POST" and form.is_valid():
        process = actions.create_process(basics=form.basics, by=request.person)  # type: ignore[attr-defined]
        messages.success(request, _("The process is made. Now write the rules."))
        return redirect("processes:desk", process.slug)
    return render(request, "processes/desk/form.html", {
        "form": form, "title": _("New process"), "trail": desk_trail(here=_("New process")),
        "lead": _("Nobody sees it until you publish it."), "submit": _("Make the process"),
        "cancel": reverse("processes:desk_list"),
    })


@requires("processes.copy", find=find_for_desk)
def copy(request: HttpRequest, process: Process) -> HttpResponse:
    """How do I use a process again?"""
    form = CopyForm(request.POST or None, initial={"title": process.title})
    if request.method == "POST" and form.is_valid():
        made = actions.copy_process(source=process, by=request.person, **form.cleaned_data)  # type: ignore[attr-defined]
        messages.success(request, _("The copy is made. Nobody sees it until you publish it."))
        return redirect("processes:desk", made.slug)
    return form_page(
        request, process, Edited(form), tab="desk", title=_("Make a copy"), submit=_("Make the copy"),
        lead=_("Rules, activities and phases come along. What people said does not."),
        cancel=reverse("processes:desk", args=[process.slug]),
    )


@require_safe
@requires("processes.see_desk", find=find_for_desk)
def desk(request: HttpRequest, process: Process) -> HttpResponse:
    """Where does this process stand, and what is the next step?"""
    page = queries.desk_page(process)
    return desk_page(request, "processes/desk/overview.html", process, tab="desk", page=page,
                     links=hooks.desk_links(request.person, process),  # type: ignore[attr-defined]
                     may_publish=request.person.may("processes.publish", process),  # type: ignore[attr-defined]
                     may_edit=request.person.may("processes.edit", process),  # type: ignore[attr-defined]
                     may_copy=request.person.may("processes.copy", process))  # type: ignore[attr-defined]


@requires("processes.edit", find=find_for_desk)
def edit(request: HttpRequest, process: Process) -> HttpResponse:
    """What does the page say at the top?"""
    edited = edit_form(
        request, BasicsForm, BasicsForm.values_of(process),
        lambda form: actions.edit_process(process=process, version=form.cleaned_data["version"], basics=form.basics,
                                          by=request.person),  # type: ignore[attr-defined]
        BasicsForm.values_of,
    )
    if edited.is_saved:
        return redirect("processes:desk", process.slug)
    return form_page(request, process, edited, tab="details", title=_("Details"), submit=_("Save the details"))


@require_safe
@requires("processes.see_desk", find=find_for_desk)
def preview(request: HttpRequest, process: Process) -> HttpResponse:
    """How will residents see it?"""
    page = queries.process_page(process, request.person, preview=True)  # type: ignore[attr-defined]
    return render(request, "processes/detail.html", {
        "page": page, "process": process, "trail": public_trail(process), "line": hooks.thread_line(process),
        "sections": hooks.sections(request, process), "is_preview": True,
    })


@requires("processes.publish", find=find_for_desk)
def publish(request: HttpRequest, process: Process) -> HttpResponse:
    """Is everything there to show it to residents?"""
    question = Question(_("Publish the process"), _("Everybody can then see it. From then on you change the rules "
                        "only with a reason that people read."), _("Publish the process"),
                        _("The process is published."))
    missing = missing_in(queries.draft_charter(process)) if process.state == Process.State.DRAFT else []
    act = partial(actions.publish_process, process=process, by=request.person)  # type: ignore[attr-defined]
    return confirm(request, process, question, act, missing=missing,
                   has_no_activity=not hooks.agendas([process])[process.pk].activity_count)


@requires("processes.publish", find=find_for_desk)
def close(request: HttpRequest, process: Process) -> HttpResponse:
    """What did we learn, now that it is finished?"""
    question = Question(_("Finish the process"), _("After this nobody can take part any more. The page stays. Who took "
                        "part or follows the process hears that it is finished."), _("Finish the process"),
                        _("The process is finished."))
    act = partial(actions.close_process, process=process, by=request.person)  # type: ignore[attr-defined]
    return confirm(request, process, question, act, form_class=LessonForm)


@requires("processes.publish", find=find_for_desk)
def archive(request: HttpRequest, process: Process) -> HttpResponse:
    """Take a finished process out of the lists?"""
    question = Question(_("Archive the process"), _("It no longer stands in the lists. The page and everything on it "
                        "stay readable at the same address."), _("Archive the process"), _("The process is archived."))
    act = partial(actions.archive_process, process=process, by=request.person)  # type: ignore[attr-defined]
    return confirm(request, process, question, act)


@requires("processes.publish", find=find_for_desk)
def reopen(request: HttpRequest, process: Process) -> HttpResponse:
    """Run it again?"""
    question = Question(_("Open the process again"), _("It runs again, under the same rules. What is open depends on "
                        "the phases."), _("Open it again"), _("The process runs again."))
    act = partial(actions.reopen_process, process=process, by=request.person)  # type: ignore[attr-defined]
    return confirm(request, process, question, act)


@requires("processes.publish", find=find_for_desk)
def delete(request: HttpRequest, process: Process) -> HttpResponse:
    """Throw this draft away?"""
    question = Question(_("Delete the draft"), _("The draft, its rules and its activities are gone. You cannot undo "
                        "this."), _("Delete the draft"), _("The draft is deleted."), is_danger=True)
    act = partial(actions.delete_draft, process=process, by=request.person)  # type: ignore[attr-defined]
    return confirm(request, process, question, act, after=reverse("processes:desk_list"))


