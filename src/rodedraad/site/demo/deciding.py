"""Load the later knots of the demo: themes with grounds, answers, decisions, commitments and results."""

import random
from typing import Any

from django.utils import timezone

from rodedraad.base.accounts.models import Person
from rodedraad.decide.agreements import actions as agreements
from rodedraad.decide.agreements.inputs import CommitmentInput, ResultInput
from rodedraad.decide.agreements.models import Commitment
from rodedraad.decide.answers.actions import answers as answering
from rodedraad.decide.answers.actions import decisions as deciding
from rodedraad.decide.answers.inputs import AnswerInput, DecisionInput
from rodedraad.decide.answers.models import Answer, Decision
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.models.contribution import State
from rodedraad.listen.processes.models import Process
from rodedraad.understand.themes.actions import themes as theming
from rodedraad.understand.themes.models import Grounds, Theme

from .ideas import Idea, fragments
from .listening import day

GROUNDED = {"green": 0.45, "traffic": 0.93, "house": 0.97}
"""The share of the ideas that the adviser has read and given a theme."""


def make_themes(key: str, process: Process, placed: list[tuple[Idea, Contribution]], by: Person) -> dict[str, Theme]:
    """The themes of a process with grounds in the ideas that were read; published with the act."""
    chance = random.Random(f"grounds {key}")  # noqa: S311 -- invented
    themes = {
        name: theming.create_theme(process=process, title=words["name"], description=words["says"], by=by)
        for name, words in fragments()[key].items()
    }
    rows = []
    for idea, contribution in placed:
        if idea.theme is None or contribution.state != State.PUBLISHED or chance.random() > GROUNDED[key]:
            continue
        start = idea.text.find(idea.passage) if idea.passage else -1
        rows.append(Grounds(
            organisation_id=process.organisation_id, theme=themes[idea.theme], contribution=contribution,
            passage=idea.passage if start >= 0 else "", passage_start=start if start >= 0 else None,
            state=Grounds.State.CONFIRMED, decided_by=by, decided_at=timezone.now(),
        ))
    Grounds.objects.bulk_create(rows, batch_size=1000)
    published = {name: theming.publish_theme(theme=theme, by=by) for name, theme in themes.items()}
    Theme.objects.filter(process=process).update(published_at=day(-8))
    return published


def answer_themes(plan: dict[str, Any], processes: dict[str, Process], themes: dict[str, dict[str, Theme]],
                  by: Person) -> dict[tuple[str, str], Answer]:
    """The answers, written and published with the acts, then dated as the story tells."""
    made = {}
    for words in plan["answer"]:
        key = words["process"]
        answer = answering.write_answer(process=processes[key], by=by, data=AnswerInput(
            title=words["title"], outcome=words["outcome"], text=words["text"], motivation=words.get("motivation", ""),
            theme_ids=frozenset({themes[key][words["theme"]].pk})))
        answer = answering.publish_answer(answer=answer, version=answer.version, by=by)
        Answer.objects.filter(pk=answer.pk).update(published_at=day(words["on"]), created_at=day(words["on"] - 3))
        Theme.objects.filter(pk=themes[key][words["theme"]].pk).update(published_at=day(words["on"] - 12))
        made[key, words["theme"]] = answer
    return made


def decide(plan: dict[str, Any], processes: dict[str, Process], answers: dict[tuple[str, str], Answer],
           by: Person) -> dict[str, Decision]:
    """The decisions, resting on answers."""
    made = {}
    for words in plan["decision"]:
        key = words["process"]
        decision = deciding.record_decision(process=processes[key], by=by, data=DecisionInput(
            title=words["title"], body=words["body"], decided_on=day(words["on"]).date(), text=words["text"],
            document_url=words["document"],
            answer_ids=frozenset(answers[key, theme].pk for theme in words["answers"])))
        made[words["key"]] = deciding.publish_decision(decision=decision, version=decision.version, by=by)
        Decision.objects.filter(pk=decision.pk).update(published_at=day(words["on"]), created_at=day(words["on"]))
    return made


def promise(plan: dict[str, Any], decisions: dict[str, Decision], staff: dict[str, Person]) -> None:
    """The commitments with what came of them."""
    owners = {"Wethouder Verkeer": staff["wethouder-verkeer"], "Wethouder Wijken": staff["wethouder-wijken"]}
    for words in plan["commitment"]:
        decision = decisions[words["decision"]]
        owner = owners[words["owner"]]
        commitment = agreements.make_commitment(process=decision.process, by=staff["adviseur"], data=CommitmentInput(
            what=words["what"], due_on=day(words["due"]).date(), owner_title=words["owner"], owner_id=owner.pk,
            decision_id=decision.pk))
        for result in words.get("results", []):
            commitment.refresh_from_db()
            agreements.report_result(commitment=commitment, version=commitment.version, by=owner, data=ResultInput(
                achieved=result["achieved"], text=result["text"], happened_on=day(result["on"]).date(),
                evidence_url=result["evidence"]))
        made_at = timezone.datetime.combine(decision.decided_on, timezone.datetime.min.time())
        Commitment.objects.filter(pk=commitment.pk).update(created_at=timezone.make_aware(made_at))
