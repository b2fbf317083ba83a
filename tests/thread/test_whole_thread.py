"""One idea from the letter with the code to the result: each step as its own role, over HTTP."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from rodedraad.base.core.models import AuditLine
from rodedraad.base.notifications.models import Message
from rodedraad.decide.agreements.models import Commitment
from rodedraad.decide.answers.models import Answer, Decision
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.processes.models import Charter, Process
from rodedraad.understand.themes.models import Theme

EMAIL = "fatima@dorp.example"


def sent(response):
    """The response of a form that was accepted."""
    assert response.status_code in {302, 303}, (response.status_code, errors(response))
    return response


def errors(response) -> list[str]:
    """What a refused form says."""
    return re.findall(r'href="#id_[^"]*"[^>]*>([^<]+)', response.content.decode())[:8]


def fill(browser, path: str, **values):
    """Open a page and send its form, with the version that the page holds."""
    page = browser.get(path)
    assert page.status_code == 200, (path, page.status_code)
    found = re.search(r'name="version" value="(\d+)"', page.content.decode())
    return sent(browser.post(path, {"version": found[1] if found else 0, **values}))


def log_in_by_letter(browser) -> None:
    """Ask for a code and type what the letter says."""
    sent(browser.post("/inloggen", {"email": EMAIL}))
    with scopes_disabled():
        letter = Message.objects.filter(to=EMAIL).latest("pk").text
    sent(browser.post("/inloggen/code", {"code": re.search(r"^ +(\d{6})$", letter, re.MULTILINE)[1]}))


RULES = (
    "goal", "core_questions", "fixed", "open", "weighing", "decider", "participants", "feedback", "cost", "evaluation",
)


def process_by(adviser) -> str:
    """An adviser makes a process with its rules and an activity, and publishes it; the slug."""
    today = timezone.localdate()
    fill(
        adviser,
        "/beheer/trajecten/nieuw",
        title="Het nieuwe plein",
        summary="Wat wilt u met het plein?",
        description="Nieuw.",
        starts_on=today.isoformat(),
        ends_on=(today + timedelta(days=60)).isoformat(),
        contact_name="Noor",
        contact_email="noor@dorp.example",
    )
    slug = Process.objects.get().slug
    plain = dict.fromkeys(RULES, "Wij kiezen met wat u zegt.")
    fill(
        adviser,
        f"/beheer/trajecten/{slug}/spelregels",
        **{
            **plain,
            "level": "advise",
            "decision_on": (today + timedelta(days=50)).isoformat(),
            "answer_by": (today + timedelta(days=40)).isoformat(),
        },
    )
    fill(
        adviser,
        f"/beheer/trajecten/{slug}/activiteiten/nieuw/ideas",
        title="Deel uw idee",
        intro="Vertel het.",
        moderation="pre",
        access="email",
    )
    return slug


def open_activity(adviser, slug: str) -> Activity:
    """A phase that is open now, and the process published."""
    activity, now = Activity.objects.get(), timezone.localtime()
    if not activity.phases.exists():
        fill(
            adviser,
            f"/beheer/trajecten/{slug}/activiteiten/{activity.slug}/fases/nieuw",
            title="Ideeën",
            features=["contribute", "comment", "support"],
            starts_at_0=(now - timedelta(days=1)).date().isoformat(),
            starts_at_1="00:00",
            ends_at_0=(now + timedelta(days=20)).date().isoformat(),
            ends_at_1="00:00",
            starts_at=(now - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M"),
            ends_at=(now + timedelta(days=20)).strftime("%Y-%m-%dT%H:%M"),
        )
    sent(adviser.post(f"/beheer/trajecten/{slug}/publiceren", {"version": Process.objects.get().version}))
    assert Process.objects.get().state == "published"
    assert Charter.objects.published().count() == 1
    return activity


def idea_by(resident, slug: str, activity: Activity) -> Contribution:
    """A resident places an idea; it waits for a moderator."""
    sent(
        resident.post(
            f"/trajecten/{slug}/ideeen/{activity.slug}/nieuw",
            {
                "title": "Een bank bij de vijver",
                "text": "Dan kunnen ouderen zitten.",
                "stap": "2",
                "author_role": "resident",
            },
        )
    )
    return Contribution.objects.get()


def answered(adviser, colleague, slug: str, idea: Contribution) -> Answer:
    """A theme, an answer, and a second pair of eyes."""
    desk = f"/beheer/trajecten/{slug}"
    sent(adviser.post(f"{desk}/analyse/themas/nieuw", {"title": "Zitten", "b": [idea.pk]}))
    theme = Theme.objects.get()
    fill(adviser, f"{desk}/analyse/themas/{theme.pk}", title="Zitten", description="Bewoners willen kunnen zitten.")
    theme.refresh_from_db()
    sent(adviser.post(f"{desk}/analyse/themas/{theme.pk}/publiceren", {"version": theme.version}))
    fill(
        adviser,
        f"{desk}/antwoorden/nieuw",
        themes=[theme.pk],
        contributions="",
        title="Er komen banken",
        outcome="taken_over",
        text="Wij plaatsen vier banken.",
        motivation="Dat is fijn.",
    )
    for who, step in ((adviser, "indienen"), (colleague, "goedkeuren"), (adviser, "publiceren")):
        answer = Answer.objects.get()
        if step == "goedkeuren":
            assert (
                adviser.post(f"{desk}/antwoorden/{answer.pk}/goedkeuren", {"version": answer.version}).status_code
                == 403
            )
        sent(who.post(f"{desk}/antwoorden/{answer.pk}/{step}", {"version": answer.version}))
    return Answer.objects.get()


def decided_and_done(clerk, adviser, slug: str, answer: Answer) -> None:
    """The council decides, somebody promises, and it is done."""
    today, desk = timezone.localdate(), f"/beheer/trajecten/{slug}"
    fill(
        clerk,
        f"{desk}/besluiten/nieuw",
        title="Banken",
        body="council",
        decided_on=today.isoformat(),
        text="Vier banken.",
        answers=[answer.pk],
        document_url="https://dorp.example/besluit.pdf",
    )
    decision = Decision.objects.get()
    if not decision.is_published:
        sent(clerk.post(f"{desk}/besluiten/{decision.pk}/publiceren", {"version": decision.version}))
    fill(
        adviser,
        f"{desk}/toezeggingen/nieuw",
        what="Wij plaatsen vier banken",
        details="",
        origin=f"besluit-{decision.pk}",
        owner_title="Wethouder Groen",
        owner="",
        due_on=(today + timedelta(days=30)).isoformat(),
    )
    commitment = Commitment.objects.get()
    if not commitment.is_published:
        sent(adviser.post(f"/beheer/toezeggingen/{commitment.pk}/publiceren", {"version": commitment.version}))
        commitment.refresh_from_db()
    fill(
        adviser,
        f"/beheer/toezeggingen/{commitment.pk}/resultaat",
        achieved="fully",
        text="De banken staan er.",
        happened_on=today.isoformat(),
        evidence_url="https://dorp.example/foto",
    )


@pytest.mark.django_db(transaction=True)  # the worker closes its connections
def test_from_an_idea_to_its_result(ours, person_of, client_of, visitor_of):
    adviser, colleague = (client_of(person_of(ours, "adviser")) for _each in range(2))
    moderator, clerk, resident = (
        client_of(person_of(ours, "moderator")),
        client_of(person_of(ours, "clerk")),
        visitor_of(ours),
    )
    with scope(organisation=ours):
        slug = process_by(adviser)
        activity = open_activity(adviser, slug)
        log_in_by_letter(resident)
        idea = idea_by(resident, slug, activity)
        assert idea.state == "pending"
        assert visitor_of(ours).get(f"/bijdragen/{idea.pk}").status_code != 200
        sent(moderator.post(f"/beheer/moderatie/{idea.pk}/plaatsen", {"version": idea.version}))
        answer = answered(adviser, colleague, slug, idea)
        decided_and_done(clerk, adviser, slug, answer)
        idea.refresh_from_db()
        assert [idea.has_theme, idea.has_answer, idea.has_decision, idea.has_commitment, idea.has_result] == [True] * 5
        for _twice in range(2):  # a second run sends nothing again
            call_command("work", batch=True, interval=0)
        letters = list(Message.objects.filter(to=EMAIL).values_list("once_key", flat=True))
        assert len(letters) == len(set(letters)) >= 2
        subjects = list(Message.objects.filter(to=EMAIL).values_list("subject", "text"))
        assert len(subjects) == len(set(subjects))
        assert AuditLine.objects.count() >= 12
    mine = resident.get("/mijn-draad").content.decode()
    assert "Een bank bij de vijver" in mine
    for knot in ("thema", "antwoord", "besluit", "toezegging", "resultaat"):
        assert knot in mine.lower(), knot
    thread = visitor_of(ours).get(f"/draad/bijdrage/{idea.pk}").content.decode()
    for words in ("Zitten", "Er komen banken", "Wij plaatsen vier banken", "De banken staan er."):
        assert words in thread
    call_command("verify_audit")
