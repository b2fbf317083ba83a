"""Load the conversations of the demo: visits, a dinner, an evening to come, their harvest, and the booklet of it."""

import random
import tomllib
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

from django.utils import timezone

from rodedraad.base.accounts.models import Person
from rodedraad.kinds.meetings.harvest.actions import open_card, record_statements
from rodedraad.kinds.meetings.harvest.consent import withdraw_consent
from rodedraad.kinds.meetings.harvest.said import Said
from rodedraad.kinds.meetings.models import Conversation, Guest, Meeting, Quote
from rodedraad.kinds.meetings.planning.actions import mark_held, plan_meeting, publish_meeting
from rodedraad.kinds.meetings.registering.actions import GuestValues, add_guest
from rodedraad.kinds.meetings.tables.actions import make_tables, mix_tables
from rodedraad.listen.activities import actions as activities
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.processes.actions import charter, life
from rodedraad.listen.processes.models import Process
from rodedraad.understand.booklet import actions as booklets
from rodedraad.understand.themes.actions import levels
from rodedraad.understand.themes.actions import themes as theming
from rodedraad.understand.themes.models import Grounds, Theme

from .listening import day, rules_of
from .people import FIRST

PLAN = Path(__file__).parent / "data" / "conversations.toml"
STREET = (("Gesprek bij de viskraam", "Markt", 2, "30-44", 0), ("Gesprek op het bankje", "Markt", 1, "65-", 25),
          ("Gesprek bij de fietsen", "Station", 1, "18-29", 70))
GUESTS = ("resident",) * 14 + ("business",) * 3 + ("association",) * 3 + ("council",) * 2 + ("official",) * 2


def load_conversations(by: Person) -> Process:
    """A process with fifteen conversations, their statements under themes of two levels, and a published booklet."""
    plan = tomllib.loads(PLAN.read_text("utf-8"))
    process, activity = _process(plan, by)
    cards = [_visit(activity, each, by) for each in plan["visit"]] + _dinner(activity, by) + _street(activity, by)
    _to_come(activity, by)
    _harvest(plan, process, cards, by)
    _booklet(plan, process, by)
    return process


def _process(plan: dict[str, Any], by: Person) -> tuple[Process, Activity]:
    process = life.create_process(by=by, basics=life.Basics(
        title=plan["title"], summary=plan["summary"], description=plan["description"], starts_on=day(-60).date(),
        ends_on=day(75).date(), contact_name=by.name, contact_email="meedoen@voorbeeldstad.example"))
    draft = process.charters.get()
    charter.save_charter(process=process, version=draft.version, fields=rules_of(plan["charter"]), by=by)
    activity = activities.add_activity(process=process, kind="meetings", by=by, settings=activities.Settings(
        title=plan["activity"], intro=plan["intro"]))
    process.refresh_from_db()
    process = life.publish_process(process=process, version=process.version, by=by)
    Process.objects.filter(pk=process.pk).update(published_at=day(-60))
    activity.process = process
    return process, activity


def _planned(activity: Activity, form: str, by: Person, *, days: int, title: str, **values: Any) -> Meeting:
    """A published meeting; one in the past was held."""
    starts = day(days) + timedelta(hours=7)
    meeting = plan_meeting(activity=activity, form=form, by=by, values={
        "title": title, "starts_at": starts, "ends_at": starts + timedelta(hours=2), "venue": "Dorpshuis De Brink",
        "address": "Brink 1, Voorbeeldstad", "access_info": "Alles is gelijkvloers. Er is een ringleiding.", **values})
    if days > 0:
        return publish_meeting(meeting=meeting, version=meeting.version, by=by)
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.PUBLISHED)
    meeting.refresh_from_db()
    return meeting


def _visit(activity: Activity, plan: dict[str, Any], by: Person) -> Conversation:
    meeting = _planned(activity, "tour", by, days=plan["days"], title=f"Op bezoek bij {plan['name']}",
                       visited_name=plan["name"])
    card = open_card(meeting=meeting, by=by, title=meeting.title, people_by_role=plan["people"])
    mark_held(meeting=meeting, version=meeting.version, by=by)
    return card


def _dinner(activity: Activity, by: Person) -> list[Conversation]:
    """A dinner that was held: guests over four mixed tables, a card for each."""
    meeting = _planned(activity, "dinner", by, days=-20, title="Maaltijdgesprek in De Brink", table_size=6,
                       intro="Drie gangen, drie vragen, en steeds andere mensen aan tafel.")
    names = cycle(FIRST)
    for number, role in enumerate(GUESTS, start=1):
        add_guest(meeting=meeting, by=by, values=GuestValues(
            name=f"{next(names)} Tafelgast {number}", role=role, party="fietsclub" if number in {3, 4, 5} else ""))
    Guest.objects.filter(meeting=meeting).update(has_come=True)
    make_tables(meeting=meeting, number=4, by=by)
    mix_tables(meeting=meeting, by=by)
    cards = [open_card(meeting=meeting, by=by, table=table) for table in meeting.tables.order_by("number")]
    meeting.refresh_from_db()
    mark_held(meeting=meeting, version=meeting.version, by=by)
    return cards


