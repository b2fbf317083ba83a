"""What may be changed through the API: the acts of the pages, with their permissions, limits and audit lines."""

from typing import Any

from django.http import HttpRequest
from ninja import Status

from rodedraad.base.core.limits import client_prefix
from rodedraad.decide.agreements import actions as agreements
from rodedraad.decide.agreements.inputs import CommitmentInput, ResultInput
from rodedraad.decide.answers.actions import answers as answering
from rodedraad.decide.answers.actions import decisions as deciding
from rodedraad.decide.answers.inputs import AnswerInput, DecisionInput
from rodedraad.listen.contributions import actions
from rodedraad.listen.contributions.words import Words

from .. import rows
from . import reads, shapes
from .guard import guarded

router = reads.router


@router.post("/bijdragen", response={201: shapes.Bijdrage}, by_alias=True, tags=["bijdragen"])
@guarded("contributions.submit", find=rows.find_activity)
def plaats(request: HttpRequest, activity: Any, gegevens: shapes.NieuweBijdrage) -> Any:
    """Plaats een bijdrage als uzelf."""
    return Status(201, rows.bijdrage(actions.submit_contribution(
        activity=activity, by=request.person, words=_words(gegevens), network=client_prefix(request))))  # type: ignore[attr-defined]


@router.post("/bijdragen/namens-anderen", response={201: shapes.Bijdrage}, by_alias=True, tags=["bijdragen"])
@guarded("contributions.enter", find=rows.find_activity)
def voer_in(request: HttpRequest, activity: Any, gegevens: shapes.BijdrageNamensAnderen) -> Any:
    """Voer in wat iemand op papier, op straat of aan de telefoon zei (`kanaal`)."""
    return Status(201, rows.bijdrage(actions.enter_on_behalf(
        activity=activity, by=request.person, words=_words(gegevens), channel=gegevens.kanaal)))  # type: ignore[attr-defined]


def _words(given: shapes.NieuweBijdrage) -> Words:
    return Words(title=given.titel, text=given.tekst, neighbourhood=rows.neighbourhood_of(given.wijk),
                 place=given.plaats, latitude=given.breedtegraad, longitude=given.lengtegraad,
                 is_anonymous=given.anoniem)


@router.patch("/bijdragen/{int:id}", response=shapes.Bijdrage, by_alias=True, tags=["bijdragen"])
@guarded("contributions.edit_own", find=rows.find_bijdrage)
def wijzig(request: HttpRequest, contribution: Any, gegevens: shapes.GewijzigdeBijdrage) -> Any:
    """Wijzig uw eigen bijdrage, vanaf een versie; is die niet meer de laatste, dan krijgt u 409."""
    words = Words(title=gegevens.titel, text=gegevens.tekst, neighbourhood=contribution.neighbourhood,
                  place=contribution.place, latitude=contribution.latitude, longitude=contribution.longitude,
                  is_anonymous=contribution.is_anonymous, author_role=contribution.author_role)
    actions.edit_own(contribution=contribution, by=request.person, version=gegevens.versie, words=words)  # type: ignore[attr-defined]
    return rows.bijdrage(rows.find_bijdrage(request, contribution.pk))


@router.delete("/bijdragen/{int:id}", response={204: None}, tags=["bijdragen"])
@guarded("contributions.withdraw", find=rows.find_bijdrage)
def trek_in(request: HttpRequest, contribution: Any) -> Any:
    """Trek uw eigen bijdrage in."""
    actions.withdraw(contribution=contribution, by=request.person)  # type: ignore[attr-defined]
    return Status(204, None)


@router.put("/bijdragen/{int:id}/steun", response={204: None}, tags=["bijdragen"])
@guarded("contributions.support", find=rows.find_bijdrage)
def steun(request: HttpRequest, contribution: Any) -> Any:
    """Steun een bijdrage; twee keer is één keer."""
    actions.support(contribution=contribution, by=request.person)  # type: ignore[attr-defined]
    return Status(204, None)


@router.delete("/bijdragen/{int:id}/steun", response={204: None}, tags=["bijdragen"])
@guarded("contributions.support", find=rows.find_bijdrage)
def steun_niet_meer(request: HttpRequest, contribution: Any) -> Any:
    """Haal uw steun weg."""
    actions.unsupport(contribution=contribution, by=request.person)  # type: ignore[attr-defined]
    return Status(204, None)


