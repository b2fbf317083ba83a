"""Acts of a respondent: begin, come back, save a page, send in, take back.

In an anonymous survey these leave no audit line, no moment and no link: a line with a key or a time would say who
answered what. What staff do to a survey is always in the audit log.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person, Visitor
from rodedraad.base.core import audit
from rodedraad.base.core.limits import Limit, allow
from rodedraad.base.organisations.models import Neighbourhood
from rodedraad.listen.processes.errors import RefusedError
from rodedraad.listen.processes.models import Process

from ..codes import count_wrong, hash_of, is_locked, new_code
from ..errors import ClosedError, IncompleteError, LockedError, UnknownCodeError
from ..instrument.answers import check_answer
from ..instrument.routing import counting_answers, visible
from ..models import Invitation, Response, Survey
from ..reading import instrument_of, packer_of, question_of

BEGIN = Limit("survey.begin", 600, 3600)
State = Response.State


@dataclass(frozen=True)
class Begun:
    """A response with the code to come back with, which nobody can read again later."""

    response: Response
    code: str


@dataclass(frozen=True)
class Saved:
    """A page that was saved: the response as it now is, and per question what could not be kept."""

    response: Response
    errors: dict[str, str] = field(default_factory=dict)


def begin_response(*, survey: Survey, code: str = "", group: str = "", neighbourhood: Neighbourhood | None = None,
                   by: Person | Visitor | None, network: str, language: str = "nl",
                   channel: str = Response.Channel.SITE) -> Begun:
    """Begin to answer, with the open link or a personal code, which is used up by it.

    Raises `ClosedError`, `UnknownCodeError`, `LockedError`, `RefusedError`.
    """
    if code:
        _refuse_locked(network)
    elif not allow(BEGIN, network):
        raise LockedError(_("Many people began from here in a short time. Please try again in an hour."))
    try:
        return _begin(survey=survey, code=code, group=group, neighbourhood=neighbourhood, by=by, language=language,
                      channel=channel)
    except UnknownCodeError:
        count_wrong(network)
        raise


def _refuse_locked(network: str) -> None:
    if is_locked(network):
        raise LockedError(_("There were many wrong codes from here. Please try again in an hour."))


@transaction.atomic
def _begin(*, survey: Survey, code: str, group: str, neighbourhood: Neighbourhood | None, by: Person | Visitor | None,
           language: str, channel: str) -> Begun:
    current = open_survey(survey.pk, channel)
    invitation = _use_up(current, code) if code else None
    if invitation is None and not current.allows_link and channel == Response.Channel.SITE:
        raise RefusedError(_("You need a personal code for this survey."))
    own = new_code()
    response = Response(
        organisation_id=current.organisation_id, survey=current, channel=channel, language=language[:20],
        group=_group_of(current, group, invitation, channel), begun_at=_moment(current),
        neighbourhood=(invitation.neighbourhood if invitation else None) or neighbourhood, resume_hash=hash_of(own))
    if not current.is_anonymous:
        response.person = by if isinstance(by, Person) and channel == Response.Channel.SITE else None
        response.invitation = invitation
    response.save(force_insert=True)
    if not current.is_anonymous:
        audit.record("response.begun", on=response, by=response.person, survey=current.pk, channel=channel)
    return Begun(response, own)


def open_survey(pk: int, channel: str = Response.Channel.SITE) -> Survey:
    """The survey as it is in this transaction. Raises `ClosedError` when it takes no answers at this second."""
    rows = Survey.objects.select_related("activity__process", "asks").defer("asks__content")
    survey: Survey = rows.get(pk=pk)
    Standing(survey.state, survey.opens_at, survey.closes_at, survey.process.state).refuse(channel)
    return survey


class Standing(NamedTuple):
    """What decides whether answers are taken: read in the transaction that writes them."""

    state: str
    opens_at: datetime
    closes_at: datetime
    process_state: str

    def refuse(self, channel: str) -> None:
        """On the site the announced second counts; paper that came in time is entered until staff stop the survey."""
        now = timezone.now()
        is_running, has_opened = self.state == Survey.State.RUNNING, now >= self.opens_at
        in_time = now < self.closes_at or channel == Response.Channel.PAPER
        if self.process_state != Process.State.DRAFT and is_running and has_opened and in_time:
            return
        if is_running and not has_opened:
            raise ClosedError(_("This survey is not open yet."))
        raise ClosedError(_("This survey is closed. You cannot answer any more."))


def _use_up(survey: Survey, code: str) -> Invitation:
    """Burn the code: in an anonymous survey its hash and address go, so that it leads nowhere any more."""
    hashed = hash_of(code)
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("neighbourhood")
    found: Invitation | None = rows.filter(
        survey=survey, code_hash=hashed, state=Invitation.State.OPEN).first() if hashed else None
    if found is None or not survey.allows_code:
        raise UnknownCodeError(_("We do not know this code, or it was used already. Look at your letter again."))
    found.state = Invitation.State.USED
    if survey.is_anonymous:
        found.code_hash, found.email, found.batch = None, "", ""
        found.times_reminded, found.is_mailed = 0, False
    found.save()
    return found


def _group_of(survey: Survey, asked: str, invitation: Invitation | None, channel: str) -> str:
    if survey.group_choice == Survey.GroupChoice.NONE:
        return ""
    allowed = survey.groups or instrument_of(survey.asks).group_keys
    group = (invitation.group if invitation else "") or (
        asked if survey.group_choice == Survey.GroupChoice.ASKED or channel == Response.Channel.PAPER else "")
    if group not in allowed:
        raise RefusedError(_("Choose to which group you belong."))
    return group


def _moment(survey: Survey) -> datetime:
    """Now; in an anonymous survey the midnight with which the day began (UTC)."""
    now = timezone.now()
    return now.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=timezone.get_fixed_timezone(0)) \
        if survey.is_anonymous else now


def find_response(*, survey: Survey, code: str, network: str | None) -> Response:
    """The response of a code to come back with; a wrong one counts. Raises `UnknownCodeError`, `LockedError`.

    `network=None` for a code that we signed ourselves, in a cookie: nobody guesses there, and somebody else's wrong
    codes must not lock a whole town hall out of what it had begun.

    In a survey that is not anonymous the personal code of the invitation leads back, too. The cookie of a respondent
    holds a code like this and goes through here: never keep a response in the session.
    """
    if network is not None:
        _refuse_locked(network)
    found = _rows_of(survey, code).first()
    if found is None:
        if network is not None:
            count_wrong(network)
        raise _unknown()
    found.survey = survey
    return found


def _unknown() -> UnknownCodeError:
    return UnknownCodeError(_("We do not know this code. Look at it again: it has sixteen letters and digits."))


def _rows_of(survey: Survey, code: str) -> QuerySet[Response]:
    hashed = hash_of(code)
    rows: QuerySet[Response] = Response.objects.filter(survey=survey).defer("packed").order_by()
    if not hashed:
        return rows.none()
    if survey.is_anonymous:
        return rows.filter(resume_hash=hashed)
    return rows.filter(Q(resume_hash=hashed) | Q(invitation__code_hash=hashed)).order_by("pk")


def _locked(rows: QuerySet[Response], survey: Survey) -> tuple[Response | None, Standing | None]:
    """The response as it now is, locked, and how its survey stands now; in one small query.

    Everything else of a survey that has started does not change any more, so `survey` may be some seconds old.
    """
    current: Response | None = rows.select_for_update(of=("self",)).annotate(
        survey_state=F("survey__state"), survey_opens=F("survey__opens_at"), survey_closes=F("survey__closes_at"),
        process_state=F("survey__activity__process__state")).first()
    if current is None:
        return None, None
    current.survey = survey
    read = vars(current)
    return current, Standing(*(read[name] for name in (
        "survey_state", "survey_opens", "survey_closes", "process_state")))


def _locked_response(response: Response) -> tuple[Response, Standing]:
    current, standing = _locked(Response.objects.filter(pk=response.pk).defer("packed").order_by(), response.survey)
    if current is None or standing is None:
        raise RefusedError(_("These answers were taken back."))
    return current, standing


@transaction.atomic
def save_page(*, response: Response, raw: Mapping[str, Any], asked: Sequence[str], must: bool = True) -> Saved:
    """Keep the answers of a page: `asked` are the keys on it, `raw` what was sent, key → form value or JSON.

    What is right is kept and what is wrong comes back as a code per key. `must=False` is for “save and go on later”.
    Raises `ClosedError`, and `RefusedError` when it was sent in already.
    """
    return _keep(*_locked_response(response), raw, asked, must=must)


@transaction.atomic
def save_page_of(*, survey: Survey, code: str, raw: Mapping[str, Any], asked: Sequence[str],
                 must: bool = True) -> Saved:
    """The same for who has a code that we signed, without reading the response first: two queries at closing hour.

    Raises `UnknownCodeError` beside the errors of `save_page`.
    """
    current, standing = _locked(_rows_of(survey, code), survey)
    if current is None or standing is None:
        raise _unknown()
    return _keep(current, standing, raw, asked, must=must)


def _keep(current: Response, standing: Standing, raw: Mapping[str, Any], asked: Sequence[str], *, must: bool) -> Saved:
    """Check and keep; after the wait for the lock, because what counts is the second of writing."""
    survey = current.survey
    standing.refuse(current.channel)
    if current.is_finished:
        raise RefusedError(_("You have sent in your answers already."))
    instrument = instrument_of(survey.asks)
    answers, errors = dict(current.answers), {}
    for key in asked:
        question = question_of(survey.asks, key)
        if question is None:
            continue
        checked = check_answer(question, raw.get(key), must=must)
        if checked.error:
            errors[key] = checked.error
        if checked.value is not None:
            answers[key] = checked.value
        elif not checked.error or checked.error == "required":
            answers.pop(key, None)
    now_asked = {each.key for each in visible(instrument, answers, seed=current.seed, group=current.group)}
    gone = (set(asked) & set(answers)) - now_asked
    current.answers = {key: value for key, value in answers.items() if key not in gone}
    Response.objects.filter(pk=current.pk).update(answers=current.answers)
    return Saved(current, {key: code for key, code in errors.items() if key in now_asked})


@transaction.atomic
def change_language(*, response: Response, language: str) -> Response:
    """Let somebody go on in another language of the instrument; one that it does not speak changes nothing."""
    current, _standing = _locked_response(response)
    if language in instrument_of(current.survey.asks).languages and not current.is_finished:
        current.language = language
        current.save(update_fields=["language"])
    return current


@transaction.atomic
def finish_response(*, response: Response) -> Response:
    """Send in: what is required is there, answers on ways that were left go, and the code is burnt when anonymous.

    On paper a required question can stay open: nobody can be asked any more.

    Sending in twice is sending in once. Raises `ClosedError`, `IncompleteError`.
    """
    current, standing = _locked_response(response)
    survey = current.survey
    if current.is_finished:
        return current
    standing.refuse(current.channel)
    instrument = instrument_of(survey.asks)
    lacking = [question.key for question in visible(
        instrument, current.answers, seed=current.seed, group=current.group)
        if check_answer(question, current.answers.get(question.key)).error]
    if lacking and current.channel != Response.Channel.PAPER:
        raise IncompleteError(_("You have not answered all questions yet."), lacking)
    current.answers = counting_answers(instrument, current.answers, seed=current.seed, group=current.group)
    current.packed = packer_of(survey.asks).pack(current.answers)
    current.state, current.finished_at = State.FINISHED, _moment(survey)
    if survey.is_anonymous:
        current.resume_hash = None
    current.save()
    if not survey.is_anonymous:
        audit.record("response.finished", on=current, by=current.person, survey=survey.pk)
    return current


@transaction.atomic
def withdraw_response(*, response: Response, by: Person | None) -> None:
    """Delete the answers: by the respondent with the code (`by=None`), or by staff at the respondent's request.

    An anonymous response that was sent in cannot be found any more by anybody, so it cannot be taken back.
    """
    current, _standing = _locked_response(response)
    survey = current.survey
    if not survey.is_anonymous:
        audit.record("response.withdrawn", on=current, by=by, survey=survey.pk, by_staff=by is not None)
    current.delete()
