"""The pages of the editor: for the adviser who writes questions that people can answer."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rodedraad.base.core.permissions import requires
from rodedraad.base.core.tables import FORMATS, TableError
from rodedraad.listen.processes.errors import RefusedError, StaleError

from .. import library
from ..actions import instruments as acts
from ..answering.widgets import Asking, Field, draw
from ..errors import FaultyError
from ..instrument import changing
from ..instrument.routing import sentence
from ..instrument.shape import Instrument, Section
from ..models import Instrument as Row
from ..models import InstrumentVersion
from ..reading import instrument_of
from . import queries
from .files import file_of, read_file
from .forms import FileForm, NewForm, PartForm, QuestionForm, SectionForm
from .queries import find_row


def _trail(row: Row | None = None, here: str = "") -> list[tuple[str, str]]:
    trail = [(_("Questionnaires"), reverse("instruments:list"))]
    if row is not None:
        trail.append((row.title, reverse("instruments:one", args=[row.pk]) if here else ""))
    return [*trail, (here, "")] if here else trail


def _page(request: HttpRequest, name: str, title: str, *, row: Row | None = None, status: int = 200, **context: Any,
          ) -> HttpResponse:
    frame = {"title": title, "trail": _trail(row, title if row is None or row.title != title else ""), "row": row,
             "back": reverse("instruments:one", args=[row.pk]) if row else reverse("instruments:list")}
    return render(request, f"survey/editing/{name}.html", frame | context, status=status)


@never_cache
@require_safe
@requires("survey.see_instruments")
def listing(request: HttpRequest) -> HttpResponse:
    """Staff: which questions do we have, and which tested ones can we take?"""
    search = request.GET.get("q", "")[:80]
    page = queries.page_of_instruments(search, request.GET.get("pagina", "1"))
    return render(request, "survey/editing/list.html", {
        "page": page, "search": search, "listed": queries.listed(), "trail": [(_("Questionnaires"), "")],
        "may_edit": request.person.may("survey.edit_instruments")})  # type: ignore[attr-defined]


@never_cache
@require_safe
@requires("survey.see_instruments")
def look(request: HttpRequest, key: str) -> HttpResponse:
    """Staff: what does this tested questionnaire ask?"""
    if key not in library.KEYS:
        raise Http404(key)
    instrument = library.load(key)
    return _page(request, "look", instrument.say(instrument.title), sections=_drawn(instrument), key=key,
                 source=instrument.source)


def _drawn(instrument: Instrument) -> list[tuple[str, list[tuple[str, str]]]]:
    asking = Asking(instrument)
    return [(asking.say(section.title), [(draw(Field(asking, each)), sentence(each.show_if, instrument))
                                         for each in section.questions]) for section in instrument.sections]


@require_POST
@requires("survey.edit_instruments")
def take(request: HttpRequest, key: str) -> HttpResponse:
    """Adviser: a copy of my own."""
    if key not in library.KEYS:
        raise Http404(key)
    content = library.load(key)
    draft = acts.make_instrument(organisation=request.organisation, title=content.say(content.title), content=content,  # type: ignore[attr-defined]
                                 library_key=key, by=request.person)  # type: ignore[attr-defined]
    messages.success(request, _("You have a copy of your own. Change what you want, then make it ready for use."))
    return redirect("instruments:one", draft.instrument_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("survey.edit_instruments")
def new(request: HttpRequest) -> HttpResponse:
    """Adviser: an empty questionnaire, or one from a file."""
    by, organisation = request.person, request.organisation  # type: ignore[attr-defined]
    is_file = "file" in request.FILES or "upload" in request.POST
    empty, upload = NewForm(None if is_file else request.POST or None), FileForm(
        request.POST if is_file else None, request.FILES if is_file else None)
    if request.method == "POST" and not is_file and empty.is_valid():
        title = empty.cleaned_data["title"]
        content = Instrument({"nl": title}, sections=[Section("vragen", {"nl": _("Questions")})])
        draft = acts.make_instrument(organisation=organisation, title=title, content=content, by=by)
        return redirect("instruments:one", draft.instrument_id)
    if is_file and upload.is_valid():
        try:
            content = _read(upload)
            draft = acts.make_instrument(organisation=organisation, title=content.say(content.title) or "–",
                                         content=content, by=by)
            return redirect("instruments:one", draft.instrument_id)
        except TableError as error:
            upload.add_error("file", str(error))
    status = 422 if empty.errors or upload.errors else 200
    return _page(request, "new", _("New questionnaire"), form=empty, upload=upload, status=status)


def _read(upload: FileForm) -> Instrument:
    file = upload.cleaned_data["file"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"instrument{Path(file.name or '').suffix.lower()}"
        path.write_bytes(file.read())
        return read_file(path)


@never_cache
@require_safe
@requires("survey.see_instruments", find=find_row)
def one(request: HttpRequest, row: Row) -> HttpResponse:
    """Staff: what is asked, in which order, and is it right?"""
    version = queries.newest_of(row)
    may = request.person.may("survey.edit_instruments")  # type: ignore[attr-defined]
    return _page(request, "one", row.title, row=row, version=version, outline=queries.outline_of(version),
                 versions=queries.versions_of(row), may_edit=may and version.is_draft, may_begin=may)


@never_cache
@require_safe
@requires("survey.see_instruments", find=find_row)
def preview(request: HttpRequest, row: Row) -> HttpResponse:
    """Staff: how does it look to who answers?"""
    return _page(request, "preview", _("Preview"), row=row, sections=_drawn(instrument_of(queries.newest_of(row))))


@never_cache
@require_safe
@requires("survey.see_instruments", find=find_row)
def download(_request: HttpRequest, row: Row, form: str) -> HttpResponse:
    """Staff: take it along, to a colleague or another municipality."""
    if form not in {"json", "xlsx"}:
        raise Http404(form)
    name = f"{slugify(row.title) or 'vragenlijst'}.{form}"
    return HttpResponse(file_of(instrument_of(queries.newest_of(row)), form), content_type=FORMATS[form].content_type,
                        headers={"Content-Disposition": content_disposition_header(True, name)})


def _changed(request: HttpRequest, row: Row, change: Callable[[Instrument], Instrument], done: str = "",
             ) -> HttpResponse:
    """A change of one press; what somebody else did meanwhile stays."""
    draft = queries.newest_of(row)
    try:
        acts.save_draft(draft=draft, version=draft.version, content=change(instrument_of(draft)),
                        by=request.person)  # type: ignore[attr-defined]
    except changing.NoSuchPartError:
        messages.error(request, _("This part is no longer there."))
    except (RefusedError, StaleError) as error:
        stale = _("Somebody else changed this at the same time. Look at it again, then decide.")
        messages.error(request, str(error) if isinstance(error, RefusedError) else stale)
    else:
        if done:
            messages.success(request, done)
    return redirect("instruments:one", row.pk)


@require_POST
@requires("survey.edit_instruments", find=find_row)
def move(request: HttpRequest, row: Row, key: str, way: str) -> HttpResponse:
    """Adviser: this comes earlier, or later."""
    return _changed(request, row, lambda instrument: changing.moved(instrument, key, up=way == "hoger"))


@require_POST
@requires("survey.edit_instruments", find=find_row)
def copy(request: HttpRequest, row: Row, key: str) -> HttpResponse:
    """Adviser: almost the same question once more."""
    return _changed(request, row, lambda instrument: changing.copied(instrument, key), _("The question is copied."))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("survey.edit_instruments", find=find_row)
def remove(request: HttpRequest, row: Row, key: str) -> HttpResponse:
    """Adviser: this need not be asked."""
    if request.method == "POST":
        return _changed(request, row, lambda instrument: changing.without(instrument, key), _("It is removed."))
    instrument = instrument_of(queries.newest_of(row))
    question = instrument.questions.get(key)
    section = next((each for each in instrument.sections if each.key == key), None)
    if question is None and section is None:
        raise Http404(key)
    what = instrument.say((question or section).title)  # type: ignore[union-attr]
    return _page(request, "remove", _("Remove “%(title)s”") % {"title": what[:80]}, row=row,
                 number=len(section.questions) if section else 0)


def _part_page(request: HttpRequest, row: Row, draft: InstrumentVersion, form: PartForm, title: str,
               keep: Callable[[], Instrument]) -> HttpResponse:
    """The form of a section or question; nothing typed is lost when somebody else was first."""
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            acts.save_draft(draft=draft, version=form.cleaned_data["version"], content=keep(),
                            by=request.person)  # type: ignore[attr-defined]
        except StaleError as error:
            problem = _("Somebody else saved this while you were writing. Your text is still here: look at the "
                        "questionnaire in another window, then save again.")
            form.data = {**request.POST.dict(), "groups": request.POST.getlist("groups"),
                         "version": str(error.current.version)}
        except RefusedError as error:
            problem = str(error)
        else:
            return redirect("instruments:one", row.pk)
    status = 409 if problem else 422 if form.errors else 200
    return _page(request, "part", title, row=row, form=form, problem=problem, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("survey.edit_instruments", find=find_row)
def section(request: HttpRequest, row: Row, key: str = "") -> HttpResponse:
    """Adviser: which questions belong together?"""
    draft = queries.newest_of(row)
    instrument = changing.copy_of(instrument_of(draft))
    old = _found(lambda: changing.section_of(instrument, key)) if key else None
    first = {"version": draft.version, **(SectionForm.values_of(old) if old else {})}
    form = SectionForm(request.POST or None, instrument=instrument, initial=first)
    return _part_page(request, row, draft, form, _("Change the section") if old else _("New section"),
                      lambda: changing.with_section(instrument, form.section(old), old_key=key))


def _found(find: Callable[[], Any]) -> Any:
    try:
        return find()
    except changing.NoSuchPartError as error:
        raise Http404(str(error)) from None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("survey.edit_instruments", find=find_row)
def question(request: HttpRequest, row: Row, key: str = "") -> HttpResponse:
    """Adviser: what do we ask here?"""
    draft = queries.newest_of(row)
    instrument = changing.copy_of(instrument_of(draft))
    first: dict[str, Any] = {"version": draft.version, "has_unsure": True, "section": request.GET.get("sectie", "")}
    old = None
    if key:
        held, place = _found(lambda: changing.place_of(instrument, key))
        old = held.questions[place]
        first |= QuestionForm.values_of(old, held.key)
    form = QuestionForm(request.POST or None, instrument=instrument, own=key, initial=first)
    return _part_page(request, row, draft, form, _("Change the question") if old else _("New question"),
                      lambda: changing.with_question(instrument, form.question(old), old_key=key,
                                                     section=form.cleaned_data["section"]))


@require_POST
@requires("survey.edit_instruments", find=find_row)
def publish(request: HttpRequest, row: Row) -> HttpResponse:
    """Adviser: these are the questions."""
    draft = queries.newest_of(row)
    try:
        acts.publish_version(draft=draft, version=draft.version, by=request.person)  # type: ignore[attr-defined]
    except FaultyError as error:
        messages.error(request, str(error))
    except (RefusedError, StaleError):
        messages.error(request, _("Somebody else changed this at the same time. Look at it again, then decide."))
    else:
        messages.success(request, _("This version is ready for use and does not change any more."))
    return redirect("instruments:one", row.pk)


@require_POST
@requires("survey.edit_instruments", find=find_row)
def begin(request: HttpRequest, row: Row) -> HttpResponse:
    """Adviser: the questions need another version."""
    acts.begin_draft(instrument=row, by=request.person)  # type: ignore[attr-defined]
    return redirect("instruments:one", row.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("survey.edit_instruments", find=find_row)
def delete(request: HttpRequest, row: Row) -> HttpResponse:
    """Adviser: we do not need this one."""
    if request.method == "POST":
        try:
            acts.delete_instrument(instrument=row, by=request.person)  # type: ignore[attr-defined]
        except RefusedError as error:
            messages.error(request, str(error))
            return redirect("instruments:one", row.pk)
        messages.success(request, _("The questionnaire is deleted."))
        return redirect("instruments:list")
    return _page(request, "delete", _("Delete the questionnaire"), row=row)