@router.post("/bijdragen/{int:id}/reacties", response={201: shapes.Reactie}, by_alias=True, tags=["bijdragen"])
@guarded("contributions.comment", find=rows.find_bijdrage)
def reageer(request: HttpRequest, contribution: Any, gegevens: shapes.NieuweReactie) -> Any:
    """Reageer op een bijdrage."""
    placed = actions.comment(contribution=contribution, by=request.person, text=gegevens.tekst,  # type: ignore[attr-defined]
                             is_anonymous=gegevens.anoniem, network=client_prefix(request))
    return Status(201, rows.reactie(placed))


@router.post("/antwoorden", response={201: shapes.Antwoord}, by_alias=True, tags=["draad"])
@guarded("answers.write", find=rows.find_process_of)
def schrijf_antwoord(request: HttpRequest, process: Any, gegevens: shapes.NieuwAntwoord) -> Any:
    """Schrijf een antwoord (concept) op thema's en bijdragen."""
    data = AnswerInput(title=gegevens.titel, outcome=gegevens.uitkomst, text=gegevens.tekst,
                       motivation=gegevens.motivering, theme_ids=frozenset(gegevens.themas),
                       contribution_ids=frozenset(gegevens.bijdragen))
    return Status(201, rows.antwoord(answering.write_answer(process=process, data=data, by=request.person)))  # type: ignore[attr-defined]


@router.post("/antwoorden/{int:id}/publicatie", response=shapes.Antwoord, by_alias=True, tags=["draad"])
@guarded("answers.publish", find=rows.find_antwoord)
def publiceer_antwoord(request: HttpRequest, answer: Any, gegevens: shapes.Versie) -> Any:
    """Publiceer een antwoord; waar twee mensen nodig zijn, moet het eerst goedgekeurd zijn."""
    return rows.antwoord(answering.publish_answer(answer=answer, version=gegevens.versie, by=request.person))  # type: ignore[attr-defined]


@router.post("/besluiten", response={201: shapes.Besluit}, by_alias=True, tags=["draad"])
@guarded("decisions.record", find=rows.find_process_of)
def leg_besluit_vast(request: HttpRequest, process: Any, gegevens: shapes.NieuwBesluit) -> Any:
    """Leg een besluit vast (concept)."""
    data = DecisionInput(title=gegevens.titel, body=gegevens.orgaan, decided_on=gegevens.besloten_op,
                         text=gegevens.tekst, document_url=gegevens.document,
                         answer_ids=frozenset(gegevens.antwoorden))
    return Status(201, rows.besluit(deciding.record_decision(process=process, data=data, by=request.person)))  # type: ignore[attr-defined]


@router.post("/toezeggingen", response={201: shapes.Toezegging}, by_alias=True, tags=["draad"])
@guarded("commitments.make", find=rows.find_process_of)
def zeg_toe(request: HttpRequest, process: Any, gegevens: shapes.NieuweToezegging) -> Any:
    """Leg een toezegging vast."""
    data = CommitmentInput(what=gegevens.wat, due_on=gegevens.uiterlijk, owner_title=gegevens.eigenaar,
                           details=gegevens.toelichting, answer_id=gegevens.antwoord, decision_id=gegevens.besluit)
    return Status(201, rows.toezegging(agreements.make_commitment(process=process, data=data, by=request.person)))  # type: ignore[attr-defined]


@router.post("/toezeggingen/{int:id}/resultaten", response={201: shapes.Resultaat}, by_alias=True, tags=["draad"])
@guarded("commitments.report", find=rows.find_toezegging)
def meld_resultaat(request: HttpRequest, commitment: Any, gegevens: shapes.NieuwResultaat) -> Any:
    """Meld wat er van een toezegging gekomen is."""
    data = ResultInput(achieved=gegevens.hoe_ver, text=gegevens.tekst, happened_on=gegevens.datum,
                       evidence_url=gegevens.bewijs)
    made = agreements.report_result(commitment=commitment, version=gegevens.versie, data=data, by=request.person)  # type: ignore[attr-defined]
    return Status(201, rows.resultaat(made))
