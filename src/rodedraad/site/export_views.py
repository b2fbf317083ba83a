"""Downloads: open data for everybody, full tables for who works on the process."""

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_scopes import scope

from rodedraad.base.core.permissions import requires
from rodedraad.base.core.tables import FORMATS, write_table
from rodedraad.listen.processes.models import Process
from rodedraad.listen.processes.queries import find_process

from . import queries
from .exports import Export, all_exports


@require_safe
@requires("site.visit")
def open_data(request: HttpRequest) -> HttpResponse:
    """Journalist or researcher: which data can I take, and under which conditions?"""
    processes = queries.public_processes(request.person)  # type: ignore[attr-defined]
    return render(request, "site/open_data.html",
                  {"processes": processes, "exports": all_exports().values(), "formats": FORMATS.values()})


@require_safe
@requires("contributions.export", find=find_process)
def choose(request: HttpRequest, process: Process) -> HttpResponse:
    """Adviser: which table do I need, and in which form?"""
    return render(request, "site/exports.html",
                  {"process": process, "exports": all_exports().values(), "formats": FORMATS.values()})


@require_safe
@requires("processes.view", find=find_process)
def public_table(request: HttpRequest, process: Process, key: str, form: str) -> HttpResponseBase:
    """Anybody: this table of this process, with only what is public."""
    if not process.is_public:
        raise Http404
    return _download(request, process, key, form, public=True)


@require_safe
@requires("contributions.export", find=find_process)
def table(request: HttpRequest, process: Process, key: str, form: str) -> HttpResponseBase:
    """Adviser: this table with everything that I may see."""
    return _download(request, process, key, form, public=False)


def _download(request: HttpRequest, process: Process, key: str, form: str, *, public: bool) -> HttpResponseBase:
    export, shape = all_exports().get(key), FORMATS.get(form)
    if export is None or shape is None:
        raise Http404
    response = StreamingHttpResponse(_pieces(export, process, form, public=public), content_type=shape.content_type)
    response["Content-Disposition"] = f'attachment; filename="{process.slug}-{key}.{form}"'
    return response


def _pieces(export: Export, process: Process, form: str, *, public: bool) -> Iterator[bytes]:
    """The file in pieces; the scope of the request has ended by the time the server asks for them."""
    with scope(organisation=process.organisation):
        yield from write_table(form, export.header(public=public), export.lines(process, public=public), export.key)
