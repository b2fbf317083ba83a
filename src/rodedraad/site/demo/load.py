"""Fill an empty database with the demo, in one transaction: all of it or nothing."""

from collections.abc import Callable

from django.db import transaction
from django.utils import translation
from django_scopes import scope

from rodedraad.base.core import audit
from rodedraad.base.organisations.models import Organisation
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.processes.actions import life
from rodedraad.listen.processes.models import Process

from . import deciding, listening, people
from .conversations import load_conversations
from .ideas import Idea, ideas_of, plan
from .panel import load_panel
from .scans import load_scans

SLUG = "voorbeeldstad"
DOMAIN = "voorbeeldstad.example"
Say = Callable[[str], None]


def is_loaded() -> bool:
    """Whether the demo is there already."""
    return Organisation.objects.filter(slug=SLUG).exists()


@transaction.atomic
def load(say: Say) -> None:
    """Make the invented municipality and, to show that nothing is shared, an empty water board beside it."""
    organisation = Organisation.objects.create(
        name="Gemeente Voorbeeldstad", slug=SLUG, host="localhost", cbs_code="GM9999",
        intro="Hier denkt u mee over uw straat, uw wijk en de hele gemeente. U ziet ook wat wij met uw idee doen.",
        contact_email="meedoen@voorbeeldstad.example", held_words="idioten\nstelletje*",
    )
    other = Organisation.objects.create(
        name="Waterschap Voorbeelddelta", slug="voorbeelddelta", host="delta.localhost", primary_colour="#0a5a78",
        kind=Organisation.Kind.WATER_BOARD, tone=Organisation.Tone.INFORMAL,
        intro="Denk mee over dijken, sloten en schoon water.",
    )
    with scope(organisation=organisation), translation.override("nl"):
        _fill(organisation, say)
    with scope(organisation=other):
        people.make_staff(other, "voorbeelddelta.example")
        audit.record("demo.loaded", on=other, by=None, organisation_id=other.pk)


def _fill(organisation: Organisation, say: Say) -> None:
    words = plan()
    staff = people.make_staff(organisation, DOMAIN)
    residents = people.make_residents(organisation, DOMAIN)
    places = people.make_neighbourhoods(organisation)
    by = staff["adviseur"]
    processes: dict[str, Process] = {}
    placed: dict[str, list[tuple[Idea, Contribution]]] = {}
    for each in words["process"]:
        say(f"traject: {each['title']}")
        process, activity = listening.make_process(each, by)
        ideas = ideas_of(each["key"], each["ideas"])
        rows = listening.place_ideas(activity, ideas, each, residents, places, by)
        processes[each["key"]], placed[each["key"]] = process, list(zip(ideas, rows, strict=True))
    everything = [pair for pairs in placed.values() for pair in pairs]
    say(f"{len(everything)} ideeën; reacties en steun")
    listening.react([row for _idea, row in everything], [idea.weight for idea, _row in everything], residents)
    say("thema's, antwoorden, besluiten, toezeggingen en resultaten")
    themes = {key: deciding.make_themes(key, process, placed[key], by) for key, process in processes.items()}
    answers = deciding.answer_themes(words, processes, themes, by)
    decisions = deciding.decide(words, processes, answers, staff["griffier"])
    deciding.promise(words, decisions, staff)
    _round_off(processes, words, staff["adviseur"])
    say("gesprekken, met hun oogst en een boekje")
    process = load_conversations(by)
    say("een vragenlijst")
    load_panel(process, by)
    say("een Quick Scan die klaar is, en een die loopt")
    load_scans(staff)
    audit.record("demo.loaded", on=organisation, by=None, organisation_id=organisation.pk, ideas=len(everything))


def _round_off(processes: dict[str, Process], words: dict, by: people.Person) -> None:
    """Close what is finished and change the rules of what runs."""
    for each in words["process"]:
        process = processes[each["key"]]
        process.refresh_from_db()
        if "charter_change" in each:
            listening.change_rules(process, each, by)
        if each["state"] == "closed":
            life.close_process(process=process, version=process.version, lesson=each["lesson"], by=by)
            Process.objects.filter(pk=process.pk).update(closed_at=listening.day(each["ends"]))
