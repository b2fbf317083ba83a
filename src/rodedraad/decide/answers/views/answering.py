"""The buttons under an answer: submit, approve, return, publish, withdraw."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rodedraad.base.core.permissions import requires

from .. import actions
from ..forms import ReasonForm
from ..models import Answer, AnswerRevision
from ..pages import do, version_in
from ..queries import find_answer_for_desk
from ..working import find_change_for_desk
from .desk import show_work


def _back(answer: Answer) -> str:
    return reverse("answers:work", args=[answer.process.slug, answer.pk])


@requires("answers.write", find=find_answer_for_desk)
@require_POST
def submit(request: HttpRequest, answer: Answer) -> HttpResponse:
    """Ask a colleague to approve it."""
    return do(request, lambda: actions.submit_answer(answer=answer, version=version_in(request), by=request.person),
              done=_("The answer waits for a colleague."), back=_back(answer))


@requires("answers.approve", find=find_answer_for_desk)
@require_POST
def approve(request: HttpRequest, answer: Answer) -> HttpResponse:
    """Approve the words of a colleague."""
    return do(request, lambda: actions.approve_answer(answer=answer, version=version_in(request), by=request.person),
              done=_("You have approved the answer. It can be published now."), back=_back(answer))


@requires("answers.publish", find=find_answer_for_desk)
@require_POST
def publish(request: HttpRequest, answer: Answer) -> HttpResponse:
    """Give the answer to everybody."""
    return do(request, lambda: actions.publish_answer(answer=answer, version=version_in(request), by=request.person),
              done=_("The answer is published. The people whose contribution it is about are told."),
              back=_back(answer))


@requires("answers.approve", find=find_answer_for_desk)
@require_POST
def give_back(request: HttpRequest, answer: Answer) -> HttpResponse:
    """Return it to the writer, with what must be different."""
    form = ReasonForm(request.POST, auto_id="id_return_%s")
    if form.attempt(lambda version, reason: actions.return_answer(
            answer=answer, version=version, reason=reason, by=request.person)):
        messages.success(request, _("The answer went back to its writer."))
        return redirect(_back(answer))
    return show_work(request, find_answer_for_desk(request, answer.process.slug, answer.pk), refused=form,
                     which="return")


@requires("answers.publish", find=find_answer_for_desk)
@require_POST
def withdraw(request: HttpRequest, answer: Answer) -> HttpResponse:
    """Take it back, with a reason that everybody can read."""
    form = ReasonForm(request.POST, auto_id="id_withdraw_%s")
    if form.attempt(lambda version, reason: actions.withdraw_answer(
            answer=answer, version=version, reason=reason, by=request.person)):
        messages.success(request, _("The answer is withdrawn. Its page stays, with your reason."))
        return redirect(_back(answer))
    return show_work(request, find_answer_for_desk(request, answer.process.slug, answer.pk), refused=form,
                     which="withdraw")


@requires("answers.approve_revision", find=find_change_for_desk)
@require_POST
def approve_change(request: HttpRequest, change: AnswerRevision) -> HttpResponse:
    """Put a colleague's change of a published answer in place."""
    return do(request, lambda: actions.approve_revision(revision=change, version=version_in(request),
                                                        by=request.person),
              done=_("The answer has changed. The old words stay readable."), back=_back(change.answer))


@requires("answers.approve_revision", find=find_change_for_desk)
@require_POST
def return_change(request: HttpRequest, change: AnswerRevision) -> HttpResponse:
    """Turn a colleague's change of a published answer down."""
    form = ReasonForm(request.POST, auto_id="id_change_%s")
    if form.attempt(lambda version, reason: actions.return_revision(
            revision=change, version=version, reason=reason, by=request.person)):
        messages.success(request, _("The change went back. The published words stand."))
        return redirect(_back(change.answer))
    return show_work(request, change.answer, refused=form, which="change")
