"""Rows for the API: querysets through the one rule of visibility, finders, and each row in its shape."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from rodedraad.base.organisations.models import Neighbourhood
from rodedraad.decide.agreements.models import Commitment, Result
from rodedraad.decide.answers.models import Answer, Decision
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.contributions.models import Comment, Contribution
from rodedraad.listen.contributions.models.contribution import State
from rodedraad.listen.contributions.queries import shown_author
from rodedraad.listen.processes.models import Charter, Process
from rodedraad.understand.themes.models import Theme

Row = dict[str, Any]


def _process(request: HttpRequest, slug: str) -> Process:
    return get_object_or_404(Process.objects.visible_to(request.person), slug=slug)  # type: ignore[attr-defined]


def find_traject(request: HttpRequest, slug: str) -> Process:
    """A process that the person sees. Raises Http404."""
    return _process(request, slug)


def find_activity(request: HttpRequest, gegevens: Any) -> Activity:
    """The activity that a new contribution is for. Raises Http404."""
    rows = Activity.objects.select_related("process", "organisation").prefetch_related("phases")
    return get_object_or_404(rows, process=_process(request, gegevens.traject), slug=gegevens.activiteit)  # type: ignore[no-any-return]


def find_process_of(request: HttpRequest, gegevens: Any) -> Process:
    """The process that a body names. Raises Http404."""
    return _process(request, gegevens.traject)


def find_bijdrage(request: HttpRequest, id: int) -> Contribution:  # noqa: A002 -- the word of the address
    """A contribution that the person may read. Raises Http404, also for one that is hidden from them."""
    rows = Contribution.objects.visible_to(request.person)  # type: ignore[attr-defined]
    return get_object_or_404(contributions(rows), pk=id)  # type: ignore[no-any-return]


def find_antwoord(request: HttpRequest, id: int) -> Answer:  # noqa: A002 -- idem
    """An answer that the person may read. Raises Http404."""
    return get_object_or_404(Answer.objects.visible_to(request.person).select_related("process"), pk=id)  # type: ignore[attr-defined]


def find_toezegging(request: HttpRequest, id: int) -> Commitment:  # noqa: A002 -- idem
    """A commitment that the person may read. Raises Http404."""
    return get_object_or_404(Commitment.objects.visible_to(request.person).select_related("process"), pk=id)  # type: ignore[attr-defined]


def contributions(rows: QuerySet) -> QuerySet:
    """With what a contribution's shape names."""
    return rows.select_related("activity__process", "process", "author", "neighbourhood", "organisation")


def processes(person: Any) -> QuerySet:
    """The processes that the person sees, newest first."""
    return Process.objects.visible_to(person).order_by("-published_at", "-pk")


def activities(person: Any, slug: str = "") -> QuerySet:
    """The activities of visible processes."""
    rows = Activity.objects.filter(process__in=Process.objects.visible_to(person))
    return (rows.filter(process__slug=slug) if slug else rows).select_related("process").prefetch_related(
        "phases").order_by("process", "position", "pk")


def comments(contribution: Contribution) -> QuerySet:
    """The published comments of a contribution, oldest first."""
    rows = Comment.objects.filter(contribution=contribution, state=State.PUBLISHED)
    return rows.select_related("author").order_by("pk")


def public_contributions(person: Any) -> QuerySet:
    """The contributions that the person may read."""
    return contributions(Contribution.objects.visible_to(person))


def themes(person: Any) -> QuerySet:
    """The themes that the person may read."""
    return Theme.objects.visible_to(person).select_related("process").order_by("process", "position", "pk")


def answers(person: Any) -> QuerySet:
    """The answers that the person may read, newest first."""
    return Answer.objects.visible_to(person).select_related("process").prefetch_related(
        "themes", "contributions").order_by("-published_at", "-pk")


def decisions(person: Any) -> QuerySet:
    """The decisions that the person may read, newest first."""
    return Decision.objects.visible_to(person).select_related("process").prefetch_related("answers").order_by(
        "-decided_on", "-pk")


def commitments(person: Any) -> QuerySet:
    """The commitments that the person may read, by due date."""
    return Commitment.objects.visible_to(person).select_related("process").order_by("due_on", "pk")


