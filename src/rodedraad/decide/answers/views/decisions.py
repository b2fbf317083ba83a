"""The desk of decisions: recording, publishing, correcting and withdrawing."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rodedraad.base.core.permissions import requires
from rodedraad.listen.processes.models import Process
from rodedraad.listen.processes.queries import find_for_desk

from ..actions import edit_decision, publish_decision, record_decision, withdraw_decision
from ..desk import answer_choices
from ..forms import DecisionForm, ReasonForm
from ..models import Decision
from ..pages import do, page_number, trail, version_in
from ..queries import decision_list, find_decision_for_desk


@requires("answers.desk", find=find_for_desk)
def decisions_desk(request: HttpRequest, process: Process) -> HttpResponse:
    """A clerk asks: which decisions are on the thread, and which are not shown yet?"""
    context = {"page": decision_list(process, request.person, drafts=True, number=page_number(request)),
               "process": process, "may_record": request.person.may("decisions.record", process),
               "breadcrumb": trail(process, (_("Decisions"), ""))}
    return render(request, "answers/decisions_desk.html", context)


@requires("decisions.record", find=find_for_desk)
def record(request: HttpRequest, process: Process) -> HttpResponse:
    """A clerk asks: how do I put tonight's decision on the thread?"""
    form = DecisionForm(request.POST or None, request.FILES or None, initial={"version": 0},
                        answers=answer_choices(process))
    if request.method == "POST":
        decision = form.attempt(lambda: record_decision(
            process=process, data=form.decision, by=request.person, document=form.cleaned_data["document"]))
        if decision:
            messages.success(request, _("The decision is kept. Read it once more and publish it."))
            return redirect("answers:edit_decision", process.slug, decision.pk)
    return _page(request, process, form, title=_("Record a decision"))


@requires("decisions.record", find=find_decision_for_desk)
def edit(request: HttpRequest, decision: Decision) -> HttpResponse:
    """A clerk asks: is this right, and can everybody read it?"""
    form = DecisionForm(
        request.POST or None, request.FILES or None, initial=DecisionForm.values_of(decision),
        answers=answer_choices(decision.process, decision.answers.all()), is_published=decision.is_published,
    )
    if request.method == "POST" and form.attempt(lambda: edit_decision(
            decision=decision, version=form.cleaned_data["version"], data=form.decision, by=request.person,
            reason=form.cleaned_data.get("reason", ""), document=form.cleaned_data["document"])):
        messages.success(request, _("The decision has been saved."))
        return redirect(_back(decision))
    return _page(request, decision.process, form, title=decision.title, decision=decision)


@requires("decisions.record", find=find_decision_for_desk)
@require_POST
def publish(request: HttpRequest, decision: Decision) -> HttpResponse:
    """Show it to everybody."""
    return do(request, lambda: publish_decision(decision=decision, version=version_in(request), by=request.person),
              done=_("The decision is published. The people whose contribution led to it are told."),
              back=_back(decision))


@requires("decisions.record", find=find_decision_for_desk)
@require_POST
def withdraw(request: HttpRequest, decision: Decision) -> HttpResponse:
    """Take it off the thread, with a reason that everybody can read."""
    reason = ReasonForm(request.POST, auto_id="id_withdraw_%s")
    if reason.attempt(lambda version, why: withdraw_decision(
            decision=decision, version=version, reason=why, by=request.person)):
        messages.success(request, _("The decision is withdrawn. Its page stays, with your reason."))
        return redirect(_back(decision))
    form = DecisionForm(initial=DecisionForm.values_of(decision), is_published=decision.is_published,
                        answers=answer_choices(decision.process, decision.answers.all()))
    return _page(request, decision.process, form, title=decision.title, decision=decision, reason=reason)


def _back(decision: Decision) -> str:
    return reverse("answers:edit_decision", args=[decision.process.slug, decision.pk])


def _page(request: HttpRequest, process: Process, form: DecisionForm, *, title: str,
          decision: Decision | None = None, reason: ReasonForm | None = None) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form, "process": process, "decision": decision, "title": title, "is_refused": reason is not None,
        "reason": reason or ReasonForm(initial={"version": decision.version if decision else 0},
                                       auto_id="id_withdraw_%s"),
        "breadcrumb": trail(process, (_("Decisions"), "answers:decisions_desk"), (title, "")),
    }
    return render(request, "answers/edit_decision.html", context, status=422 if reason else 200)
