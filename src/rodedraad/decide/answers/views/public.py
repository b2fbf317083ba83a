"""The pages of answers and decisions that everybody can read."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rodedraad.base.core.permissions import requires
from rodedraad.listen.processes.models import Process

from ..files import attachment
from ..models import Answer, Decision
from ..pages import page_number, trail
from ..queries import (
    answer_list,
    answer_page,
    decision_list,
    decision_page,
    find_answer,
    find_decision,
    find_process,
)


@require_safe
@requires("answers.list", find=find_process)
def answers(request: HttpRequest, process: Process) -> HttpResponse:
    """A resident asks: what did they answer?"""
    found = answer_list(process, outcome=request.GET.get("uitkomst", ""), number=page_number(request))
    context = {"found": found, "process": process, "outcomes": Answer.Outcome.choices,
               "breadcrumb": trail(process, (_("Answers"), ""))}
    return render(request, "answers/list.html", context)


@require_safe
@requires("answers.view", find=find_answer)
def answer(request: HttpRequest, answer: Answer) -> HttpResponse:
    """A resident asks: what do they do with it, why, and what comes next?"""
    context = {"page": answer_page(answer), "answer": answer, "process": answer.process,
               "may_work": request.person.may("answers.desk", answer.process),
               "breadcrumb": trail(answer.process, (_("Answers"), "answers:list"), (answer.title, ""))}
    return render(request, "answers/answer.html", context)


@require_safe
@requires("answers.list", find=find_process)
def decisions(request: HttpRequest, process: Process) -> HttpResponse:
    """A resident asks: what was decided?"""
    context = {"page": decision_list(process, request.person, number=page_number(request)), "process": process,
               "breadcrumb": trail(process, (_("Decisions"), ""))}
    return render(request, "answers/decisions.html", context)


@require_safe
@requires("decisions.view", find=find_decision)
def decision(request: HttpRequest, decision: Decision) -> HttpResponse:
    """A resident asks: what was decided, by whom, and what did our input do in it?"""
    context = {"page": decision_page(decision), "decision": decision, "process": decision.process,
               "may_work": request.person.may("decisions.record", decision.process),
               "breadcrumb": trail(decision.process, (_("Decisions"), "answers:decisions"), (decision.title, ""))}
    return render(request, "answers/decision.html", context)


@require_safe
@requires("decisions.view", find=find_decision)
def document(_request: HttpRequest, decision: Decision) -> FileResponse:
    """The document of a decision, as a download."""
    return attachment(decision.document, decision.document_name)


@require_safe
@requires("decisions.view", find=find_decision)
def old_document(_request: HttpRequest, decision: Decision, number: int) -> FileResponse:
    """The document that belonged to earlier words of a decision, as a download."""
    version = decision.versions.filter(number=number).first()
    if version is None:
        raise Http404(str(number))
    return attachment(version.document, version.document_name)
