"""A red thread of a booklet at the desk: its words, its numbered observations with their grounds, and its quotes."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rodedraad.base.core.permissions import requires
from rodedraad.base.core.text import clean_line
from rodedraad.listen.processes.errors import RefusedError
from rodedraad.listen.processes.views.shared import Question, edit_form

from .. import actions, queries
from ..composing import compose
from ..forms import ChapterForm, LineForm, NewLineForm
from ..models import Booklet, Chapter, ChosenQuote, Line
from ..wordlist import terms_of
from .shared import DOWN, UP, ask, desk_trail, do, form_page, number_in, numbers_in, step_in, to_booklet, to_chapter


@require_POST
@requires("booklet.write", find=queries.find)
def add_chapter(request: HttpRequest, booklet: Booklet) -> HttpResponse:
    """Adviser: this theme of the desk becomes a red thread of the booklet too."""
    theme = next((each for each in queries.themes_to_add(booklet) if each.pk == number_in(request, "theme")), None)
    if theme is None:
        messages.error(request, _("Choose a theme."))
        return redirect(to_booklet(booklet))
    return do(request, lambda: actions.add_chapter(booklet=booklet, theme=theme, by=request.person),  # type: ignore[attr-defined]
              done=_("The red thread is added at the end."), back=to_booklet(booklet))


@requires("booklet.write", find=queries.find_chapter)
def chapter(request: HttpRequest, chapter: Chapter) -> HttpResponse:
    """Adviser: the words of one red thread, its observations, quotes, core values and instruments."""
    values, instruments = terms_of(chapter.booklet.organisation)
    make = partial(ChapterForm, values=[each.name for each in values],
                   instruments=[each.name for each in instruments])

    def save(form: ChapterForm) -> None:
        actions.edit_chapter(chapter=chapter, by=request.person, **form.cleaned_data)  # type: ignore[attr-defined]

    def stored(booklet: Booklet) -> dict[str, object]:
        return ChapterForm.values_of(queries.find_chapter(request, booklet.pk, chapter.pk))

    edited = edit_form(request, make, ChapterForm.values_of(chapter), save, stored)
    if edited.is_saved:
        return redirect(to_chapter(chapter))
    return form_page(request, edited, title=chapter.title, trail=desk_trail(chapter.booklet, chapter),
                     cancel=to_booklet(chapter.booklet), template="booklet/desk/chapter.html", **_shown(chapter))


def _shown(chapter: Chapter) -> dict[str, object]:
    made = compose(chapter.booklet)
    at = next(place for place, each in enumerate(made.chapters) if each.pk == chapter.pk)
    row, thread = made.chapters[at], made.booklet.threads[at]
    return {"booklet": chapter.booklet, "chapter": chapter, "thread": thread,
            "lines": list(zip(row.lines.all(), thread.observations, strict=True)), "quotes": list(row.quotes.all()),
            "quoted": len(thread.quotes), "up": UP, "down": DOWN,
            "new_line": NewLineForm(themes=queries.observations_to_add(chapter), auto_id="id_new_%s")}


@require_POST
@requires("booklet.write", find=queries.find_chapter)
def move_chapter(request: HttpRequest, chapter: Chapter) -> HttpResponse:
    """Adviser: up or down."""
    return do(request, lambda: actions.move_chapter(chapter=chapter, step=step_in(request), by=request.person),  # type: ignore[attr-defined]
              done=_("The red thread is moved."), back=to_booklet(chapter.booklet))


@requires("booklet.write", find=queries.find_chapter)
def remove_chapter(request: HttpRequest, chapter: Chapter) -> HttpResponse:
    """Adviser: this thread does not belong in the booklet."""
    question = Question(_("Take “%(title)s” out of the booklet?") % {"title": chapter.title},
                        _("Its texts and chosen quotes are thrown away. The theme itself stays at the desk."),
                        _("Take it out"), _("The red thread is taken out."), is_danger=True)
    return ask(request, chapter.booklet, question,
               lambda version: actions.remove_chapter(chapter=chapter, version=version, by=request.person),  # type: ignore[attr-defined]
               back=to_chapter(chapter), after=to_booklet(chapter.booklet))


@require_POST
@requires("booklet.write", find=queries.find_chapter)
def add_line(request: HttpRequest, chapter: Chapter) -> HttpResponse:
    """Adviser: an observation more."""
    form = NewLineForm(request.POST, themes=queries.observations_to_add(chapter))
    if not form.is_valid():
        messages.error(request, _("Write what you heard."))
        return redirect(to_chapter(chapter))
    try:
        line = actions.add_line(chapter=chapter, text=form.cleaned_data["text"],
                                theme=form.cleaned_data.get("theme"), by=request.person)  # type: ignore[attr-defined]
    except RefusedError as error:
        messages.error(request, str(error))
        return redirect(to_chapter(chapter))
    messages.success(request, _("The observation is added."))
    return redirect(to_chapter(chapter) if line.theme_id else to_grounds(line))


def to_grounds(line: Line) -> str:
    """Where the grounds of a line are chosen."""
    return reverse("booklet:grounds_of_line", args=[line.chapter.booklet_id, line.chapter_id, line.pk])


@requires("booklet.write", find=queries.find_line)
def line(request: HttpRequest, line: Line) -> HttpResponse:
    """Adviser: the words of one observation."""
    booklet = line.chapter.booklet

    def save(form: LineForm) -> None:
        actions.edit_line(line=line, by=request.person, **form.cleaned_data)  # type: ignore[attr-defined]

    def stored(row: Booklet) -> dict[str, object]:
        return {"version": row.version, "text": queries.find_line(request, row.pk, line.chapter_id, line.pk).text}

    edited = edit_form(request, LineForm, {"version": booklet.version, "text": line.text}, save, stored)
    if edited.is_saved:
        return redirect(to_chapter(line.chapter))
    title = _("Observation")
    return form_page(request, edited, title=title, trail=desk_trail(booklet, line.chapter, title),
                     cancel=to_chapter(line.chapter))


@require_POST
@requires("booklet.write", find=queries.find_line)
def move_line(request: HttpRequest, line: Line) -> HttpResponse:
    """Adviser: up or down."""
    return do(request, lambda: actions.move_line(line=line, step=step_in(request), by=request.person),  # type: ignore[attr-defined]
              done=_("The observation is moved."), back=to_chapter(line.chapter))


@requires("booklet.write", find=queries.find_line)
def remove_line(request: HttpRequest, line: Line) -> HttpResponse:
    """Adviser: this observation goes."""
    question = Question(_("Remove this observation?"), line.text, _("Remove it"), _("The observation is removed."),
                        is_danger=True)
    return ask(request, line.chapter.booklet, question,
               lambda version: actions.remove_line(line=line, version=version, by=request.person),  # type: ignore[attr-defined]
               back=to_chapter(line.chapter))


@requires("booklet.write", find=queries.find_line)
def grounds_of_line(request: HttpRequest, line: Line) -> HttpResponse:
    """Adviser: what did people say that this observation rests on?"""
    if request.method == "POST":
        query = request.GET.urlencode()
        back = to_grounds(line) + (f"?{query}" if query else "")
        return do(request, lambda: actions.set_grounds(
            line=line, among=numbers_in(request, "getoond"), chosen=numbers_in(request, "gekozen"),
            by=request.person), done=_("What it rests on is saved."), back=back)  # type: ignore[attr-defined]
    search = clean_line(request.GET.get("q", ""))[:100]
    rows = queries.statements_of(line.chapter, search)
    title = _("What it rests on")
    return render(request, "booklet/desk/grounds.html", {
        "line": line, "chapter": line.chapter, "booklet": line.chapter.booklet, "search": search, "title": title,
        "page": queries.statement_page(rows, line.grounds.values_list("pk", flat=True),
                                       request.GET.get("pagina", "1")),
        "total": line.grounds.count(), "trail": desk_trail(line.chapter.booklet, line.chapter, title)})


@requires("booklet.write", find=queries.find_chapter)
def quotes(request: HttpRequest, chapter: Chapter) -> HttpResponse:
    """Adviser: which words strike, exactly as they were said?"""
    here = reverse("booklet:quotes", args=[chapter.booklet_id, chapter.pk])
    if request.method == "POST":
        said = queries.find_statement(chapter, number_in(request, "uitspraak") or 0)
        return do(request, lambda: actions.choose_quote(
            chapter=chapter, contribution=said, text=request.POST.get("woorden", ""), by=request.person),  # type: ignore[attr-defined]
            done=_("The quote is chosen."), back=to_chapter(chapter))
    search = clean_line(request.GET.get("q", ""))[:100]
    title = _("Choose a quote")
    chosen = chapter.quotes.values_list("contribution_id", flat=True)
    return render(request, "booklet/desk/quotes.html", {
        "chapter": chapter, "booklet": chapter.booklet, "search": search, "title": title, "here": here,
        "page": queries.statement_page(queries.statements_of(chapter, search, readable=True), chosen,
                                       request.GET.get("pagina", "1")),
        "trail": desk_trail(chapter.booklet, chapter, title)})


@require_POST
@requires("booklet.write", find=queries.find_quote)
def drop_quote(request: HttpRequest, quote: ChosenQuote) -> HttpResponse:
    """Adviser: not this quote."""
    return do(request, lambda: actions.drop_quote(quote=quote, by=request.person),  # type: ignore[attr-defined]
              done=_("The quote is taken out. It can be chosen again."), back=to_chapter(quote.chapter))
