"""Load the first knot of the demo: processes with their rules, ideas, comments and supports."""

import random
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from rodedraad.base.accounts.models import Person
from rodedraad.base.organisations.models import Neighbourhood
from rodedraad.listen.activities import actions as activities
from rodedraad.listen.activities.kinds import all_kinds
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.contributions.models import Comment, Contribution, Support
from rodedraad.listen.contributions.models.contribution import State
from rodedraad.listen.processes.actions import charter, life
from rodedraad.listen.processes.models import Charter, Process
from rodedraad.listen.processes.rulebook import FIELD_NAMES

from .ideas import Idea, comment

COMMENTS = 2000
SUPPORTS = 50_000


def day(offset: int) -> datetime:
    """Noon on the day that lies `offset` days from today."""
    return timezone.now().replace(hour=11, minute=0, second=0, microsecond=0) + timedelta(days=offset)


def make_process(plan: dict[str, Any], by: Person) -> tuple[Process, Activity]:
    """A process with a published charter and one activity with its phases."""
    process = life.create_process(by=by, basics=life.Basics(
        title=plan["title"], summary=plan["summary"], description=plan["description"],
        starts_on=day(plan["starts"]).date(), ends_on=day(plan["ends"]).date(), contact_name=by.name,
        contact_email="meedoen@voorbeeldstad.example",
    ))
    draft = process.charters.get()
    charter.save_charter(process=process, version=draft.version, fields=rules_of(plan["charter"]), by=by)
    activity = activities.add_activity(process=process, kind=next(all_kinds()).key, by=by, settings=activities.Settings(
        title=plan["activity"], intro=plan["intro"]))
    kind = next(all_kinds())
    activities.add_phase(activity=activity, by=by, stretch=activities.Stretch(
        title="Ideeën verzamelen", features=[str(feature) for feature in kind.features],
        starts_at=day(plan["starts"]), ends_at=day(plan["closes"])))
    process.refresh_from_db()
    process = life.publish_process(process=process, version=process.version, by=by)
    Process.objects.filter(pk=process.pk).update(published_at=day(plan["starts"]))
    # A published charter cannot be changed through its own manager; the story of the demo dates it back.
    QuerySet(Charter).filter(process=process).update(published_at=day(plan["starts"]))
    return process, activity


def rules_of(plan: dict[str, Any]) -> dict[str, Any]:
    """The fields of a charter, with days counted from today turned into dates."""
    days = {"decision": "decision_on", "answer_by": "answer_by"}
    fields = dict.fromkeys(FIELD_NAMES, "")
    for name, value in plan.items():
        fields[days.get(name, name)] = day(value).date() if name in days else value
    return fields


def change_rules(process: Process, plan: dict[str, Any], by: Person) -> None:
    """Change the rules half-way, with the reason that everybody reads."""
    merged = {**plan["charter"], **{name: value for name, value in plan["charter_change"].items() if name != "reason"}}
    draft = charter.save_charter(process=process, version=charter.NOTHING_YET, fields=rules_of(merged), by=by)
    reason = plan["charter_change"]["reason"]
    charter.publish_charter_change(process=process, version=draft.version, reason=reason, by=by)


def place_ideas(activity: Activity, ideas: list[Idea], plan: dict[str, Any], people: list[Person],
                places: dict[str, Neighbourhood], by: Person) -> list[Contribution]:
    """All ideas of a process, spread over the time that it was open."""
    chance = random.Random(f"authors {plan['key']}")  # noqa: S311 -- invented
    start, end = plan["starts"], min(plan["closes"], 0)
    rows = []
    for idea in ideas:
        at = day(start) + timedelta(days=idea.share_of_time * (end - start), minutes=chance.randrange(600))
        at = min(at, timezone.now() - timedelta(minutes=chance.randrange(5, 900)))
        rows.append(Contribution(
            organisation_id=activity.organisation_id, process_id=activity.process_id, activity=activity,
            title=idea.title, text=idea.text, language=idea.language, channel=idea.channel, place=idea.place,
            author=chance.choice(people) if idea.has_author else None, is_anonymous=idea.is_anonymous,
            entered_by=None if idea.channel == "web" else by, neighbourhood=places[idea.neighbourhood],
            latitude=idea.latitude, longitude=idea.longitude, created_at=at, published_at=None if idea.is_held else at,
            state=State.PENDING if idea.is_held else State.PUBLISHED, random_key=chance.randrange(2**31),
            hold_reason="Er staan veel links of een scheldwoord in." if idea.is_held else "",
        ))
    return Contribution.objects.bulk_create(rows, batch_size=500)


def react(contributions: list[Contribution], weights: list[float], people: list[Person]) -> None:
    """2,000 comments and 50,000 supports, more on some ideas than on others; counts kept right."""
    chance = random.Random("reactions")  # noqa: S311 -- invented
    shown = [place for place, row in enumerate(contributions) if row.state == State.PUBLISHED]
    heavy = [min(weights[place], 40) for place in shown]
    _comment(contributions, chance.choices(shown, weights=heavy, k=COMMENTS), people, chance)
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < SUPPORTS:
        for place in chance.choices(shown, weights=heavy, k=SUPPORTS - len(pairs)):
            pairs.add((place, chance.randrange(len(people))))
    Support.objects.bulk_create(
        [Support(organisation_id=contributions[place].organisation_id, contribution=contributions[place],
                 person=people[who]) for place, who in sorted(pairs)], batch_size=2000)
    for place, _who in pairs:
        contributions[place].support_count += 1
    Contribution.objects.bulk_update(contributions, ["support_count", "comment_count"], batch_size=200)


def _comment(contributions: list[Contribution], places: list[int], people: list[Person], chance: random.Random) -> None:
    rows = []
    for place in places:
        row = contributions[place]
        row.comment_count += 1
        after = min(row.created_at + timedelta(hours=chance.randrange(1, 400)), timezone.now())
        rows.append(Comment(organisation_id=row.organisation_id, contribution=row, author=chance.choice(people),
                            text=comment(chance), created_at=after))
    Comment.objects.bulk_create(rows, batch_size=1000)