def results(person: Any) -> QuerySet:
    """The results of commitments that the person may read, newest first."""
    return Result.objects.filter(commitment__in=Commitment.objects.visible_to(person)).order_by("-happened_on", "-pk")


# --- shapes ---

def traject(row: Process) -> Row:
    """A process."""
    return {"id": row.pk, "slug": row.slug, "titel": row.title, "samenvatting": row.summary, "stand": row.state,
            "begint_op": row.starts_on, "eindigt_op": row.ends_on}


def traject_geheel(row: Process) -> Row:
    """A process with its published rules."""
    charter = row.charters.exclude(published_at=None).order_by("number").last()
    return {**traject(row), "omschrijving": row.description, "geleerd": row.lesson,
            "spelregels": spelregels(charter) if charter else None}


def spelregels(row: Charter) -> Row:
    """The rules."""
    return {"versie": row.number, "doel": row.goal, "niveau": row.level, "wat_vaststaat": row.fixed,
            "wat_open_is": row.open, "hoe_inbreng_telt": row.weighing, "wie_beslist": row.decider,
            "besluit_op": row.decision_on, "antwoord_voor": row.answer_by}


def activiteit(row: Activity) -> Row:
    """An activity with what is open now."""
    features = {feature for phase in row.phase_list for feature in phase.features}
    return {"id": row.pk, "traject": row.process.slug, "slug": row.slug, "soort": row.kind, "titel": row.title,
            "open": sorted(feature for feature in features if row.is_open(feature))}


def bijdrage(row: Contribution) -> Row:
    """A contribution as this reader may know it."""
    return {
        "id": row.pk, "traject": row.activity.process.slug, "activiteit": row.activity.slug, "titel": row.title,
        "tekst": row.text, "taal": row.language, "stand": row.state, "auteur": shown_author(row) or None,
        "kanaal": row.channel, "wijk": row.neighbourhood.name if row.neighbourhood else None, "plaats": row.place,
        "breedtegraad": row.latitude, "lengtegraad": row.longitude, "geplaatst_op": row.created_at,
        "steun": row.support_count, "reacties": row.comment_count, "versie": row.version,
        "knopen": {"thema": row.has_theme, "antwoord": row.has_answer, "besluit": row.has_decision,
                   "toezegging": row.has_commitment, "resultaat": row.has_result},
    }


def reactie(row: Comment) -> Row:
    """A comment."""
    return {"id": row.pk, "bijdrage": row.contribution_id, "tekst": row.text, "auteur": shown_author(row) or None,
            "stand": row.state, "geplaatst_op": row.created_at}


def thema(row: Theme) -> Row:
    """A theme."""
    return {"id": row.pk, "traject": row.process.slug, "naam": row.title, "omschrijving": row.description,
            "stand": row.state}


def antwoord(row: Answer) -> Row:
    """An answer."""
    return {"id": row.pk, "traject": row.process.slug, "titel": row.title, "uitkomst": row.outcome, "tekst": row.text,
            "motivering": row.motivation, "stand": row.state, "gepubliceerd_op": row.published_at,
            "themas": sorted(each.pk for each in row.themes.all() if each.is_public),
            "bijdragen": sorted(each.pk for each in row.contributions.all() if each.is_public), "versie": row.version}


def besluit(row: Decision) -> Row:
    """A decision."""
    return {"id": row.pk, "traject": row.process.slug, "titel": row.title, "orgaan": row.body,
            "besloten_op": row.decided_on, "tekst": row.text, "document": row.document_url,
            "antwoorden": sorted(each.pk for each in row.answers.all()), "versie": row.version}


def toezegging(row: Commitment) -> Row:
    """A commitment."""
    return {"id": row.pk, "traject": row.process.slug, "wat": row.what, "eigenaar": row.owner_title,
            "uiterlijk": row.due_on, "stand": row.state, "te_laat": row.is_late(), "besluit": row.decision_id,
            "antwoord": row.answer_id, "versie": row.version}


def resultaat(row: Result) -> Row:
    """A result."""
    return {"id": row.pk, "toezegging": row.commitment_id, "hoe_ver": row.achieved, "tekst": row.text,
            "datum": row.happened_on, "bewijs": row.evidence_url}


def neighbourhood_of(pk: int | None) -> Any:
    """A neighbourhood of the organisation, or None. Raises Http404 for one of another."""
    if pk is None:
        return None
    found = Neighbourhood.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
