"""The steps of the whole story over HTTP: what adviser, resident and clerk do, page by page."""

import re
from datetime import timedelta

from django.utils import timezone
from django_scopes import scopes_disabled

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


def theme_by(adviser, slug: str, title: str, description: str, ids: list[int]) -> Theme:
    """A theme with these contributions, described and put on the site."""
    desk = f"/beheer/trajecten/{slug}/analyse"
    sent(adviser.post(f"{desk}/themas/nieuw", {"title": title, "b": ids}))
    theme = Theme.objects.get(title=title)
    fill(adviser, f"{desk}/themas/{theme.pk}", title=title, description=description)
    theme.refresh_from_db()
    sent(adviser.post(f"{desk}/themas/{theme.pk}/publiceren", {"version": theme.version}))
    return theme


def answered(adviser, colleague, slug: str, theme: Theme) -> Answer:
    """An answer to a theme, and a second pair of eyes."""
    desk = f"/beheer/trajecten/{slug}"
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
        answer = Answer.objects.latest("pk")
        if step == "goedkeuren":
            assert (
                adviser.post(f"{desk}/antwoorden/{answer.pk}/goedkeuren", {"version": answer.version}).status_code
                == 403
            )
        sent(who.post(f"{desk}/antwoorden/{answer.pk}/{step}", {"version": answer.version}))
    return Answer.objects.get(pk=answer.pk)


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
