"""The report of a process to download."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rodedraad.base.core.permissions import requires
from rodedraad.listen.processes.models import Process
from rodedraad.listen.processes.queries import find_process

from .contents import contents
from .typesetting import typeset


@require_safe
@requires("processes.view", find=find_process)
def report(request: HttpRequest, process: Process) -> HttpResponse:
    """Council member or clerk: the whole process on paper, to hand out and to keep."""
    response = HttpResponse(typeset(contents(process)), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{process.slug}-verslag.pdf"'
    return response
