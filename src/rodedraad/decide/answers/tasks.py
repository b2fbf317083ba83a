"""Work after an answer or decision: telling everybody whose contribution it is about. Doing it twice tells once."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import translation
from django_scopes import scope
from django_tasks import task

from rodedraad.base.organisations.models import Organisation

from .models import Answer, Decision
from .news import tell_answer_news, tell_decision_news


@contextmanager
def in_organisation(organisation_id: int) -> Iterator[Organisation | None]:
    """Work in the scope and the language of an organisation; None when it is gone."""
    organisation = Organisation.objects.filter(pk=organisation_id).first()
    if organisation is None:
        yield None
        return
    with scope(organisation=organisation), translation.override(organisation.language):
        yield organisation


@task()
def tell_answer(organisation_id: int, answer_id: int) -> None:
    """Tell authors and followers of an answer as it now stands."""
    with in_organisation(organisation_id):
        answer = Answer.objects.select_related("process", "organisation").filter(pk=answer_id).first()
        if answer is not None:
            tell_answer_news(answer)


@task()
def tell_decision(organisation_id: int, decision_id: int) -> None:
    """Tell authors and followers of a decision as it now stands."""
    with in_organisation(organisation_id):
        decision = Decision.objects.select_related("process", "organisation").filter(pk=decision_id).first()
        if decision is not None:
            tell_decision_news(decision)


@task()
def tell_newly_covered(organisation_id: int, contribution_ids: list[int]) -> None:
    """Tell the authors of contributions that came under answers that were there already."""
    with in_organisation(organisation_id):
        answers = answers_about(contribution_ids).select_related("process", "organisation")
        for answer in answers:
            tell_answer_news(answer, contribution_ids)
        decisions = Decision.objects.published().filter(answers__in=answers.order_by().values("pk")).distinct()
        for decision in decisions.select_related("process", "organisation"):
            tell_decision_news(decision, contribution_ids)


def answers_about(contribution_ids: list[int]) -> QuerySet:
    """The published answers that cover one or more of these contributions."""
    by_name = Answer.contributions.through.objects.filter(
        answer_id=OuterRef("pk"), contribution_id__in=contribution_ids)
    themes = Answer.themes.through.objects.filter(
        answer_id=OuterRef("pk"), theme__state="published", theme__grounds__state="confirmed",
        theme__grounds__contribution_id__in=contribution_ids)
    return Answer.objects.published().filter(Q(Exists(by_name)) | Q(Exists(themes)))
