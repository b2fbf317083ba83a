"""The desk of paper: for who types in forms, and for who decides what a form says."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from rodedraad.base.core.permissions import requires
from rodedraad.listen.processes.errors import RefusedError
from rodedraad.listen.processes.views.shared import Question, confirm

from ..answering.reading import raw_answers, typed_of
from ..frame import survey_page, trail
from ..lookup import find_survey_on_desk, url_of
from ..models import PaperForm, Survey
from ..queries import groups_of
from . import actions, queries
from .queries import find_form


def _between(survey: Survey) -> tuple[tuple[str, str], ...]:
    return ((_("Enter paper forms"), url_of("paper", survey)),)


@never_cache
@require_safe
@requires("survey.enter_paper", find=find_survey_on_desk)
def paper(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Staff: which forms are entered, and which need a second pair of eyes?"""
    return survey_page(request, "survey/entering/list.html", survey, here=_("Enter paper forms"),
                       page=queries.page_of_forms(survey, request.GET.get("pagina", "1")),
                       worth=queries.worth_of(survey), groups=list(groups_of(survey).items()) or [("", "")],
                       new_url=url_of("paper_new", survey))


def _entry(request: HttpRequest, survey: Survey, group: str, title: str, keep: Any) -> HttpResponse:
    """Show the fields of a form, or keep what was typed; nothing typed is lost."""
    questions = queries.questions_for(survey, group)
    raw: dict[str, Any] = {}
    errors: dict[str, str] = {}
    problem = ""
    if request.method == "POST":
        sent = raw_answers(request.POST, questions)
        answers, errors = queries.read_entry(questions, sent)
        raw = {each.key: typed_of(each, sent[each.key], request.POST) for each in questions}
        if not errors:
            try:
                messages.success(request, keep(answers))
                return redirect(url_of("paper", survey))
            except RefusedError as error:
                problem = str(error)
    status = 409 if problem else 422 if errors else 200
    return survey_page(request, "survey/entering/entry.html", survey, here=title, between=_between(survey),
                       entry=queries.entry_of(survey, group, raw, errors), problem=problem,
                       group=groups_of(survey).get(group, ""), back=url_of("paper", survey), status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("survey.enter_paper", find=find_survey_on_desk)
def new(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Staff: what stands on this form?"""
    group = request.GET.get("groep", "")
    groups = groups_of(survey)
    if groups and group not in groups:
        return redirect(url_of("paper", survey))

    def keep(answers: dict[str, Any]) -> str:
        made = actions.enter_first(survey=survey, group=group, answers=answers, by=request.person)  # type: ignore[attr-defined]
        return _("Write %(number)s on the form and put it aside for the second entry.") % {"number": made.mark}

    return _entry(request, survey, group, _("First entry"), keep)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("survey.enter_paper", find=find_form)
def second(request: HttpRequest, form: PaperForm) -> HttpResponse:
    """Somebody else on the staff: what do I read on it?"""
    if form.state != PaperForm.State.FIRST or form.first_by_id == request.person.pk:  # type: ignore[attr-defined]
        messages.error(request, _("Somebody who did not type this form in before must do the second entry."))
        return redirect(url_of("paper", form.survey))

    def keep(answers: dict[str, Any]) -> str:
        kept = actions.enter_second(form=form, answers=answers, by=request.person)  # type: ignore[attr-defined]
        if kept.state == PaperForm.State.DONE:
            return _("Both entries are the same. %(number)s counts.") % {"number": kept.mark}
        return _("%(number)s: some answers differ. Take the form and choose what stands on it.") % {
            "number": kept.mark}

    return _entry(request, form.survey, form.group, _("Second entry of %(number)s") % {"number": form.mark}, keep)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("survey.enter_paper", find=find_form)
def compare(request: HttpRequest, form: PaperForm) -> HttpResponse:
    """Staff with the form in hand: which of the two is right?"""
    if form.state != PaperForm.State.DIFFERS:
        return redirect(url_of("paper", form.survey))
    problem = ""
    chosen = {name.removeprefix("kies_"): value for name, value in request.POST.items() if name.startswith("kies_")}
    if request.method == "POST":
        try:
            actions.decide(form=form, chosen=chosen, by=request.person)  # type: ignore[attr-defined]
        except RefusedError as error:
            problem = str(error)
        else:
            messages.success(request, _("%(number)s counts.") % {"number": form.mark})
            return redirect(url_of("paper", form.survey))
    rows = [(each, chosen.get(each.key, "")) for each in queries.differences_of(form)]
    return survey_page(request, "survey/entering/compare.html", form.survey, between=_between(form.survey),
                       here=_("Where the entries of %(number)s differ") % {"number": form.mark}, rows=rows,
                       problem=problem, back=url_of("paper", form.survey), status=409 if problem else 200)


@requires("survey.enter_paper", find=find_form)
def remove(request: HttpRequest, form: PaperForm) -> HttpResponse:
    """Staff: this form was entered by mistake."""
    question = Question(_("Remove the entry of %(number)s") % {"number": form.mark},
                        _("What was typed is deleted. The form can be entered again under a new number."),
                        _("Remove the entry"), _("The entry is removed."), is_danger=True)

    def act(**_fields: object) -> None:
        actions.remove_form(form=form, by=request.person)  # type: ignore[attr-defined]

    has_desk = request.person.may("survey.see_desk", form.survey)  # type: ignore[attr-defined]
    steps = trail(form.survey.activity, question.title, *_between(form.survey), has_desk=has_desk)
    return confirm(request, form.process, question, act, version=0, after=url_of("paper", form.survey),
                   tab="activities", trail=steps)
