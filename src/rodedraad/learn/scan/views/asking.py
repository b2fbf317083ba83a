"""The third step: own questions, when and to whom the questionnaire opens, and the letters that invite people."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rodedraad.base.core.permissions import requires
from rodedraad.kinds.survey.models import Survey
from rodedraad.kinds.survey.reading import instrument_of
from rodedraad.listen.processes.views.shared import Question, edit_form

from ..actions import rounds
from ..actions.questions import keep_own_questions, latest_version, own_questions
from ..asking_forms import QuestionsForm, RoundForm
from ..frame import ask_first, scan_form, scan_page
from ..letters import LETTERS, Letter, as_docx, letter_for
from ..lookup import find_on_desk, url_of
from ..models import Scan
from ..steps import ASKING

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _too_late(request: HttpRequest, scan: Scan) -> HttpResponse | None:
    """The way back once the questionnaire was opened, with the reason; None while it can change."""
    if scan.survey is None or scan.survey.state == Survey.State.PREPARED:
        return None
    messages.info(request, _("The questionnaire has been opened. Its questions do not change any more."))
    return redirect(url_of("step", scan, ASKING))


@requires("scan.edit", find=find_on_desk)
def questions(request: HttpRequest, scan: Scan) -> HttpResponse:
    """Adviser or committee: what do we want to ask ourselves?"""
    if request.method != "POST" and (back := _too_late(request, scan)):
        return back
    stored = own_questions(scan)
    edited = edit_form(request, QuestionsForm, QuestionsForm.first_values(scan.version, stored),
                       lambda form: keep_own_questions(scan=scan, version=form.cleaned_data["version"],
                                                       questions=form.questions,
                                                       by=request.person),  # type: ignore[attr-defined]
                       lambda current: QuestionsForm.first_values(current.version, own_questions(current)))
    back = url_of("step", scan, ASKING)
    if edited.is_saved:
        return redirect(back)
    return scan_page(request, "scan/desk/questions.html", scan, here=_("Questions of our own"), form=edited.form,
                     differences=edited.differences, problem=edited.problem, status=edited.status, cancel=back)


@requires("scan.edit", find=find_on_desk)
def round_(request: HttpRequest, scan: Scan) -> HttpResponse:
    """Adviser: when can people answer, and who?"""
    if request.method != "POST" and (early := _too_late(request, scan)):
        return early
    instrument = instrument_of(scan.survey.asks if scan.survey is not None else latest_version(scan))
    groups = {option.key: instrument.say(option.label) for option in instrument.groups}
    edited = edit_form(request, lambda *args, **more: RoundForm(*args, groups=groups, **more),
                       RoundForm.first_values(scan.version, scan.survey, groups),
                       lambda form: rounds.prepare_round(scan=scan, version=form.cleaned_data["version"],
                                                         values=form.values,
                                                         by=request.person),  # type: ignore[attr-defined]
                       lambda now: RoundForm.first_values(now.version, getattr(now, "survey", None), groups))
    back = url_of("step", scan, ASKING)
    if edited.is_saved:
        return redirect(back)
    lead = _("Answers are always anonymous. Nothing opens before you open the questionnaire yourself.")
    return scan_form(request, scan, edited, title=_("Dates and groups"), lead=lead, submit=_("Save"), back=back)


@requires("scan.edit", find=find_on_desk)
def open_(request: HttpRequest, scan: Scan) -> HttpResponse:
    """Adviser: is everything right? Then let people answer."""
    question = Question(_("Open the questionnaire"),
                        _("From the announced moment people can answer. After this the questions stay as they "
                          "are."),
                        _("Open the questionnaire"), _("The questionnaire opens at the announced moment."))
    return ask_first(request, scan, question, rounds.open_round, after=url_of("step", scan, ASKING), scan=scan)


def _letter(scan: Scan, key: str) -> Letter:
    if key not in LETTERS:
        raise Http404(key)
    return letter_for(scan, key)


@require_safe
@requires("scan.see", find=find_on_desk)
def letter(request: HttpRequest, scan: Scan, key: str) -> HttpResponse:
    """Staff: a text that I can copy and adapt."""
    return scan_page(request, "scan/desk/letter.html", scan, here=str(LETTERS[key].title) if key in LETTERS else key,
                     letter=_letter(scan, key))


@require_safe
@requires("scan.see", find=find_on_desk)
def letter_docx(_request: HttpRequest, scan: Scan, key: str) -> HttpResponse:
    """Staff: the same text for a word processor."""
    found = _letter(scan, key)
    return HttpResponse(as_docx(found), content_type=DOCX,
                        headers={"Content-Disposition": f'attachment; filename="{found.file_name}.docx"'})
