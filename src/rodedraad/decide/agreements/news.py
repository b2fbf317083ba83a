"""The words in which people hear of promises and results, and owners of what they have to do."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rodedraad.base.notifications.actions import notify
from rodedraad.decide.answers.telling import Tidings, Words, tell_all, tell_those_told

from .knots import answers_behind
from .models import Commitment, Result


def commitment_path(commitment: Commitment) -> str:
    """The page of a promise."""
    return reverse("agreements:detail", args=[commitment.pk])


def tell_commitment_news(commitment: Commitment, contribution_ids: Iterable[int] | None = None) -> None:
    """Tell of a promise as it now stands: made, changed or stopped. With ids: only those contributions, as new."""
    if not commitment.is_published:
        return
    new = _made(commitment)
    change = commitment.changes.last()
    if commitment.state == Commitment.State.STOPPED:
        tell_those_told(_stopped(commitment), earlier_key=new.once_key)
        return
    if change is not None and contribution_ids is None:
        tell_those_told(_changed(commitment, change.pk, change.reason), earlier_key=new.once_key,
                        before=change.changed_at)
    tell_all(new, process=commitment.process, answers=_behind(commitment), contribution_ids=contribution_ids)


def tell_result_news(result: Result, contribution_ids: Iterable[int] | None = None) -> None:
    """Tell of a result on a published promise."""
    commitment = result.commitment
    if not commitment.is_published:
        return
    text = _("It was promised: “%(what)s”. How far: %(achieved)s. Read what happened.") % {
        "what": commitment.what, "achieved": result.get_achieved_display().lower()}
    tidings = Tidings(
        "result.reported", f"result:{result.pk}", commitment_path(commitment),
        Words(_("There is a result of your contribution"), text),
        Words(_("There is a result of something you follow"), text),
    )
    tell_all(tidings, process=commitment.process, answers=_behind(commitment), contribution_ids=contribution_ids)


def tell_owner_made(commitment: Commitment) -> None:
    """The owner hears what was promised in the owner's name."""
    text = _("“%(what)s”, before %(due)s. Report the result on the page of this promise.")
    _tell_owner(commitment, "commitment.yours", _("You keep a promise"), text,
                key=f"{commitment.pk}:{commitment.owner_id}")


def remind_owner(commitment: Commitment, today: date) -> None:
    """The owner hears that the day comes near, is there, or has passed; each once per due date."""
    days = (commitment.due_on - today).days
    if days > 0:
        event, title = "commitment.soon", _("A promise of yours is due soon")
        text = _("“%(what)s” is due on %(due)s. Report the result, or say in time why it takes longer.")
    elif days == 0:
        event, title = "commitment.today", _("A promise of yours is due today")
        text = _("“%(what)s” is due today, %(due)s. Report the result, or say why it takes longer.")
    else:
        event, title = "commitment.late", _("A promise of yours is late")
        text = _("“%(what)s” was due on %(due)s. Everybody can see that it is late. "
                 "Report the result, or choose a new day and say why.")
    _tell_owner(commitment, event, title, text, key=f"{commitment.pk}:{commitment.due_on.isoformat()}")


def _tell_owner(commitment: Commitment, event: str, title: str, text: str, *, key: str) -> None:
    if commitment.owner is None:
        return
    facts = {"what": commitment.what, "due": date_format(commitment.due_on, "DATE_FORMAT")}
    notify(people=[commitment.owner], event=event, about=f"commitment:{commitment.pk}", title=title,
           text=text % facts, path=commitment_path(commitment), once_key=f"{event}:{key}")


def _behind(commitment: Commitment) -> QuerySet:
    return answers_behind(Commitment.objects.filter(pk=commitment.pk))


def _made(commitment: Commitment) -> Tidings:
    text = _("%(owner)s promises: “%(what)s”, before %(due)s. We tell you what came of it.") % {
        "owner": commitment.owner_title, "what": commitment.what,
        "due": date_format(commitment.due_on, "DATE_FORMAT")}
    return Tidings(
        "commitment.made", f"commitment:{commitment.pk}", commitment_path(commitment),
        Words(_("A promise was made about your contribution"), text),
        Words(_("A promise was made about something you follow"), text),
    )


def _changed(commitment: Commitment, change_id: int, reason: str) -> Tidings:
    words = Words(_("A promise about your contribution has changed"),
                  _("“%(what)s” is now due on %(due)s. Why this changed: %(reason)s")
                  % {"what": commitment.what, "due": date_format(commitment.due_on, "DATE_FORMAT"), "reason": reason})
    return Tidings("commitment.changed", f"commitment:{commitment.pk}:{change_id}", commitment_path(commitment),
                   words, words)


def _stopped(commitment: Commitment) -> Tidings:
    words = Words(_("A promise about your contribution was stopped"),
                  _("“%(what)s” will not be done. Why: %(reason)s")
                  % {"what": commitment.what, "reason": commitment.stop_reason})
    return Tidings("commitment.stopped", f"commitment:{commitment.pk}", commitment_path(commitment), words, words)