def _street(activity: Activity, by: Person) -> list[Conversation]:
    """Talks on one market day, with people of several ages: one age is still missing."""
    meeting = _planned(activity, "street", by, days=-15, title="Op de markt")
    cards = [open_card(meeting=meeting, by=by, title=title, place=place, people_by_role={"resident": number}, age=age,
                       held_at=meeting.starts_at + timedelta(minutes=minutes))
             for title, place, number, age, minutes in STREET]
    mark_held(meeting=meeting, version=meeting.version, by=by)
    return cards


def _to_come(activity: Activity, by: Person) -> None:
    """What people can come to: a hearing and a dinner, the dinner with a few places taken."""
    hearing = _planned(activity, "hearing", by, days=12, title="Inspraakavond over de participatieverordening",
                       intro="De raad luistert. U kunt zich aanmelden om vijf minuten te spreken.")
    part = hearing.parts.filter(has_speakers=True).first()
    for name in FIRST[:3]:
        add_guest(meeting=hearing, by=by, values=GuestValues(name=f"{name} Inspreker (demo)", speaks_on=part))
    _planned(activity, "tour", by, days=33, title="Op bezoek bij de voedselbank", visited_name="Voedselbank",
             preparation="De voedselbank vroeg zelf om een gesprek. Neem de cijfers over schulden mee.")
    dinner = _planned(activity, "dinner", by, days=26, title="Maaltijdgesprek met jongeren", capacity=24,
                      intro="Voor wie tussen 14 en 25 jaar is. Neem iemand mee.")
    for number in range(1, 6):
        add_guest(meeting=dinner, by=by, values=GuestValues(name=f"Jongere {number} (demo)"))


def _harvest(plan: dict[str, Any], process: Process, cards: list[Conversation], by: Person) -> None:
    """Spread the statements over the cards, those of one role where that role sat, and put them under their themes."""
    chance = random.Random("harvest")  # noqa: S311 -- invented
    on_card: dict[int, list[tuple[list[str], Theme | None]]] = {card.pk: [] for card in cards}
    for words, theme in _themed(plan, process, by):
        fitting = [card for card in cards if card.people_by_role.get(words[0])] or cards
        on_card[min(chance.sample(fitting, min(3, len(fitting))), key=lambda card: len(on_card[card.pk])).pk].append(
            (words, theme))
    for card in cards:
        pairs = on_card[card.pk]
        if not pairs:
            continue
        quotes = record_statements(conversation=card, by=by, statements=[
            Said(words[2], words[0], words[1], words[3] if words[1] == "name" else "") for words, _theme in pairs])
        _ground(pairs, quotes, by)
    Conversation.objects.filter(pk__in=on_card).update(state=Conversation.State.DONE)
    for card in cards:
        ids = Quote.objects.filter(conversation=card).values("contribution")
        Contribution.objects.filter(pk__in=ids).update(created_at=card.held_at)
        Contribution.objects.filter(pk__in=ids).exclude(published_at=None).update(published_at=card.held_at)
    # One speaker took the words back: they are nowhere any more, the count stays.
    withdraw_consent(quote=Quote.objects.filter(conversation=cards[0]).earliest("position"), by=None)
    for theme in Theme.objects.filter(process=process):
        theming.publish_theme(theme=theme, by=by)


def _themed(plan: dict[str, Any], process: Process, by: Person) -> list[tuple[list[str], Theme | None]]:
    """Every statement with the observation it stands under, if any."""
    found: list[tuple[list[str], Theme | None]] = [(words, None) for words in plan["loose"]["said"]]
    for thread in plan["theme"]:
        above = theming.create_theme(process=process, title=thread["title"], description=thread["says"], by=by)
        for each in thread["observation"]:
            below = theming.create_theme(process=process, title=each["title"], description=each["says"], by=by)
            levels.put_under(theme=below, parent=above, by=by)
            found += [(words, below) for words in each["said"]]
    return found


def _ground(pairs: list[tuple[list[str], Theme | None]], quotes: list[Quote], by: Person) -> None:
    rows = [Grounds(organisation_id=quote.organisation_id, theme=theme, contribution_id=quote.contribution_id,
                    state=Grounds.State.CONFIRMED, decided_by=by, decided_at=timezone.now())
            for (_words, theme), quote in zip(pairs, quotes, strict=True) if theme is not None]
    Grounds.objects.bulk_create(rows)


def _booklet(plan: dict[str, Any], process: Process, by: Person) -> None:
    """The booklet of all this, in its first edition."""
    made = booklets.make_booklet(organisation=process.organisation, title=plan["booklet"], subtitle=plan["subtitle"],
                                 processes=[process], by=by)
    made = booklets.edit_words(booklet=made, version=None, title=made.title, subtitle=made.subtitle, by=by, texts={
        "foreword": plan["foreword"], "method": made.method, "missing": plan["missing"], "closing": plan["closing"]})
    beside = {each["title"]: each for each in plan["theme"]}
    for chapter in made.chapters.select_related("booklet"):
        words = beside[chapter.title]
        booklets.edit_chapter(chapter=chapter, version=None, title=chapter.title, lead=chapter.lead,
                              values=words["values"], instruments=words["instruments"],
                              questions="\n".join(words["questions"]), by=by)
    made.refresh_from_db()
    booklets.publish(booklet=made, version=made.version, by=by, note="De eerste uitgave.")
