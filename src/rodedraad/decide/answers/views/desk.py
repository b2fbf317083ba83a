"""The desk of answers: what waits, and writing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rodedraad.base.core.permissions import requires
from rodedraad.listen.processes.models import Process
from rodedraad.listen.processes.queries import find_for_desk

from ..actions import edit_answer, revise_answer, write_answer
from ..desk import desk, theme_choices
from ..forms import AnswerForm, ReasonForm
from ..models import Answer
from ..pages import number_from, page_number, trail
from ..queries import find_answer_for_desk
from ..rules import charter_in_force
from ..working import working_page


@requires("answers.desk", find=find_for_desk)
def answers_desk(request: HttpRequest, process: Process) -> HttpResponse:
    """An adviser asks: what still needs an answer, and what is late?"""
    context = {"desk": desk(process, number=page_number(request)), "process": process,
               "may_write": request.person.may("answers.write", process),
               "breadcrumb": trail(process, (_("Answers"), ""))}
    return render(request, "answers/desk.html", context)


@requires("answers.write", find=find_for_desk)
def write(request: HttpRequest, process: Process) -> HttpResponse:
    """An adviser asks: what do we say back?"""
    initial = {"version": 0, "themes": [number_from(request, "thema")],
               "contributions": number_from(request, "bijdrage") or ""}
    form = _form(request, process, initial)
    if request.method == "POST":
        answer = form.attempt(lambda: write_answer(process=process, data=form.answer, by=request.person))
        if answer:
            messages.success(request, _("The answer is kept as a draft."))
            return redirect("answers:work", process.slug, answer.pk)
    steps = ((_("Answers"), "answers:desk"), (_("Write an answer"), ""))
    return render(request, "answers/write.html", {"form": form, "process": process,
                                                  "breadcrumb": trail(process, *steps)})


@requires("answers.desk", find=find_answer_for_desk)
def work(request: HttpRequest, answer: Answer) -> HttpResponse:
    """An adviser or alderman asks: is this answer right, and what is the next step?"""
    return show_work(request, answer)


@requires("answers.write", find=find_answer_for_desk)
def edit(request: HttpRequest, answer: Answer) -> HttpResponse:
    """An adviser asks: how do I make this answer better?"""
    process = answer.process
    form = _form(request, process, AnswerForm.values_of(answer), answer)
    if request.method == "POST" and form.attempt(lambda: _save(request, answer, form)):
        messages.success(request, _said(answer))
        return redirect("answers:work", process.slug, answer.pk)
    steps = ((_("Answers"), "answers:desk"), (answer.title, ""))
    return render(request, "answers/write.html", {"form": form, "answer": answer, "process": process,
                                                  "breadcrumb": trail(process, *steps)})


def show_work(request: HttpRequest, answer: Answer, *, refused: ReasonForm | None = None,
              which: str = "") -> HttpResponse:
    """The page on which staff work on one answer; with the form of an act that was refused."""
    forms = {name: ReasonForm(initial={"version": answer.version}, auto_id=f"id_{name}_%s")
             for name in ("return", "withdraw")}
    page = working_page(answer, request.person)
    if page.change:
        forms["change"] = ReasonForm(initial={"version": page.change.pk}, auto_id="id_change_%s")
    if refused is not None:
        forms[which] = refused
    context = {"page": page, "answer": answer, "process": answer.process, "forms": forms, "opened": which,
               "breadcrumb": trail(answer.process, (_("Answers"), "answers:desk"), (answer.title, ""))}
    return render(request, "answers/work.html", context, status=422 if refused else 200)


def _form(request: HttpRequest, process: Process, initial: dict[str, object],
          answer: Answer | None = None) -> AnswerForm:
    charter = charter_in_force(process)
    return AnswerForm(
        request.POST or None, initial=initial, themes=theme_choices(process),
        needs_motivation=bool(charter and charter.needs_motivation),
        is_published=bool(answer and answer.state == Answer.State.PUBLISHED),
    )


def _save(request: HttpRequest, answer: Answer, form: AnswerForm) -> Answer:
    version = form.cleaned_data["version"]
    if answer.state == Answer.State.PUBLISHED:
        return revise_answer(answer=answer, version=version, data=form.answer, by=request.person,
                             reason=form.cleaned_data["reason"])
    return edit_answer(answer=answer, version=version, data=form.answer, by=request.person)


def _said(answer: Answer) -> str:
    if answer.state != Answer.State.PUBLISHED:
        return _("The answer is kept as a draft.")
    if answer.organisation.answers_need_approval:
        return _("Your change waits for a colleague. Until then everybody reads the old words.")
    return _("The answer has changed. The old words stay readable.")
