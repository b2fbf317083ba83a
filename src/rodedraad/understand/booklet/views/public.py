"""What everybody reads: the list of booklets, a booklet as a web page, what lies under it, and its files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rodedraad.base.core.permissions import requires

from .. import queries
from ..editions import FORMS, as_shown, rendered
from ..models import Booklet, Edition
from ..rendering.sheet import sheet

ALL = 10**6


@require_safe
@requires("booklet.list")
def booklets(request: HttpRequest) -> HttpResponse:
    """Inwoner: which booklets are there?"""
    return render(request, "booklet/list.html", {
        "booklets": list(queries.public_booklets()), "trail": [(_("Booklets"), "")]})


@require_safe
@requires("booklet.view", find=queries.find_public)
def booklet(request: HttpRequest, booklet: Booklet, number: int | None = None) -> HttpResponse:
    """Inwoner: which red threads did you hear, how often, and in whose words?"""
    if booklet.withdrawn_at is not None:
        return render(request, "booklet/withdrawn.html", {"booklet": booklet, "trail": _trail(booklet)}, status=410)
    edition = queries.edition_of(booklet, number)
    context = _context(booklet, edition, here=_("edition %(number)s") % {"number": number} if number else "")
    return render(request, "booklet/booklet.html", context | {"is_old": number is not None and _newest(edition)})


def _newest(edition: Edition) -> bool:
    """Whether there is a newer one."""
    return bool(edition.booklet.editions.filter(number__gt=edition.number).exists())


def _context(booklet: Booklet, edition: Edition, here: str = "") -> dict[str, object]:
    return {"booklet": booklet, "edition": edition, "sheet": sheet(as_shown(edition), grounds_shown=0),
            "editions": list(booklet.editions.defer("data").order_by("-number")), "trail": _trail(booklet, here)}


def _trail(booklet: Booklet, here: str = "") -> list[tuple[str, str]]:
    trail = [(_("Booklets"), reverse("booklet:list")),
             (booklet.title, reverse("booklet:booklet", args=[booklet.slug]) if here else "")]
    return [*trail, (here, "")] if here else trail


@require_safe
@requires("booklet.view", find=queries.find_public)
def grounds(request: HttpRequest, booklet: Booklet, place: int) -> HttpResponse:
    """Inwoner: which words lie under each observation of this red thread?"""
    if booklet.withdrawn_at is not None:
        return render(request, "booklet/withdrawn.html", {"booklet": booklet, "trail": _trail(booklet)}, status=410)
    edition = queries.edition_of(booklet)
    written = sheet(as_shown(edition), grounds_shown=ALL)
    if not 1 <= place <= len(written["threads"]):
        raise Http404(str(place))
    thread = written["threads"][place - 1]
    return render(request, "booklet/grounds.html", {
        "booklet": booklet, "edition": edition, "thread": thread,
        "trail": _trail(booklet, _("What lies under it: %(title)s") % {"title": thread["title"]})})


@require_safe
@requires("booklet.view", find=queries.find_public)
def file(request: HttpRequest, booklet: Booklet, form: str, number: int | None = None) -> HttpResponse:
    """Inwoner: may I have it on paper, for a word processor, for an e-reader, or as data?"""
    if form not in FORMS or booklet.withdrawn_at is not None:
        raise Http404(form)
    edition = queries.edition_of(booklet, number)
    response = HttpResponse(rendered(edition, form), content_type=FORMS[form][1])
    name = f"{booklet.slug}-{edition.number}.{form}"
    response["Content-Disposition"] = f'{"inline" if form == "pdf" else "attachment"}; filename="{name}"'
    return response
