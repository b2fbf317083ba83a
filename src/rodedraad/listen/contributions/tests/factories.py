"""Contributions with what others add to them, for tests: published now by a resident unless told otherwise."""

import factory
from django.utils import timezone

from rodedraad.listen.activities.tests.factories import ActivityFactory
from rodedraad.listen.contributions.models import Comment, Contribution, Support
from rodedraad.listen.processes.tests.factories import PersonFactory, SavingFactory


class ContributionFactory(SavingFactory):
    """A published contribution of a resident; `activity=` puts it somewhere."""

    class Meta:
        model = Contribution

    activity = factory.SubFactory(ActivityFactory)
    organisation = factory.SelfAttribute("activity.organisation")
    process = factory.SelfAttribute("activity.process")
    title = factory.Sequence(lambda n: f"Een bank bij de vijver {n}")
    text = "Ouderen kunnen dan even zitten tijdens een wandeling."
    author = factory.SubFactory(PersonFactory, organisation=factory.SelfAttribute("..organisation"))
    published_at = factory.LazyFunction(timezone.now)


class CommentFactory(SavingFactory):
    """A published comment; counters stay as they are."""

    class Meta:
        model = Comment

    contribution = factory.SubFactory(ContributionFactory)
    organisation = factory.SelfAttribute("contribution.organisation")
    author = factory.SubFactory(PersonFactory, organisation=factory.SelfAttribute("..organisation"))
    text = "Goed idee, dan kom ik vaker."


class SupportFactory(SavingFactory):
    """A support; counters stay as they are."""

    class Meta:
        model = Support

    contribution = factory.SubFactory(ContributionFactory)
    organisation = factory.SelfAttribute("contribution.organisation")
    person = factory.SubFactory(PersonFactory, organisation=factory.SelfAttribute("..organisation"))
