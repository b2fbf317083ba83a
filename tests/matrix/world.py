"""One organisation filled with everything, in every state, each text carrying a marker; and one person per role."""

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django_scopes import scope

from rodedraad.base.accounts.models import Person
from rodedraad.base.notifications.models import Message
from rodedraad.base.organisations.models import Organisation
from rodedraad.base.organisations.roles import Role
from rodedraad.decide.agreements.tests.factories import CommitmentFactory, ResultFactory
from rodedraad.decide.answers.tests.factories import AnswerFactory, DecisionFactory
from rodedraad.kinds.meetings.models import Conversation, Quote
from rodedraad.kinds.meetings.tests.factories import GuestFactory, MeetingFactory, PartFactory
from rodedraad.kinds.survey.instrument.shape import PLAIN
from rodedraad.kinds.survey.models import Invitation, PaperForm
from rodedraad.kinds.survey.results.actions import publish_report
from rodedraad.kinds.survey.results.stored import make_report
from rodedraad.kinds.survey.results.tests.filled import fill, small_rows
from rodedraad.kinds.survey.tests.factories import SurveyFactory, VersionFactory, small_instrument
from rodedraad.learn.scan.actions.agenda import PointValues, add_point
from rodedraad.learn.scan.actions.scans import Beginning, begin_scan, publish_scan
from rodedraad.learn.talk.actions import CardValues, add_cards, open_talk, prepare_talk
from rodedraad.listen.activities.tests.factories import ActivityFactory
from rodedraad.listen.contributions.models import ImportBatch
from rodedraad.listen.contributions.tests.factories import CommentFactory, ContributionFactory
from rodedraad.listen.processes.models import Process, TeamMember
from rodedraad.listen.processes.tests.factories import (
    NeighbourhoodFactory,
    OrganisationFactory,
    PersonFactory,
    ProcessFactory,
    TeamMemberFactory,
)
from rodedraad.understand.booklet.actions import add_line, choose_quote, make_booklet, publish
from rodedraad.understand.themes.models import AnalysisRun, CodingRound, Draft, FirstGroup
from rodedraad.understand.themes.tests.factories import GroundsFactory, ThemeFactory

TEAM = {"team_reader": "reader", "team_moderator": "moderator", "team_editor": "editor", "team_lead": "lead"}
ROLES = ("visitor", "resident", "author", *TEAM, "other_lead", *(str(role) for role in Role))
"""`author` wrote everything a resident can write; `other_lead` leads another process of the same organisation."""


@dataclass
class World:
    """An organisation with its people and objects; `objects[kind][state]`."""

    organisation: Organisation
    marker: str
    people: dict[str, Person] = field(default_factory=dict)
    objects: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add(self, kind: str, state: str, made: Any) -> Any:
        """Keep an object under its kind and state."""
        self.objects.setdefault(kind, {})[state] = made
        return made


def build(slug: str, marker: str) -> World:
    """Fill an organisation."""
    organisation = OrganisationFactory(name=f"Gemeente {marker}", slug=slug, host=f"{slug}.localhost")
    world = World(organisation, marker)
    with scope(organisation=organisation):
        _people(world)
        other = ProcessFactory(title=f"{marker} elders", slug=f"{slug}-elders")
        TeamMemberFactory(process=other, person=world.people["other_lead"], part="lead")
        for state in ("published", "draft"):
            _process(world, state)
        _around(world)
        _analysed(world)
        _met(world)
        _asked(world)
        _scanned(world)
        _told(world)
    return world


def _people(world: World) -> None:
    roles = {str(role) for role in Role}
    for name in ROLES[1:]:
        person = PersonFactory(name=f"{world.marker} {name}", roles=[name] if name in roles else [])
        person.account.set_unusable_password()  # as every account of the site
        person.account.save()
        world.people[name] = person


