"""The act on an organisation's own questions: at most four, kept in a new version of its questionnaire."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.base.core.text import clean_line
from rodedraad.kinds.survey.actions.instruments import begin_draft, publish_version, save_draft
from rodedraad.kinds.survey.errors import FaultyError
from rodedraad.kinds.survey.instrument.shape import PLAIN, Instrument, Option, Question, Section, Type
from rodedraad.kinds.survey.models import InstrumentVersion, Survey
from rodedraad.kinds.survey.reading import instrument_of
from rodedraad.listen.processes.errors import RefusedError

from ..locking import hold, save
from ..models import Scan
from ..steps import MOST_OWN_QUESTIONS

TYPES = (Type.SCALE, Type.SINGLE, Type.TEXT)
LEAST_OPTIONS, MOST_OPTIONS = 2, 10
OWN = "own"
"""The key of the section and the first part of the keys of its questions."""


@dataclass(frozen=True)
class OwnQuestion:
    """One question that the organisation adds; a choice has options, one a line."""

    title: str
    type: str
    options: Sequence[str] = ()


def latest_version(scan: Scan) -> InstrumentVersion:
    """The last version of the scan's questionnaire that is ready for use."""
    rows = InstrumentVersion.objects.filter(instrument_id=scan.instrument_id)
    found: InstrumentVersion | None = rows.filter(state=InstrumentVersion.State.PUBLISHED).order_by("-number").first()
    if found is None:
        raise RefusedError(_("The questionnaire of this scan is gone. Begin a new scan."))
    return found


def own_questions(scan: Scan) -> list[OwnQuestion]:
    """The own questions as they now stand."""
    asks = scan.survey.asks if scan.survey is not None else latest_version(scan)
    return [
        OwnQuestion(question.title.get(PLAIN, ""), question.type,
                    tuple(option.label.get(PLAIN, "") for option in question.options))
        for section in instrument_of(asks).sections if section.is_own for question in section.questions
    ]


@transaction.atomic
def keep_own_questions(*, scan: Scan, version: int, questions: Sequence[OwnQuestion], by: Person) -> Scan:
    """Put the own questions in a new version, before anybody can answer. Raises `StaleError`, `RefusedError`.

    The lock on the scan and its version let two people never add up to more than four.
    """
    current = hold(scan, version)
    survey = _survey_held(current)
    if survey is not None and survey.state != Survey.State.PREPARED:
        raise RefusedError(_("The questionnaire has been opened. Its questions do not change any more."))
    if len(questions) > MOST_OWN_QUESTIONS:
        raise RefusedError(_("You can ask at most four questions of your own."))
    made = [_checked(each, number) for number, each in enumerate(questions, start=1)]
    if InstrumentVersion.objects.filter(instrument_id=current.instrument_id,
                                        state=InstrumentVersion.State.DRAFT).exists():
        # Never over somebody else's words: that draft is being written on the pages of the questionnaire itself.
        raise RefusedError(_("Somebody is changing this questionnaire. Make that version ready for use first."))
    draft = begin_draft(instrument=current.instrument, by=by)
    whole = Instrument.from_dict(latest_version(current).content)
    _own_section(whole).questions = made
    draft = save_draft(draft=draft, version=draft.version, content=whole, by=by)
    try:
        asks = publish_version(draft=draft, version=draft.version, by=by)
    except FaultyError as error:
        raise RefusedError(str(error)) from None
    if survey is not None:
        survey.asks, survey.version = asks, survey.version + 1
        survey.save()
    audit.record("scan.questions_kept", on=save(current), by=by, number=asks.number, questions=len(made))
    return current


def _survey_held(scan: Scan) -> Survey | None:
    if scan.survey_id is None:
        return None
    found: Survey | None = Survey.objects.select_for_update().filter(pk=scan.survey_id).first()
    return found


def _own_section(whole: Instrument) -> Section:
    for section in whole.sections:
        if section.is_own:
            section.most = MOST_OWN_QUESTIONS
            return section
    made = Section(OWN, {PLAIN: _("Questions of our own")}, is_own=True, most=MOST_OWN_QUESTIONS)
    whole.sections.insert(max(len(whole.sections) - 1, 0), made)
    return made


def _checked(asked: OwnQuestion, number: int) -> Question:
    title = clean_line(asked.title)
    if not title:
        raise RefusedError(_("Write question %(number)s, or leave it out.") % {"number": number})
    if asked.type not in TYPES:
        raise RefusedError(_("Choose how people answer question %(number)s.") % {"number": number})
    question = Question(f"{OWN}_{number}", Type(asked.type), {PLAIN: title}, has_unsure=asked.type == Type.SCALE)
    if asked.type == Type.SINGLE:
        labels = list(dict.fromkeys(label for line in asked.options if (label := clean_line(line))))
        if not LEAST_OPTIONS <= len(labels) <= MOST_OPTIONS:
            raise RefusedError(_("Question %(number)s needs two to ten different answers, one on each line.")
                               % {"number": number})
        question.options = [Option(f"a{at}", {PLAIN: label}) for at, label in enumerate(labels, start=1)]
    return question
