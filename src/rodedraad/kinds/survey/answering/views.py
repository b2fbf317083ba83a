"""The pages of a respondent. The code in the own cookie says whose answers they are; nothing else is kept."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from rodedraad.base.core.limits import client_prefix
from rodedraad.base.core.permissions import requires
from rodedraad.listen.processes.errors import RefusedError

from ..actions import answering as acts
from ..errors import ClosedError, IncompleteError, UnknownCodeError
from ..lookup import find_survey, find_to_answer, url_of
from ..models import Response, Survey
from ..reading import instrument_of, question_of
from . import cookies, flow
from .drawn import answer_page, asking_of, said_page
from .forms import BeginForm, ResumeForm
from .reading import raw_answers, typed_of
from .start import find_to_start, start_page

View = Callable[[HttpRequest, Response], HttpResponse]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("survey.view", find=find_to_start)
def start(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Inwoner: what do you want to know, how long does it take, and what happens with it?"""
    if survey.pk is None or request.method != "POST":
        return start_page(request, survey)
    form = BeginForm(request.POST, survey=survey)
    if not form.is_valid():
        return start_page(request, survey, form=form, status=422)
    given = form.cleaned_data
    try:
        begun = acts.begin_response(
            survey=survey, code=given.get("code", ""), group=given.get("group", ""), network=client_prefix(request),
            neighbourhood=given.get("neighbourhood"), by=request.person,  # type: ignore[attr-defined]
            language=given.get("language") or "nl")
    except RefusedError as error:
        return start_page(request, survey, form=form, problem=str(error), status=409)
    answer = redirect(url_of("page", survey, 1))
    cookies.keep(answer, survey, begun.code)
    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("survey.resume", find=find_survey)
