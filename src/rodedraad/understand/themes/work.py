"""What a button on the desk does: from the posted form to one act, and back to words for the adviser."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodedraad.base.accounts.models import Person
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.processes.models import Process

from . import actions
from .errors import PassageError, RefusedError, StaleError
from .models import Grounds, Theme

MOST_NUMBER = 2**63


@dataclass(frozen=True)
class Done:
    """What to tell, and whether all went as asked; `look_at` is a contribution where a choice must be made."""

    words: str
    is_ok: bool = True
    look_at: int | None = None


def numbers(values: list[str]) -> list[int]:
    """The row numbers among posted values."""
    return [int(value) for value in values if value.isascii() and value.isdigit() and int(value) < MOST_NUMBER]


def perform(process: Process, posted: QueryDict, by: Person) -> Done:
    """Do what the pressed button says; a refusal comes back in words, nothing half done."""
    what, _colon, which = posted.get("do", "").partition(":")
    chosen = numbers(posted.getlist("b"))
    try:
        if what == "theme":
            return _assign(process, which, chosen, posted, by)
        if what == "mark":
            return _mark(process, posted, by)
        if what in {"accept", "reject"}:
            return _decide(process, what, _wanted(process, which, chosen, posted, by), by)
    except RefusedError as error:
        return Done(str(error), is_ok=False)
    return Done(_("Choose one or more contributions first."), is_ok=False)


def add_theme(process: Process, title: str, chosen: list[int], by: Person) -> Done:
    """Make a theme, and put the chosen contributions under it."""
    try:
        theme = actions.create_theme(process=process, title=title, by=by)
        if chosen:
            actions.assign(theme=theme, contribution_ids=chosen, by=by)
    except RefusedError as error:
        return Done(str(error), is_ok=False)
    return Done(_("The theme “%(title)s” is made. Residents do not see it yet.") % {"title": theme.title})


def _assign(process: Process, which: str, chosen: list[int], posted: QueryDict, by: Person) -> Done:
    theme = Theme.objects.live().filter(process=process, pk__in=numbers([which])).first()
    if theme is None:
        return Done(_("This theme is no longer there. Look at the list again."), is_ok=False)
    outcome = actions.assign(theme=theme, contribution_ids=chosen, by=by)
    passage = str(posted.get("passage", ""))
    if passage.strip() and numbers([posted.get("passage_of", "")]) == chosen:
        grounds = Grounds.objects.confirmed().get(theme=theme, contribution_id=chosen[0])
        actions.mark_passage(grounds=grounds, by=by, passage=passage, start=_start(posted))
        return Done(_("Assigned to “%(title)s”, on the words you marked.") % {"title": theme.title})
    words = ngettext("%(n)d contribution assigned to “%(title)s”.", "%(n)d contributions assigned to “%(title)s”.",
                     outcome.done) % {"n": outcome.done, "title": theme.title}
    return Done(words + _already(outcome.already))


def _mark(process: Process, posted: QueryDict, by: Person) -> Done:
    of, passage = numbers([posted.get("passage_of", "")]), str(posted.get("passage", ""))
    if not of or not passage.strip():
        return Done(_("Select the words in a contribution first."), is_ok=False)
    grounds = list(Grounds.objects.confirmed().live().filter(theme__process=process, contribution_id=of[0])[:2])
    if len(grounds) != 1:
        words = _("Choose for which theme these words count.") if grounds else _("Give the contribution a theme first.")
        return Done(words, is_ok=False, look_at=of[0])
    try:
        actions.mark_passage(grounds=grounds[0], by=by, passage=passage, start=_start(posted))
    except PassageError as error:
        return Done(str(error), is_ok=False, look_at=of[0])
    return Done(_("The words are marked."))


def _decide(process: Process, what: str, grounds_ids: list[int], by: Person) -> Done:
    if what == "accept":
        outcome = actions.accept(process=process, grounds_ids=grounds_ids, by=by)
        words = ngettext("%(n)d suggestion accepted.", "%(n)d suggestions accepted.", outcome.done)
    else:
        outcome = actions.reject(process=process, grounds_ids=grounds_ids, by=by)
        words = ngettext("%(n)d suggestion rejected. It does not come back.",
                         "%(n)d suggestions rejected. They do not come back.", outcome.done)
    return Done(words % {"n": outcome.done} + _already(outcome.already), is_ok=bool(outcome.done))


def pairs(values: list[str]) -> list[tuple[int, int]]:
    """(contribution, theme) of the suggestions that stood on the page."""
    found = (numbers(value.split("-")) for value in values if value.count("-") == 1)
    return [(each[0], each[1]) for each in found if len(each) == 2]


def _wanted(process: Process, which: str, chosen: list[int], posted: QueryDict, by: Person) -> list[int]:
    """Ids of the grounds to decide on: of one button, or of what was chosen as it stood on the page."""
    if "-" in which:
        return actions.suggested(process=process, pairs=pairs([which]), by=by)
    if which:
        return numbers([which])
    shown = [pair for pair in pairs(posted.getlist("s")) if pair[0] in chosen]
    if shown:
        return actions.suggested(process=process, pairs=shown, by=by)
    return _suggestions(process, chosen)


def answer(process: Process, posted: QueryDict, by: Person) -> Done:
    """The answer to a question of the queue: a theme, none of them, or a new one."""
    what, chosen = posted.get("do", ""), numbers(posted.getlist("b"))[:1]
    if what == "none" and chosen:
        try:
            actions.none_of_these(process=process, contribution_id=chosen[0], by=by)
        except (RefusedError, Contribution.DoesNotExist):
            return Done(_("This contribution has a theme already. Look at the next one."), is_ok=False)
        return Done(_("Kept: none of these themes."))
    if what == "new":
        return add_theme(process, posted.get("title", ""), chosen, by)
    return perform(process, posted, by)


def take_wording(theme: Theme, posted: QueryDict, by: Person, version: int | None) -> Done:
    """Take a proposed label, observation or quote over, or refuse it."""
    what, sentence = posted.get("do", ""), posted.get("sentence", "").strip()
    of = numbers([posted.get("b", "")])
    try:
        if what == "label" and version is not None:
            actions.take_label(theme=theme, label=sentence, by=by, version=version)
            return Done(_("The theme has another name now."))
        if what == "observation" and of:
            actions.take_observation(theme=theme, contribution_id=of[0], sentence=sentence, by=by)
            return Done(_("The observation stands under the theme. Residents do not see it yet."))
        if what == "quote" and of:
            actions.take_quote(theme=theme, contribution_id=of[0], sentence=sentence, by=by)
            return Done(_("The words are marked. They stand on the page of the theme."))
        if what == "decline" and sentence:
            actions.decline_sentence(theme=theme, sentence=sentence, by=by)
            return Done(_("You do not see this one again."))
    except StaleError:
        return Done(_("Somebody else changed this at the same time. Look at it again, then decide."), is_ok=False)
    except RefusedError as error:
        return Done(str(error), is_ok=False)
    return Done(_("Choose a sentence first."), is_ok=False)


def _suggestions(process: Process, chosen: list[int]) -> list[int]:
    if not chosen:
        raise RefusedError(_("Choose one or more contributions first."))
    rows = Grounds.objects.suggested().live().filter(theme__process=process, contribution_id__in=chosen)
    found = list(rows.values_list("pk", flat=True))
    if not found:
        raise RefusedError(_("There is no suggestion with what you chose."))
    return found


def _already(number: int) -> str:
    if not number:
        return ""
    return " " + ngettext("%(n)d was decided before and stays as it is.",
                          "%(n)d were decided before and stay as they are.", number) % {"n": number}


def _start(posted: QueryDict) -> int | None:
    found = numbers([posted.get("passage_start", "")])
    return found[0] if found else None
