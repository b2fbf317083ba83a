"""Making, changing and stopping promises, and reporting their results."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rodedraad.base.core.permissions import requires
from rodedraad.decide.answers.forms import ReasonForm
from rodedraad.decide.answers.pages import do, number_from, trail, version_in
from rodedraad.listen.processes.models import Process
from rodedraad.listen.processes.queries import find_for_desk

from ..actions import change_commitment, make_commitment, publish_commitment, report_result, stop_commitment
from ..choices import choices_for
from ..forms import CommitmentForm, ResultForm
from ..models import Commitment
from ..queries import find_commitment_for_desk


@requires("commitments.make", find=find_for_desk)
def make(request: HttpRequest, process: Process) -> HttpResponse:
    """An alderman or adviser asks: what do we promise?"""
    form = CommitmentForm(request.POST or None, initial=_initial(request), **vars(choices_for(process)))
    if request.method == "POST":
        made = form.attempt(lambda: make_commitment(process=process, data=form.commitment, by=request.person))
        if made:
            messages.success(request, _("The promise is published. The people it is about are told."))
            return redirect("agreements:detail", made.pk)
    return _page(request, process, form, title=_("Make a promise"), save=_("Publish the promise"),
                 back=reverse("agreements:list", args=[process.slug]))


@requires("commitments.make", find=find_commitment_for_desk)
def change(request: HttpRequest, commitment: Commitment) -> HttpResponse:
    """An alderman or adviser asks: how do I change a promise honestly?"""
    form = CommitmentForm(request.POST or None, initial=CommitmentForm.values_of(commitment),
                          is_published=commitment.is_published, **vars(choices_for(commitment.process, commitment)))
    if request.method == "POST" and form.attempt(lambda: change_commitment(
            commitment=commitment, version=form.cleaned_data["version"], data=form.commitment, by=request.person,
            reason=form.cleaned_data.get("reason", ""))):
        messages.success(request, _("The promise has changed. What it said before stays readable."))
        return redirect("agreements:detail", commitment.pk)
    return _page(request, commitment.process, form, title=_("Change the promise"), save=_("Keep the changes"),
                 back=reverse("agreements:detail", args=[commitment.pk]))


@requires("commitments.make", find=find_commitment_for_desk)
@require_POST
def publish(request: HttpRequest, commitment: Commitment) -> HttpResponse:
    """Show a promise that was kept back."""
    return do(request, lambda: publish_commitment(commitment=commitment, version=version_in(request),
                                                  by=request.person),
              done=_("The promise is published. The people it is about are told."),
              back=reverse("agreements:detail", args=[commitment.pk]))


@requires("commitments.make", find=find_commitment_for_desk)
def stop(request: HttpRequest, commitment: Commitment) -> HttpResponse:
    """An alderman asks: how do I say openly that this will not happen?"""
    form = ReasonForm(request.POST or None, initial={"version": commitment.version})
    if request.method == "POST" and form.attempt(lambda version, reason: stop_commitment(
            commitment=commitment, version=version, reason=reason, by=request.person)):
        messages.success(request, _("The promise is stopped. Everybody can read why."))
        return redirect("agreements:detail", commitment.pk)
    return _page(request, commitment.process, form, title=_("Stop this promise"), save=_("Stop this promise"),
                 back=reverse("agreements:detail", args=[commitment.pk]), lead=commitment.what)


@requires("commitments.report", find=find_commitment_for_desk)
def report(request: HttpRequest, commitment: Commitment) -> HttpResponse:
    """An owner asks: how do I show what came of it?"""
    initial = {"version": commitment.version, "happened_on": timezone.localdate()}
    form = ResultForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.attempt(lambda: report_result(
            commitment=commitment, version=form.cleaned_data["version"], data=form.result, by=request.person,
            evidence=form.cleaned_data["evidence"])):
        messages.success(request, _("The result is published. The people it is about are told."))
        return redirect("agreements:detail", commitment.pk)
    return _page(request, commitment.process, form, title=_("Report a result"), save=_("Publish the result"),
                 back=reverse("agreements:detail", args=[commitment.pk]), lead=commitment.what)


def _initial(request: HttpRequest) -> dict[str, object]:
    answer, decision = number_from(request, "antwoord"), number_from(request, "besluit")
    origin = f"besluit-{decision}" if decision else f"antwoord-{answer}" if answer else ""
    return {"version": 0, "origin": origin}


def _page(request: HttpRequest, process: Process, form: CommitmentForm | ResultForm | ReasonForm, *, title: str,
          save: str, back: str, lead: str = "") -> HttpResponse:
    context = {"form": form, "process": process, "title": title, "save": save, "back": back, "lead": lead,
               "breadcrumb": trail(process, (_("Commitments"), "agreements:list"), (title, ""))}
    return render(request, "agreements/form.html", context)