def resume(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Inwoner: I had begun, perhaps on another device; where was I?"""
    form = ResumeForm(request.POST or None, initial={"code": request.GET.get("code", "")[:60]})
    problem = ""
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        try:
            found = acts.find_response(survey=survey, code=code, network=client_prefix(request))
        except RefusedError as error:
            problem = str(error)
        else:
            answer = redirect(_where(found))
            cookies.keep(answer, survey, code)
            return answer
    status = 409 if problem else 422 if form.errors else 200
    return said_page(request, "resume", survey, _("Go on where you were"), form=form, problem=problem, status=status)


def _where(found: Response) -> str:
    """The page where somebody goes on; the thanks when all is sent in."""
    if found.is_finished:
        return url_of("done", found.survey)
    number = flow.where_to_go_on(found)
    is_open = number <= len(flow.pages_of(found))
    return url_of("page", found.survey, number) if is_open else url_of("check", found.survey)


def in_browser(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Call a view with the code that this browser keeps; say what became of a survey or of answers that are gone."""

    @wraps(view)
    def found(request: HttpRequest, survey: Survey, *args: Any, **kwargs: Any) -> HttpResponse:
        code = cookies.code_of(request, survey)
        if not code:
            return redirect(url_of("start", survey))
        try:
            return view(request, survey, code, *args, **kwargs)
        except UnknownCodeError:
            # The code leads nowhere any more: sent in a moment ago (a double press), or taken back elsewhere.
            match = request.resolver_match
            is_sent_twice = request.method == "POST" and match is not None and match.url_name == "check"
            answer = redirect(url_of("done" if is_sent_twice else "start", survey))
            cookies.forget(answer, survey)
            return answer
        except ClosedError as error:
            return said_page(request, "closed", survey, _("This survey is closed"), problem=str(error), status=409)
        except RefusedError as error:
            return said_page(request, "refused", survey, survey.activity.title, problem=str(error), status=409)

    return found


def with_response(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Call a view with the response of this browser; who has sent it in reads the thanks."""

    @wraps(view)
    def opened(request: HttpRequest, survey: Survey, code: str, *args: Any, **kwargs: Any) -> HttpResponse:
        response = acts.find_response(survey=survey, code=code, network=None)
        return redirect(url_of("done", survey)) if response.is_finished else view(request, response, *args, **kwargs)

    return in_browser(opened)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("survey.answer", find=find_to_answer)
def page(request: HttpRequest, survey: Survey, number: int) -> HttpResponse:
    """Inwoner: what is the next question?"""
    answer: HttpResponse = (_save if request.method == "POST" else _show)(request, survey, number)
    return answer


@with_response
def _show(request: HttpRequest, response: Response, number: int) -> HttpResponse:
    found = flow.pages_of(response)
    if not 1 <= number <= len(found):
        return redirect(_where(response))
    return answer_page(request, response, found[number - 1], found)


@in_browser
def _save(request: HttpRequest, survey: Survey, code: str, _number: int) -> HttpResponse:
    """Keep what stands on the page, then go where the button says."""
    wanted = request.POST.get("doe", "verder")
    named = (question_of(survey.asks, key) for key in request.POST.getlist("gevraagd")[:300])
    here = [each for each in named if each is not None]
    asked, raw = [each.key for each in here], raw_answers(request.POST, here)
    saved = acts.save_page_of(survey=survey, code=code, raw=raw, asked=asked, must=wanted == "verder")
    found = flow.pages_of(saved.response)
    number = flow.place_of(found, asked)
    if saved.errors and number:
        typed = {each.key: typed_of(each, raw[each.key], request.POST) for each in here if each.key in saved.errors}
        return answer_page(request, saved.response, found[number - 1], found, errors=saved.errors, typed=typed)
    if wanted == "later":
        return redirect(url_of("later", survey))
    if wanted == "terug":
        first = min((each.number for each in found if set(each.keys) & set(asked)), default=number)
        return redirect(url_of("page", survey, max(first - 1, 1)))
    return redirect(url_of("page", survey, number + 1) if number < len(found) else url_of("check", survey))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("survey.answer", find=find_survey)
@with_response
def check(request: HttpRequest, response: Response) -> HttpResponse:
    """Inwoner: is this what I meant? Then send it in."""
    survey = response.survey
    if request.method == "POST":
        try:
            acts.finish_response(response=response)
        except IncompleteError:
            pass
        else:
            answer = redirect(url_of("done", survey))
            if survey.is_anonymous:
                cookies.forget(answer, survey)
            return answer
    asking = asking_of(response)
    lacking = [(asking.say(each.title_for(response.group)), url_of("page", survey, number), each.key)
               for each, number in flow.lacking(response)]
    return said_page(request, "check", survey, _("Look at your answers"), response=response, lacking=lacking,
                     status=409 if request.method == "POST" else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("survey.answer", find=find_survey)
@with_response
def later(request: HttpRequest, response: Response) -> HttpResponse:
    """Inwoner: I stop for now; how do I get back?"""
    survey = response.survey
    if request.method == "POST":
        answer = said_page(request, "left", survey, _("This device has forgotten your code"))
        cookies.forget(answer, survey)
        return answer
    code = cookies.code_of(request, survey)
    link = request.build_absolute_uri(url_of("resume", survey))
    return said_page(request, "later", survey, _("Go on later"), code=code, link=link,
                     page_url=_where(response))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("survey.answer", find=find_survey)
@with_response
def take_back(request: HttpRequest, response: Response) -> HttpResponse:
    """Inwoner: I do not want to take part after all; delete what I filled in."""
    survey = response.survey
    if request.method != "POST":
        return said_page(request, "take_back", survey, _("Delete my answers"), page_url=_where(response))
    acts.withdraw_response(response=response, by=None)
    answer = said_page(request, "taken_back", survey, _("Your answers are deleted"))
    cookies.forget(answer, survey)
    return answer


@never_cache
@require_http_methods(["POST"])
@requires("survey.answer", find=find_survey)
@with_response
def words(request: HttpRequest, response: Response) -> HttpResponse:
    """Inwoner: I want easier words, or the usual ones."""
    acts.change_language(response=response, language=request.POST.get("taal", "")[:20])
    number = request.POST.get("pagina", "1")
    return redirect(url_of("page", response.survey, int(number) if number.isdecimal() and len(number) < 5 else 1))


@never_cache
@require_http_methods(["GET", "HEAD"])
@requires("survey.view", find=find_survey)
def done(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Inwoner: did it arrive, and what happens now?"""
    instrument = instrument_of(survey.asks)
    return said_page(request, "done", survey, _("Thank you"), closing=instrument.say(instrument.closing))
