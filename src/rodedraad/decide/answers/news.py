"""The words in which people hear of answers and decisions, and to whom each piece of news goes."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from rodedraad.base.notifications.actions import notify

from .models import Answer, AnswerRevision, Decision
from .telling import Tidings, Words, tell_all, tell_those_told


def tell_answer_news(answer: Answer, contribution_ids: Iterable[int] | None = None) -> None:
    """Tell of an answer as it now stands: new, changed or withdrawn. With ids: only those contributions, as new."""
    new = answer_tidings(answer)
    if answer.state == Answer.State.WITHDRAWN:
        tell_those_told(_answer_withdrawn(answer), earlier_key=new.once_key)
    if answer.state != Answer.State.PUBLISHED:
        return
    change = answer.versions.first()
    if change is not None and contribution_ids is None:
        tell_those_told(_answer_changed(answer, change.reason), earlier_key=new.once_key, before=change.replaced_at)
    tell_all(new, process=answer.process, answers=Answer.objects.filter(pk=answer.pk),
             contribution_ids=contribution_ids)


def answer_tidings(answer: Answer) -> Tidings:
    """The news of a published answer."""
    facts = {"organisation": answer.organisation.name, "title": answer.title,
             "outcome": answer.get_outcome_display().lower()}
    text = _("%(organisation)s has given an answer: “%(title)s”. What happens with it: %(outcome)s. "
             "Read the answer to see why, and what comes next.") % facts
    return Tidings(
        "answer.published", f"answer:{answer.pk}", answer_path(answer),
        Words(_("Your contribution has an answer"), text),
        Words(_("There is an answer to something you follow"), text),
    )


def tell_decision_news(decision: Decision, contribution_ids: Iterable[int] | None = None) -> None:
    """Tell of a decision as it now stands: new, corrected or withdrawn. With ids: only those, as new."""
    new = decision_tidings(decision)
    if decision.withdrawn_at:
        tell_those_told(_decision_withdrawn(decision), earlier_key=new.once_key)
    if not decision.is_published:
        return
    change = decision.versions.first()
    if change is not None and contribution_ids is None:
        tell_those_told(_decision_corrected(decision, change.reason), earlier_key=new.once_key,
                        before=change.replaced_at)
    answers = Answer.objects.published().filter(decisions=decision)
    tell_all(new, process=decision.process, answers=answers, contribution_ids=contribution_ids)


def decision_tidings(decision: Decision) -> Tidings:
    """The news of a published decision."""
    facts = {"title": decision.title, "body": decision.get_body_display()}
    text = _("A decision was taken: “%(title)s”. Who decided: %(body)s. "
             "Read what was decided and what it means for the plan.") % facts
    return Tidings(
        "decision.published", f"decision:{decision.pk}", decision_path(decision),
        Words(_("A decision was taken about your contribution"), text),
        Words(_("A decision was taken about something you follow"), text),
    )


def tell_writer_approved(answer: Answer) -> None:
    """The writer hears that the answer can go out."""
    _tell_writer(answer, "answer.approved", _("Your answer was approved"),
                 _("“%(title)s” was approved. You can publish it now.") % {"title": answer.title})


def tell_writer_returned(answer: Answer) -> None:
    """The writer hears what must be different."""
    _tell_writer(answer, "answer.returned", _("Your answer was returned"),
                 _("“%(title)s” was returned. Why: %(reason)s")
                 % {"title": answer.title, "reason": answer.return_reason})


def tell_revision_returned(revision: AnswerRevision, reason: str) -> None:
    """Who proposed a change hears that it was turned down, and why."""
    if revision.proposed_by is None:
        return
    notify(people=[revision.proposed_by], event="answer.revision_returned", about=f"answer:{revision.answer_id}",
           title=_("Your change of an answer was returned"),
           text=_("“%(title)s” stays as it was. Why: %(reason)s") % {"title": revision.answer.title, "reason": reason},
           path=staff_path(revision.answer), once_key=f"answer.revision_returned:{revision.pk}")


def answer_path(answer: Answer) -> str:
    """The public page of an answer."""
    return reverse("answers:detail", args=[answer.process.slug, answer.pk])


def decision_path(decision: Decision) -> str:
    """The public page of a decision."""
    return reverse("answers:decision", args=[decision.process.slug, decision.pk])


def staff_path(answer: Answer) -> str:
    """The page on which staff work on an answer."""
    return reverse("answers:work", args=[answer.process.slug, answer.pk])


def _answer_changed(answer: Answer, reason: str) -> Tidings:
    words = Words(_("An answer to your contribution has changed"),
                  _("“%(title)s” has changed. Why: %(reason)s") % {"title": answer.title, "reason": reason})
    return Tidings("answer.revised", f"answer:{answer.pk}:{answer.version}", answer_path(answer), words, words)


def _answer_withdrawn(answer: Answer) -> Tidings:
    words = Words(_("An answer to your contribution was withdrawn"),
                  _("“%(title)s” no longer holds. Why: %(reason)s")
                  % {"title": answer.title, "reason": answer.withdraw_reason})
    return Tidings("answer.withdrawn", f"answer:{answer.pk}", answer_path(answer), words, words)


def _decision_corrected(decision: Decision, reason: str) -> Tidings:
    words = Words(_("A decision about your contribution was corrected"),
                  _("“%(title)s” has changed. Why: %(reason)s") % {"title": decision.title, "reason": reason})
    return Tidings("decision.corrected", f"decision:{decision.pk}:{decision.version}", decision_path(decision),
                   words, words)


def _decision_withdrawn(decision: Decision) -> Tidings:
    words = Words(_("A decision about your contribution was withdrawn"),
                  _("“%(title)s” no longer holds. Why: %(reason)s")
                  % {"title": decision.title, "reason": decision.withdraw_reason})
    return Tidings("decision.withdrawn", f"decision:{decision.pk}", decision_path(decision), words, words)


def _tell_writer(answer: Answer, event: str, title: str, text: str) -> None:
    if answer.written_by is None:
        return
    notify(people=[answer.written_by], event=event, about=f"answer:{answer.pk}", title=title, text=text,
           path=staff_path(answer), once_key=f"{event}:{answer.pk}:{answer.version}")