def _process(world: World, state: str) -> None:
    marker, author = world.marker, world.people["author"]
    process = world.add("process", state, ProcessFactory(
        title=f"{marker} traject", slug=f"{world.organisation.slug}-{state}", state=state, summary=f"{marker} kort"))
    for name, part in TEAM.items():
        world.add("member", name, TeamMemberFactory(process=process, person=world.people[name], part=part))
    activity = world.add("activity", state, ActivityFactory(process=process, title=f"{marker} doe mee", slug="doe-mee"))
    if state == "draft":
        world.add("contribution", "in_draft_process", ContributionFactory(activity=activity, title=f"{marker} stil"))
        return
    _contributions(world, process, activity, author)
    _decided(world, process)


def _contributions(world: World, process: Process, activity: Any, author: Person) -> None:
    for state in ("published", "pending", "hidden"):
        made = world.add("contribution", state, ContributionFactory(
            activity=activity, author=author, state=state, title=f"{world.marker} idee {state}",
            text=f"{world.marker} tekst {state}"))
    published = world.objects["contribution"]["published"]
    for state in ("published", "pending", "hidden"):
        world.add("comment", state, CommentFactory(contribution=published, author=author, state=state,
                                                   text=f"{world.marker} reactie {state}"))
    for state in ("published", "draft"):
        theme = world.add("theme", state, ThemeFactory(process=process, title=f"{world.marker} thema {state}",
                                                       state=state))
        world.add("grounds", state, GroundsFactory(theme=theme, contribution=published))
    world.add("phase", "published", activity.phases.get())
    assert made.process_id == process.pk


def _decided(world: World, process: Process) -> None:
    marker, theme = world.marker, world.objects["theme"]["published"]
    for state in ("published", "draft"):
        is_published = state == "published"
        answer = world.add("answer", state, AnswerFactory(
            process=process, title=f"{marker} antwoord {state}", state=state, themes=[theme]))
        world.add("decision", state, DecisionFactory(process=process, title=f"{marker} besluit {state}",
                                                     is_published=is_published, answers=[answer]))
        commitment = world.add("commitment", state, CommitmentFactory(
            answer=answer, what=f"{marker} belofte {state}", is_published=is_published))
        world.add("result", state, ResultFactory(commitment=commitment, achieved="partly", text=f"{marker} gedaan"))


def _around(world: World) -> None:
    marker = world.marker
    world.add("neighbourhood", "-", NeighbourhoodFactory(name=f"{marker} buurt"))
    world.add("batch", "-", ImportBatch.objects.create(
        organisation=world.organisation, activity=world.objects["activity"]["published"], file_name=f"{marker}.csv",
        columns=["titel"], state="done"))
    world.add("message", "-", Message.objects.create(
        organisation=world.organisation, to="een@dorp.example", subject=f"{marker} brief", text=marker,
        once_key="een", state="failed", next_attempt_at=timezone.now()))
    part = TeamMember.objects.filter(person=world.people["team_reader"], process__state="published").get()
    world.add("member", "-", part)


def _analysed(world: World) -> None:
    """A finished run with a group, a draft of a language model, and a round in which two people code."""
    process, theme = world.objects["process"]["published"], world.objects["theme"]["published"]
    said, owner = world.objects["contribution"]["published"], {"organisation": world.organisation}
    run = world.add("run", "-", AnalysisRun.objects.create(**owner, process=process, method="linear", state="done"))
    world.add("group", "-", FirstGroup.objects.create(**owner, run=run, number=1, label=f"{world.marker} groep",
                                                      members=[said.pk], shown=[said.pk]))
    world.add("draft", "-", Draft.objects.create(**owner, theme=theme, model="proef", text=f"{world.marker} concept"))
    frozen = {"id": theme.pk, "title": theme.title, "description": "", "is_observation": False}
    coding = world.add("round", "-", CodingRound.objects.create(**owner, process=process, sample=[said.pk],
                                                                themes=[frozen]))
    coding.coders.add(world.people["adviser"], world.people["team_lead"])


