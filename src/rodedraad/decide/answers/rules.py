"""The rules that an answer or decision must meet, checked by the acts whatever the door."""

from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.querysets import COUNTED
from rodedraad.listen.processes.models import Charter, Process
from rodedraad.understand.themes.models import Theme

from .errors import MotivationMissingError, NotAllowedError, ReasonMissingError, RefusedError
from .inputs import AnswerInput
from .models import Answer


def require(person: Person, permission: str, subject: object) -> None:
    """Raise `NotAllowedError` when the person may not do this."""
    if not person.may(permission, subject):
        raise NotAllowedError


def require_reason(reason: str) -> None:
    """Raise `ReasonMissingError` for an empty reason."""
    if not reason.strip():
        raise ReasonMissingError


def charter_in_force(process: Process) -> Charter | None:
    """The last published version of the rules; None before the first is published."""
    return process.charters.filter(published_at__isnull=False).order_by("number").last()


def needs_motivation(process: Process, outcome: str) -> bool:
    """Whether an answer with this outcome must be motivated under the rules in force."""
    charter = charter_in_force(process)
    return Answer(outcome=outcome).deviates and charter is not None and charter.needs_motivation


def require_complete(process: Process, data: AnswerInput) -> None:
    """Raise for an answer that cannot go out: without words, without anything answered, without the promised why."""
    if not data.title:
        raise RefusedError(_("Give the answer a title."), "title")
    if data.outcome not in Answer.Outcome.values:
        raise RefusedError(_("Choose what happens with it."), "outcome")
    if not data.text:
        raise RefusedError(_("Write the answer."), "text")
    if not data.theme_ids and not data.contribution_ids:
        raise RefusedError(_("Choose at least one theme or contribution that this answers."), "themes")
    if needs_motivation(process, data.outcome) and not data.motivation:
        raise MotivationMissingError


def check_targets(process: Process, data: AnswerInput) -> tuple[list[Theme], list[Contribution]]:
    """The themes and contributions an answer names; raises when one is not a public one of this process."""
    themes = list(Theme.objects.filter(process=process, pk__in=data.theme_ids).exclude(state=Theme.State.DRAFT))
    if len(themes) != len(data.theme_ids):
        raise RefusedError(_("Choose published themes of this process."), "themes")
    contributions = list(Contribution.objects.filter(process=process, pk__in=data.contribution_ids, state__in=COUNTED))
    missing = sorted(data.contribution_ids - {contribution.pk for contribution in contributions})
    if missing:
        raise RefusedError(
            _("We do not find these contributions in this process: %(numbers)s. Check the numbers.")
            % {"numbers": ", ".join(map(str, missing[:10]))}, "contributions",
        )
    return themes, contributions


def input_of(answer: Answer) -> AnswerInput:
    """The answer as it stands, as input."""
    return AnswerInput(
        title=answer.title, outcome=answer.outcome, text=answer.text, motivation=answer.motivation,
        theme_ids=frozenset(answer.themes.values_list("pk", flat=True)),
        contribution_ids=frozenset(answer.contributions.values_list("pk", flat=True)),
    )
