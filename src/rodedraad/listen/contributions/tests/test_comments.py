"""Comments and reports: counted when published, held when suspicious, told to the author, limited per person."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from rodedraad.base.accounts.models import Person, Visitor
from rodedraad.base.notifications.models import Notice
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.contributions import actions, pace, queries
from rodedraad.listen.contributions.errors import StateError, TooOftenError
from rodedraad.listen.contributions.models import Comment, Contribution, Report
from rodedraad.listen.contributions.tests.factories import CommentFactory, ContributionFactory
from rodedraad.listen.processes.tests.factories import PersonFactory


@pytest.fixture
def idea(activity: Activity) -> Contribution:
    """A published idea."""
    return ContributionFactory(activity=activity)


def counted(idea: Contribution) -> int:
    return Contribution.objects.get(pk=idea.pk).comment_count


def test_a_comment_is_counted_and_told_to_the_author_once(idea: Contribution, resident: Person) -> None:
    placed = actions.comment(contribution=idea, by=resident, text="  Goed idee!\r\n")
    assert (placed.text, placed.state, counted(idea)) == ("Goed idee!", "published", 1)
    notice = Notice.objects.get()
    assert notice.person == idea.author
    assert notice.path.endswith(f"#reactie-{placed.pk}")
    actions.withdraw_comment(comment=placed, by=resident)
    assert counted(idea) == 0


def test_a_held_comment_is_neither_counted_nor_told(idea: Contribution, resident: Person) -> None:
    idea.organisation.held_words = "spam"
    idea.organisation.save()
    placed = actions.comment(contribution=idea, by=resident, text="Koop spam!")
    assert (placed.state, counted(idea), Notice.objects.count()) == ("pending", 0, 0)
    assert queries.comments_of(idea, resident).own_waiting == [placed]
    assert queries.comments_of(idea, PersonFactory()).own_waiting == []


def test_your_own_comment_on_your_own_idea_tells_you_nothing(idea: Contribution) -> None:
    actions.comment(contribution=idea, by=idea.author, text="Nog iets.")
    assert not Notice.objects.exists()


@pytest.mark.parametrize("text", ["", " \u200b\n", "x" * 2001])
def test_an_empty_or_endless_comment_is_refused(idea: Contribution, resident: Person, text: str) -> None:
    with pytest.raises(ValidationError):
        actions.comment(contribution=idea, by=resident, text=text)


def test_a_hidden_idea_takes_no_comments(idea: Contribution, resident: Person) -> None:
    Contribution.objects.update(state="hidden")
    with pytest.raises(StateError):
        actions.comment(contribution=idea, by=resident, text="Hallo")


def test_who_may_comment(idea: Contribution, resident: Person) -> None:
    assert resident.may("contributions.comment", idea)
    assert not Visitor().may("contributions.comment", idea)
    idea.activity.access = "anyone"
    assert Visitor().may("contributions.comment", idea)


def test_above_the_limit_the_typed_comment_stays_on_the_page(idea: Contribution, resident: Person,
                                                             client_of: Callable[[Person], Client]) -> None:
    for _each in range(pace.COMMENTS.times):
        actions.comment(contribution=idea, by=resident, text="Hallo")
    with pytest.raises(TooOftenError):
        actions.comment(contribution=idea, by=resident, text="Hallo")
    page = client_of(resident).post(f"/bijdragen/{idea.pk}/reageren", {"text": "mijn lange reactie"})
    assert page.status_code == 422
    assert "mijn lange reactie" in page.content.decode()


def test_a_visitor_finds_the_comment_back_after_logging_in(idea: Contribution, resident: Person) -> None:
    browser = Client()
    answer = browser.post(f"/bijdragen/{idea.pk}/reageren", {"text": "Ik vind dit goed"})
    assert answer.status_code == 302
    browser.force_login(resident.account, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "Ik vind dit goed" in browser.get(f"/bijdragen/{idea.pk}/reageren").content.decode()
    assert browser.post(f"/bijdragen/{idea.pk}/reageren", {"text": "Ik vind dit goed"}).status_code == 302
    assert Comment.objects.get().author == resident


@pytest.mark.parametrize(("many", "pages"), [(1, 1), (45, 3)])
def test_comments_are_paged_by_twenty_both_ways(idea: Contribution, many: int, pages: int,
                                                django_assert_num_queries: Callable) -> None:
    made = [CommentFactory(contribution=idea) for _each in range(many)]
    idea.comment_count = many
    with django_assert_num_queries(1):
        first = queries.comments_of(idea, Visitor())
    assert first.page.paginator.num_pages == pages
    assert list(first.page.object_list) == made[:20]
    assert next(iter(queries.comments_of(idea, Visitor(), newest_first=True).page.object_list)) == made[-1]
    assert queries.page_of_comment(made[-1]) == pages


def test_one_open_report_is_not_made_twice_and_reports_are_limited(idea: Contribution, resident: Person) -> None:
    first = actions.report(contribution=idea, by=resident, reason="spam", text="Reclame")
    assert actions.report(contribution=idea, by=resident, reason="spam", text="Reclame") == first
    with pytest.raises(ValidationError):
        actions.report(contribution=idea, by=resident, reason="onzin")
    for _each in range(pace.REPORTS.times - 2):
        actions.report(contribution=idea, by=resident, reason="other", text="x")
    with pytest.raises(TooOftenError):
        actions.report(contribution=idea, by=resident, reason="other", text="y")
    assert Report.objects.count() == 2


def test_anybody_reports_what_is_public_and_nobody_what_is_not(idea: Contribution, resident: Person) -> None:
    page = Client().post(f"/bijdragen/{idea.pk}/melden", {"reason": "private", "text": "Hier staat een adres"})
    assert page.status_code == 302
    assert Report.objects.get().reporter is None
    assert Visitor().may("contributions.report", idea)
    idea.state = "hidden"
    assert not resident.may("contributions.report", idea)