def _met(world: World) -> None:
    """Meetings of the published process: with a part, a guest, a table and a card with a statement."""
    marker = world.marker
    activity = ActivityFactory(process=world.objects["process"]["published"], kind="meetings", slug="gesprekken",
                               title=f"{marker} gesprekken")
    for state in ("published", "draft"):
        meeting = world.add("meeting", state, MeetingFactory(
            activity=activity, state=state, title=f"{marker} avond {state}", intro=marker, visited_name=marker))
        for form in ("street", "tour"):
            world.add(form, state, MeetingFactory(activity=activity, state=state, form=form, title=f"{marker} {form}",
                                                  visited_name=marker, preparation=marker))
        world.add("part", state, PartFactory(meeting=meeting, title=f"{marker} gang", question=f"{marker} vraag"))
        world.add("guest", state, GuestFactory(meeting=meeting, name=f"{marker} gast", party=marker, needs=marker))
        card = world.add("card", state, Conversation.objects.create(
            organisation=world.organisation, meeting=meeting, title=f"{marker} kaart", held_at=timezone.now(),
            notes=f"{marker} notitie", place=marker))
        said = ContributionFactory(activity=activity, author=None, channel="meeting", text=f"{marker} gezegd {state}")
        world.add("quote", state, Quote.objects.create(
            organisation=world.organisation, contribution=said, conversation=card, said_by_role="resident"))
        world.add("statement", state, said)


def _asked(world: World) -> None:
    """Two surveys of the published process: one whose results are public, and one that takes answers."""
    questions = small_instrument()
    for _section, question in questions.each_question():
        question.title = {PLAIN: f"{world.marker} {question.title[PLAIN]}"}
    asks = VersionFactory(content=questions.as_dict(), instrument__title=f"{world.marker} vragen")
    for state, stands in (("published", "stopped"), ("draft", "running")):
        activity = ActivityFactory(process=world.objects["process"]["published"], kind="survey",
                                   slug=f"vragenlijst-{state}", title=f"{world.marker} vragenlijst {state}")
        survey = world.add("survey", state, SurveyFactory(activity=activity, asks=asks, state=stands))
        fill(survey, small_rows({"": 60}))
        PaperForm(organisation=world.organisation, survey=survey, number=1, first_by=world.people["adviser"]).save()
        world.add("invitation", state, Invitation(organisation=world.organisation, survey=survey, batch="brief")).save()
    report = make_report(world.objects["survey"]["published"])
    publish_report(report=report, version=report.version, by=world.people["adviser"])


def _scanned(world: World) -> None:
    """A scan that everybody can see and one of the team, each with a role, a note and a point."""
    by, marker = world.people["administrator"], world.marker
    for state in ("published", "draft"):
        scan = begin_scan(by=by, beginning=Beginning(f"{marker} scan {state}", world.objects["process"][state]))
        world.add("scan_role", state, scan.roles.get())
        scan.items.update(note=f"{marker} genoteerd")
        world.add("point", state, add_point(scan=scan, by=by, values=PointValues(
            f"{marker} wordt beter", why=f"{marker} daarom", owner_title=f"{marker} doet het")))
        world.add("scan", state, scan)
        talk = prepare_talk(scan=scan, by=by)
        world.add("talk_card", state, add_cards(talk=talk, by=by, cards=[CardValues(f"{marker} kaart")])[0])
        world.add("talk", state, open_talk(talk=talk, by=by))
    publish_scan(scan=world.objects["scan"]["published"], version=1, by=by)


def _told(world: World) -> None:
    """A booklet that everybody can read and one that is being written, each with a chapter, a line and a quote."""
    adviser, said = world.people["adviser"], world.objects["contribution"]["published"]
    for state in ("published", "draft"):
        made = make_booklet(organisation=world.organisation, title=f"{world.marker} boekje {state}",
                            processes=[world.objects["process"]["published"]], by=adviser)
        made.slug = f"{world.organisation.slug}-{state}"
        made.save()
        chapter = made.chapters.order_by("pk")[0]
        chapter.quotes.all().delete()
        quote = choose_quote(chapter=chapter, contribution=said, text=said.text, by=adviser)
        line = chapter.lines.first() or add_line(chapter=chapter, text=f"{world.marker} waarneming", by=adviser)
        line.grounds.add(said)
        for kind, row in (("booklet", made), ("chapter", chapter), ("line", line), ("booklet_quote", quote)):
            world.add(kind, state, row)
        if state == "published":
            publish(booklet=made, version=None, by=adviser)
            made.refresh_from_db()
