"""The desk of booklets: begin one, see how it stands with the counts of now, write it, and choose its sources."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rodedraad.base.core.permissions import requires
from rodedraad.listen.processes.errors import RefusedError
from rodedraad.listen.processes.views.shared import Edited, edit_form

from .. import actions, queries
from ..composing import compose
from ..forms import NewBookletForm, SourcesForm, TermsForm, WordsForm, processes_in
from ..models import Booklet, Term
from ..proposals import processes_with_threads
from ..rendering import to_pdf
from ..rendering.sheet import sheet
from ..wording import fault_in_words
from ..wordlist import set_terms, terms_of
from .shared import DOWN, UP, desk_trail, form_page, numbers_in, to_booklet

DRAFT = "Proef: nog niet vastgesteld."


@require_safe
@requires("booklet.desk")
def desk(request: HttpRequest) -> HttpResponse:
    """Adviser: which booklets are there, and how far is each?"""
    return render(request, "booklet/desk/list.html", {
        "page": queries.desk_page(request.GET.get("pagina", "1")), "trail": desk_trail(),
        "may_write": request.person.may("booklet.write")})  # type: ignore[attr-defined]


@requires("booklet.write")
def make(request: HttpRequest) -> HttpResponse:
    """Adviser: begin a booklet of these processes."""
    known = queries.processes_of(request.organisation)  # type: ignore[attr-defined]
    chosen = known.filter(slug=request.GET.get("traject", "")) or processes_with_threads()[:1]
    form = NewBookletForm(request.POST or None, processes=known, initial={"processes": chosen})
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.make_booklet(
                organisation=request.organisation, title=form.cleaned_data["title"],  # type: ignore[attr-defined]
                subtitle=form.cleaned_data["subtitle"], processes=processes_in(form),
                by=request.person)  # type: ignore[attr-defined]
        except RefusedError as error:
            problem = str(error)
        else:
            messages.success(request, _("The booklet is made. Read it, and change what you want."))
            return redirect(to_booklet(made))
    title = _("New booklet")
    return form_page(request, Edited(form, problem=problem), title=title, trail=desk_trail(here=title),
                     cancel="/beheer/boekjes", submit=_("Make the booklet"))


@require_safe
@requires("booklet.preview", find=queries.find)
def overview(request: HttpRequest, booklet: Booklet) -> HttpResponse:
    """Adviser: what stands in it, with the counts of now, and what is still to do?"""
    made, editions = compose(booklet), list(booklet.editions.defer("data"))
    booklet.edition_number = editions[0].number if editions else None
    may = request.person.may  # type: ignore[attr-defined]
    return render(request, "booklet/desk/overview.html", {
        "booklet": booklet, "made": made.booklet, "rows": list(zip(made.chapters, made.booklet.threads, strict=True)),
        "faults": [fault_in_words(each) for each in made.booklet.faults()], "trail": desk_trail(booklet),
        "themes": queries.themes_to_add(booklet), "editions": editions,
        "needs_approval": booklet.organisation.answers_need_approval,
        "may_write": may("booklet.write", booklet), "may_approve": may("booklet.approve", booklet),
        "versioned": {"version": booklet.version}, "up": UP, "down": DOWN})


@requires("booklet.write", find=queries.find)
def words(request: HttpRequest, booklet: Booklet) -> HttpResponse:
    """Adviser: the title, the foreword and the other texts."""
    def save(form: WordsForm) -> None:
        data = dict(form.cleaned_data)
        actions.edit_words(booklet=booklet, version=data.pop("version"), title=data.pop("title"),
                           subtitle=data.pop("subtitle"), texts=data, by=request.person)  # type: ignore[attr-defined]

    edited = edit_form(request, WordsForm, WordsForm.values_of(booklet), save, WordsForm.values_of)
    if edited.is_saved:
        return redirect(to_booklet(booklet))
    title = _("The texts")
    return form_page(request, edited, title=title, trail=desk_trail(booklet, here=title), cancel=to_booklet(booklet))


@requires("booklet.write", find=queries.find)
def sources(request: HttpRequest, booklet: Booklet) -> HttpResponse:
    """Adviser: of which processes, activities and meetings is it made?"""
    def form_of(data: object = None, **kwargs: object) -> SourcesForm:
        return SourcesForm(data, processes=queries.processes_of(booklet.organisation), **kwargs)

    def save(form: SourcesForm) -> None:
        actions.narrow(booklet=booklet, version=form.cleaned_data["version"], processes=processes_in(form),
                       activities=numbers_in(request, "activiteit"), keys=request.POST.getlist("deel"),
                       by=request.person)  # type: ignore[attr-defined]

    def values(row: Booklet) -> dict[str, object]:
        chosen = row.sources.values_list("process_id", flat=True)
        return {"version": row.version, "processes": sorted(set(chosen))}

    edited = edit_form(request, form_of, values(booklet), save, values)
    if edited.is_saved:
        return redirect(to_booklet(booklet))
    title = _("What it is made of")
    return form_page(request, edited, title=title, trail=desk_trail(booklet, here=title), cancel=to_booklet(booklet),
                     template="booklet/desk/sources.html", choices=queries.choices_of(booklet))


@require_safe
@requires("booklet.preview", find=queries.find)
def preview(request: HttpRequest, booklet: Booklet) -> HttpResponse:
    """Adviser or alderman: how will it look?"""
    made = compose(booklet).booklet
    made.proposal = DRAFT
    title = _("Preview")
    return render(request, "booklet/desk/preview.html", {
        "booklet": booklet, "sheet": sheet(made, grounds_shown=0), "trail": desk_trail(booklet, here=title),
        "faults": [fault_in_words(each) for each in made.faults()]})


@require_safe
@requires("booklet.preview", find=queries.find)
def preview_pdf(request: HttpRequest, booklet: Booklet) -> HttpResponse:
    """Adviser or alderman: how will it look on paper?"""
    made = compose(booklet).booklet
    if made.faults():
        messages.error(request, _("On paper it can be seen once nothing is missing any more."))
        return redirect(to_booklet(booklet))
    made.proposal = DRAFT
    response = HttpResponse(to_pdf(made), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{booklet.slug}-proef.pdf"'
    return response


@requires("booklet.write")
def terms(request: HttpRequest, vocabulary: str) -> HttpResponse:
    """Adviser: which core values, or which instruments, do our booklets name?"""
    organisation = request.organisation  # type: ignore[attr-defined]
    if vocabulary not in Term.Vocabulary.values:
        raise Http404(vocabulary)
    at = Term.Vocabulary.values.index(vocabulary)
    rows = terms_of(organisation)[at]
    words = "\n".join(f"{each.name}: {each.meaning}" for each in rows)
    form = TermsForm(request.POST or None, initial={"words": words})
    if request.method == "POST" and form.is_valid():
        set_terms(organisation=organisation, vocabulary=vocabulary, rows=form.cleaned_data["words"],
                  by=request.person)  # type: ignore[attr-defined]
        messages.success(request, _("Your changes are saved."))
        return redirect("booklet:desk")
    title = _("Core values") if vocabulary == Term.Vocabulary.VALUE else _("Instruments")
    return form_page(request, Edited(form), title=title, trail=desk_trail(here=title), cancel="/beheer/boekjes",
                     lead=_("Booklets that were published keep the words they had."))
