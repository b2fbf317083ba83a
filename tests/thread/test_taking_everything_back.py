"""Who deletes the account and takes everything back leaves no words behind, also not in copies; others lose nothing."""

import pytest
from django.apps import apps
from django.db import models
from django_scopes import scope, scopes_disabled

from rodedraad.base.accounts.actions import erase_person
from rodedraad.base.notifications.actions import notify
from rodedraad.listen.activities.tests.factories import ActivityFactory
from rodedraad.listen.contributions.actions import withdraw
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.moderation.merging import merge
from rodedraad.listen.contributions.tests.factories import ContributionFactory
from rodedraad.understand.themes.models import Grounds
from rodedraad.understand.themes.tests.factories import ThemeFactory

pytestmark = pytest.mark.django_db
OWN, OTHER = "kweepeer", "waterlelie"


def places_of(word: str) -> list[str]:
    """Every table in which a word stands."""
    found = []
    for model in apps.get_models():
        columns = [field.attname for field in model._meta.concrete_fields
                   if isinstance(field, models.CharField | models.TextField | models.JSONField)]
        found += [model._meta.label for row in model._base_manager.values_list(*columns or ["pk"])
                  if word in " ".join(map(str, row))]
    return found


@pytest.fixture
def leaver(ours, person_of):
    """Said five things: one stands, one was withdrawn, one is hidden, and two go on together with somebody else's."""
    person, other, moderator = person_of(ours), person_of(ours), person_of(ours, "moderator")
    with scope(organisation=ours):
        activity = ActivityFactory()
        said = [ContributionFactory(activity=activity, author=person, title=f"Een {OWN}", text=f"Mijn {OWN} {n}")
                for n in range(5)]
        others = [ContributionFactory(activity=activity, author=other, title="Plant", text=f"{OTHER} {n}")
                  for n in range(2)]
        theme = ThemeFactory(process=activity.process)
        Grounds.objects.create(organisation=ours, theme=theme, contribution=said[0], passage=OWN, passage_start=5,
                               state=Grounds.State.CONFIRMED)
        withdraw(contribution=said[1], by=person)
        Contribution.objects.filter(pk=said[2].pk).update(state="hidden")
        merge(source=said[3], target=others[0], version=1, by=moderator)
        merge(source=others[1], target=said[4], version=1, by=moderator)
        notify(people=[other], event="comment.placed", about=f"contribution:{said[0].pk}",
               title=f"Over een {OWN}", path="/x", once_key="k")
    return person


def test_no_word_is_left_and_others_stand_by_themselves(ours, leaver) -> None:
    with scopes_disabled():
        assert set(places_of(OWN)) >= {"contributions.Contribution", "themes.Grounds", "notifications.Notice"}
    with scope(organisation=ours):
        erase_person(by=leaver, withdraw=True)
        left = Contribution.objects.filter(text__contains=OTHER)
        assert [(each.state, each.merged_into_id) for each in left] == [("published", None)] * 2
        assert set(Contribution.objects.exclude(text__contains=OTHER).values_list("state", flat=True)) == {"withdrawn"}
    with scopes_disabled():
        assert [each for each in places_of(OWN) if "task" not in each.lower()] == []


def test_who_only_deletes_the_account_leaves_the_words_without_a_name(ours, leaver) -> None:
    with scope(organisation=ours):
        erase_person(by=leaver)
        assert Contribution.objects.filter(text__contains=OWN, author=None).count() == 5


def test_who_withdraws_one_takes_nothing_of_others_along(ours, leaver) -> None:
    with scope(organisation=ours):
        target = Contribution.objects.get(author=leaver, state="published", text__endswith="4")
        withdraw(contribution=target, by=leaver)
        freed = Contribution.objects.get(text=f"{OTHER} 1")
        assert (freed.state, freed.merged_into_id) == ("published", None)
        assert Contribution.objects.get(text=f"{OTHER} 0").state == "published"
