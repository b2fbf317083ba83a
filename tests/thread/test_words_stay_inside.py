"""Words that count but are not public, and words that were taken back, stand on no page, in no file and no answer."""

import io
import re
import zipfile
from collections import deque
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from django_scopes import scope
from pypdf import PdfReader

from rodedraad.decide.answers.models import Answer
from rodedraad.kinds.meetings.harvest import actions
from rodedraad.kinds.meetings.harvest.consent import change_consent, withdraw_consent
from rodedraad.kinds.meetings.harvest.said import Said
from rodedraad.kinds.meetings.lookup import url_in, url_of
from rodedraad.kinds.meetings.models import Quote
from rodedraad.kinds.meetings.tests.factories import MeetingFactory
from rodedraad.listen.activities.tests.factories import ActivityFactory
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.processes.tests.factories import ProcessFactory
from rodedraad.understand.themes.models import Grounds, Theme

SECRETS = ("kweepeer", "waterlelie", "zonnebloem")
"""In words that only count, in words that were closed after publication, in words that were taken back."""
OPEN = "rozenperk"
MOST_PAGES = 140
TABLES = ("bijdragen", "reacties", "themas", "gronden", "antwoorden", "besluiten", "toezeggingen", "resultaten")
LINK = re.compile(r'(?:href|src)="([^"#]+)')


@pytest.fixture
def story(ours, person_of):
    """A meeting with an open statement, one that only counts, one that was closed, and one that was taken back."""
    adviser = person_of(ours, "adviser")
    with scope(organisation=ours):
        process = ProcessFactory(organisation=ours, slug="het-plein")
        meeting = MeetingFactory(past=True, activity=ActivityFactory(process=process, kind="meetings", slug="tafels"))
        card = actions.open_card(meeting=meeting, by=adviser)
        quotes = actions.record_statements(conversation=card, by=adviser, statements=[
            Said(f"Ik wil een {OPEN} op het plein.", "resident", "role"),
            Said(f"Mijn {SECRETS[0]} groeit daar.", "resident", "theme"),
            Said(f"De {SECRETS[1]} moet terug.", "council", "role"),
            Said(f"De {SECRETS[2]} ook.", "business", "name", f"Mevrouw {SECRETS[2].title()}")])
        theme = Theme.objects.create(organisation=ours, process=process, title="Groen", state=Theme.State.PUBLISHED,
                                     published_at=timezone.now())
        Grounds.objects.bulk_create([
            Grounds(organisation=ours, theme=theme, contribution=quote.contribution, state=Grounds.State.CONFIRMED,
                    passage=word, passage_start=quote.contribution.text.index(word))
            for quote, word in zip(quotes, (OPEN, *SECRETS), strict=True)])
        Contribution.objects.filter(process=process).update(has_theme=True, has_answer=True)
        answer = Answer.objects.create(organisation=ours, process=process, title="Ja, wij planten",
                                       text="Dat doen wij.", outcome=Answer.Outcome.values[0],
                                       state=Answer.State.PUBLISHED, published_at=timezone.now())
        answer.themes.add(theme)
        answer.contributions.add(*Contribution.objects.filter(process=process))
        change_consent(quote=quotes[2], consent="theme", by=adviser)
        withdraw_consent(quote=quotes[3], by=None)
    return ours, meeting, theme, answer


def browsers(ours, client_of, visitor_of, person_of) -> dict[str, Client]:
    return {"visitor": visitor_of(ours), "resident": client_of(person_of(ours)),
            "council": client_of(person_of(ours, "council"))}


def starts(meeting, theme, answer) -> list[str]:
    said = [f"/draad/{word}/{pk}" for word, pk in (("thema", theme.pk), ("antwoord", answer.pk))]
    quotes = list(Quote.objects.filter(conversation__meeting=meeting).values_list("contribution_id", flat=True))
    for pk in quotes:
        said += [url_in("statement", meeting.activity, pk), f"/draad/bijdrage/{pk}", f"/bijdragen/{pk}",
                 f"/bijdragen/{pk}/geschiedenis", f"/api/v1/bijdragen/{pk}", f"/api/v1/bijdragen/{pk}/draad"]
    # The beginning of a word finds it, and a page that repeats the question does not repeat the word.
    said += [f"/zoeken?q={word[:-2]}" for word in (OPEN, *SECRETS)]
    said += [f"/api/v1/bijdragen?zoek={word[:-2]}" for word in (OPEN, *SECRETS)]
    said += [f"/trajecten/het-plein/open-data/{table}.{form}" for table in TABLES for form in ("csv", "json", "xlsx")]
    said += ["/api/v1/bijdragen", "/api/v1/themas", "/api/v1/antwoorden", "/trajecten/het-plein/verslag.pdf",
             "/trajecten/het-plein/wat-leeft-er", "/trajecten/het-plein/themas", "/", url_of("harvest", meeting),
             url_of("detail", meeting)]
    return said


def words_of(response) -> str:
    """What a reader gets: the page, or the text in a file."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content.startswith(b"%PDF"):
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if content.startswith(b"PK"):
        packed = zipfile.ZipFile(io.BytesIO(content))
        return " ".join(packed.read(name).decode(errors="replace") for name in packed.namelist())
    return content.decode(errors="replace")


def crawl(client: Client, first: list[str]) -> dict[str, str]:
    """What stands on each page that can be reached from these, up to a number."""
    waiting, seen = deque(first), {}
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.popleft()
        if address in seen or address.startswith(("/static", "/inloggen", "/uitloggen", "/api/v1/schema")):
            continue
        response = client.get(address)
        assert response.status_code < 500, address
        seen[address] = unescape(words_of(response))
        if response.get("Content-Type", "").startswith("text/html"):
            for link in LINK.findall(seen[address]):
                to = urlsplit(urljoin(f"http://x{address}", link))
                if to.netloc in {"x", "waterstede.localhost"}:
                    waiting.append(to.path + (f"?{to.query}" if to.query else ""))
    return seen


@pytest.mark.parametrize("who", ["visitor", "resident", "council"])
def test_no_page_file_or_answer_shows_them(story, client_of, visitor_of, person_of, who):
    ours, meeting, theme, answer = story
    client = browsers(ours, client_of, visitor_of, person_of)[who]
    with scope(organisation=ours):
        first = starts(meeting, theme, answer)
    seen = crawl(client, first)
    assert len(seen) >= len(first)
    leaks = [(address, word) for address, words in seen.items() for word in SECRETS
             if word in words.lower()]
    assert leaks == []
    showing = [address for address, words in seen.items() if OPEN in words]
    assert url_of("harvest", meeting) in showing
    assert f"/zoeken?q={OPEN[:-2]}" in showing
    assert "/trajecten/het-plein/open-data/bijdragen.csv" in showing
    assert "/api/v1/bijdragen" in showing


def test_they_count_in_the_theme_and_in_the_coverage(story, visitor_of):
    ours, _meeting, theme, _answer = story
    client = visitor_of(ours)
    assert client.get("/api/v1/trajecten/het-plein/dekking").json()["totaal"] == 4
    page = client.get(f"/trajecten/het-plein/themas/{theme.pk}").content.decode()
    assert re.search(r"\b4 bijdragen", page)
