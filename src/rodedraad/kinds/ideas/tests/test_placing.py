"""Placing an idea without JavaScript: words, similar ideas, details, and what is kept when something goes wrong."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from rodedraad.base.accounts.models import Person
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.activities.tests.factories import ActivityFactory
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.tests.factories import CommentFactory, ContributionFactory
from rodedraad.listen.processes.tests.factories import PersonFactory

from .test_list import path_of

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
WORDS = {"title": "Een speeltuin bij de vijver", "text": "Kinderen hebben geen plek om te spelen."}
DETAILS = {**WORDS, "stap": "2", "place": "Lindeplein", "author_role": "resident"}


def test_in_two_steps_to_a_placed_idea(activity: Activity, resident: Person, client_of: Callable) -> None:
    similar = ContributionFactory(activity=activity, title="Speeltuin voor kinderen")
    browser: Client = client_of(resident)
    second = browser.post(f"{path_of(activity)}/nieuw", WORDS)
    assert second.status_code == 200
    assert similar.title in second.content.decode()
    placed = browser.post(f"{path_of(activity)}/nieuw", DETAILS, follow=True)
    idea = Contribution.objects.get(title=WORDS["title"])
    assert (idea.author, idea.place, idea.state) == (resident, "Lindeplein", "published")
    assert placed.redirect_chain[-1][0] == f"{path_of(activity)}/{idea.pk}/geplaatst"


@pytest.mark.parametrize(("sent", "kept"), [
    ({"title": "", "text": "mijn lange tekst"}, "mijn lange tekst"),
    ({**DETAILS, "latitude": "99", "longitude": "5"}, "Kinderen hebben geen plek"),
    ({**DETAILS, "latitude": "52.1"}, 'value="52.1"'), ({**DETAILS, "title": " "}, "Kinderen hebben geen plek"),
])
def test_what_was_typed_stays_when_something_is_wrong(activity: Activity, resident: Person, client_of: Callable,
                                                      sent: dict, kept: str) -> None:
    answer = client_of(resident).post(f"{path_of(activity)}/nieuw", sent)
    assert answer.status_code == 422
    assert kept in answer.content.decode()
    assert not Contribution.objects.exists()


def test_a_visitor_logs_in_and_finds_the_words_back(activity: Activity, resident: Person) -> None:
    browser = Client()
    path = f"{path_of(activity)}/nieuw"
    assert browser.get(path).status_code == 200
    away = browser.post(path, WORDS)
    assert away.status_code == 302
    assert "stap%3D2" in away["Location"]
    browser.force_login(resident.account, backend=BACKEND)
    back = browser.get(f"{path}?stap=2").content.decode()
    assert WORDS["text"] in back
    assert 'name="stap" value="2"' in back
    assert browser.post(path, DETAILS).status_code == 302
    assert browser.get(f"{path}?stap=2").content.decode().count(WORDS["text"]) == 0


def test_a_session_that_ended_half_way_keeps_the_words(activity: Activity) -> None:
    browser = Client()
    assert browser.post(f"{path_of(activity)}/nieuw", DETAILS).status_code == 302
    assert browser.session[f"draft:idea:{activity.pk}"]["place"] == "Lindeplein"


def test_a_visitor_places_without_logging_in_where_that_is_allowed(activity: Activity) -> None:
    Activity.objects.update(access="anyone", moderation="pre")
    browser = Client()
    assert browser.post(f"{path_of(activity)}/nieuw", WORDS).status_code == 200
    placed = browser.post(f"{path_of(activity)}/nieuw", DETAILS, follow=True)
    assert placed.status_code == 200
    idea = Contribution.objects.get()
    assert (idea.author, idea.state) == (None, "pending")
    assert Client().get(f"{path_of(activity)}/{idea.pk}/geplaatst").status_code == 404


def test_after_closing_the_page_says_so_and_keeps_the_words(resident: Person, client_of: Callable) -> None:
    closed = ActivityFactory(phase__ends_at=timezone.now() - timedelta(minutes=1))
    browser: Client = client_of(resident)
    assert browser.get(f"{path_of(closed)}/nieuw").status_code == 403
    answer = browser.post(f"{path_of(closed)}/nieuw", DETAILS)
    assert answer.status_code == 422
    assert WORDS["text"] in answer.content.decode()
    assert "/nieuw" not in browser.get(path_of(closed)).content.decode()


@pytest.mark.parametrize(("state", "others", "author"), [
    ("published", 200, 200), ("pending", 404, 200), ("change_asked", 404, 200), ("hidden", 410, 200),
    ("withdrawn", 410, 200), ("merged", 200, 200),
])
def test_who_sees_an_idea_in_which_state(activity: Activity, resident: Person, client_of: Callable, state: str,
                                         others: int, author: int) -> None:
    target = ContributionFactory(activity=activity, title="Samen verder")
    idea = ContributionFactory(activity=activity, author=resident, state=state, state_reason="Geen namen noemen.",
                               merged_into=target if state == "merged" else None)
    path = f"{path_of(activity)}/{idea.pk}"
    assert Client().get(path).status_code == others
    assert client_of(PersonFactory()).get(path).status_code == others
    assert client_of(PersonFactory(roles=["moderator"])).get(path).status_code == 200
    own = client_of(resident).get(path)
    assert own.status_code == author
    assert ("Geen namen noemen." in own.content.decode()) == (state in {"hidden", "change_asked"})
    if state == "merged":
        assert "Samen verder" in own.content.decode()
        assert f"/bijdragen/{idea.pk}" in client_of(resident).get(f"{path_of(activity)}/{target.pk}").content.decode()


@pytest.mark.parametrize("comments", [1, 3, 25])
def test_one_idea_costs_as_much_with_many_comments(activity: Activity, resident: Person, client_of: Callable,
                                                   django_assert_max_num_queries: Callable, comments: int) -> None:
    idea = ContributionFactory(activity=activity, comment_count=comments)
    for _each in range(comments):
        CommentFactory(contribution=idea)
    browser: Client = client_of(resident)
    browser.get(f"{path_of(activity)}/{idea.pk}")
    with django_assert_max_num_queries(19):
        answer = browser.get(f"{path_of(activity)}/{idea.pk}")
    assert answer.content.count(b'id="reactie-') == min(comments, 20)


def test_what_people_type_is_never_markup(activity: Activity, resident: Person, client_of: Callable) -> None:
    nasty = '<script>alert(1)</script><img src=x onerror=alert(1)>" onload="x'
    idea = ContributionFactory(activity=activity, author=resident, title=nasty[:100], text=nasty, place=nasty[:90])
    CommentFactory(contribution=idea, text=nasty)
    Contribution.objects.update(comment_count=1)
    for path in (path_of(activity), f"{path_of(activity)}/{idea.pk}", f"/bijdragen/{idea.pk}/wijzigen",
                 f"/bijdragen/{idea.pk}/geschiedenis", f"{path_of(activity)}?q=%3Cscript%3Ealert(1)"):
        content = client_of(resident).get(path).content.decode()
        assert "<script>alert" not in content
        assert "<img src=x" not in content
