"""Every page, with a script in every text that people wrote: nothing of it becomes markup."""

from html.parser import HTMLParser

import pytest
from django.core.cache import cache
from django.db.models import QuerySet
from django.test import Client
from django_scopes import scope

from rodedraad.base.accounts.models import Person
from rodedraad.base.organisations.models import Neighbourhood, Organisation
from rodedraad.listen.processes.models import Charter, Process

from .asking import body, browser
from .cases import cases
from .world import World, build

pytestmark = pytest.mark.django_db
EVIL = "\"'><img src=x onerror=alert(1)><script>alert(1)</script>"
RICH = f"{EVIL}\n\n[klik](javascript:alert(1)) ![](x) <svg/onload=alert(1)>\n\n<a href='data:text/html,x'>y</a>"


class Markup(HTMLParser):
    """Notes every tag and attribute that could run something."""

    def __init__(self) -> None:
        super().__init__()
        self.live: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A script must be a file of ours; no handler, no address that runs."""
        values = dict(attrs)
        if tag == "script" and not (values.get("src") or "").startswith("/static/"):
            self.live.append(f"<script {values}>")
        if tag in {"iframe", "object", "embed", "base"} or (tag == "img" and values.get("src") == "x"):
            self.live.append(f"<{tag} {values}>")
        for name, value in attrs:
            address = (value or "").strip().lower()
            if name.startswith("on") or (name in {"href", "src", "action", "formaction"}
                                         and address.startswith(("javascript:", "data:text", "vbscript:"))):
                self.live.append(f"{tag} {name}={value}")


@pytest.fixture
def world(db) -> World:
    """Everything in it is evil."""
    made = build("ons", EVIL)
    organisation = made.organisation
    Organisation.objects.filter(pk=organisation.pk).update(intro=RICH, contact_email="a@b.example")
    with scope(organisation=organisation):
        Process.objects.update(description=RICH, lesson=RICH)
        rules = dict.fromkeys(("goal", "core_questions", "fixed", "open", "weighing", "feedback"), RICH)
        QuerySet(Charter).update(**rules)  # the site itself cannot change published rules
        Neighbourhood.objects.update(name=EVIL)
        assert Person.objects.filter(name__contains="<script>").exists()
    return made


@pytest.mark.parametrize("role", ["visitor", "author", "administrator"])
def test_no_text_of_people_becomes_markup(world: World, role: str) -> None:
    client: Client = browser(world.organisation, world.people.get(role))
    live, read = [], 0
    for case in cases():
        cache.clear()
        answer = client.get(case.path(world))
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        markup = Markup()
        markup.feed(body(answer).decode())
        live += [f"{case.key}: {each}" for each in markup.live]
        read += b"&lt;script&gt;" in body(answer)
    assert live == []
    assert read > 10  # the texts stood on these pages
