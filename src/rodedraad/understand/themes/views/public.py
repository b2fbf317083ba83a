"""The public pages of themes."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rodedraad.base.core.permissions import requires
from rodedraad.listen.processes.models import Process
from rodedraad.listen.processes.queries import find_process

from .. import hooks, queries
from ..models import Theme
from .shared import number_in, public_trail


@require_safe
@requires("themes.list", find=find_process)
def themes(request: HttpRequest, process: Process) -> HttpResponse:
    """A resident asks: what do people talk about most?"""
    context = {"process": process, "rows": queries.theme_list(process), "coverage": queries.coverage_of_themes(process),
               "trail": public_trail(process, _("Themes"), in_themes=False),
               "may_analyse": request.person.may("themes.analyse", process)}  # type: ignore[attr-defined]
    return render(request, "themes/list.html", context)


@require_safe
@requires("themes.look_up", find=queries.find_theme)
def theme(request: HttpRequest, theme: Theme) -> HttpResponse:
    """A resident asks: what do people say about this, and what happens with it?"""
    if theme.state == Theme.State.MERGED:
        return _moved(theme)
    may_analyse = request.person.may("themes.analyse", theme.process)  # type: ignore[attr-defined]
    context = {"theme": theme, "process": theme.process, "trail": public_trail(theme.process, theme.title),
               "may_analyse": may_analyse}
    if theme.state == Theme.State.DRAFT and not may_analyse:
        return render(request, "themes/gone.html", context, status=410)
    page = queries.theme_page(theme, request.person, number_in(request))  # type: ignore[attr-defined]
    context |= {"page": page, "sections": hooks.sections(request, theme),
                "follow": {"topic": theme.topic, "next": request.path}}
    return render(request, "themes/detail.html", context)


def _moved(theme: Theme) -> HttpResponse:
    final = queries.final_theme(theme)
    if final is None:
        raise Http404(str(theme.pk))
    return redirect("themes:detail", theme.process.slug, final.pk, permanent=False)
