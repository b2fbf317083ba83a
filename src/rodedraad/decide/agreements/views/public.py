"""The pages of promises that everybody can read, and the overview for council, executive and staff."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rodedraad.base.core.permissions import requires
from rodedraad.decide.answers.files import attachment
from rodedraad.decide.answers.pages import number_from, page_number, trail
from rodedraad.listen.processes.models import Process
from rodedraad.listen.processes.queries import find_process

from ..models import Commitment
from ..queries import Wanted, commitment_page, exported, find_commitment, overview, process_list
from ..tables import csv_response


@require_safe
@requires("commitments.list", find=find_process)
def commitments(request: HttpRequest, process: Process) -> HttpResponse:
    """A resident asks: what did they promise here, and is it kept?"""
    page, rows = process_list(process, number=page_number(request))
    context = {"page": page, "rows": rows, "process": process,
               "may_make": request.person.may("commitments.make", process),
               "breadcrumb": trail(process, (_("Commitments"), ""))}
    return render(request, "agreements/list.html", context)


@require_safe
@requires("commitments.view", find=find_commitment)
def commitment(request: HttpRequest, commitment: Commitment) -> HttpResponse:
    """A resident asks: what was promised, when will it be there, and what came of it?"""
    process = commitment.process
    context = {"page": commitment_page(commitment), "commitment": commitment, "process": process,
               "may_change": request.person.may("commitments.make", commitment),
               "may_report": request.person.may("commitments.report", commitment),
               "breadcrumb": trail(process, (_("Commitments"), "agreements:list"), (commitment.what, ""))}
    return render(request, "agreements/commitment.html", context)


@require_safe
@requires("commitments.view", find=find_commitment)
def evidence(_request: HttpRequest, commitment: Commitment, result_id: int) -> FileResponse:
    """The evidence of a result, as a download."""
    result = commitment.results.filter(pk=result_id).first()
    if result is None:
        raise Http404(str(result_id))
    return attachment(result.evidence, result.evidence_name)


@require_safe
@requires("commitments.overview")
def overview_page(request: HttpRequest) -> HttpResponse:
    """A council member or clerk asks: who promised what, what is late, what is due soon?"""
    query = request.GET.urlencode()
    context = {"overview": overview(request.person, _wanted(request), number=page_number(request)), "query": query}
    return render(request, "agreements/overview.html", context)


@require_safe
@requires("commitments.overview")
def overview_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The same overview for a spreadsheet."""
    return csv_response(list(exported(request.person, _wanted(request))))


def _wanted(request: HttpRequest) -> Wanted:
    return Wanted(
        owner=request.GET.get("wie", ""), state=request.GET.get("stand", ""), process=number_from(request, "traject"),
        order=request.GET.get("volgorde", "datum"), is_mine=request.GET.get("mijn") == "1",
    )
