"""Processes with their charter and team, for tests: complete, published and open unless told otherwise."""

from datetime import timedelta
from typing import Any

import factory
from django.contrib.auth.hashers import make_password
from django.db import models
from django.utils import timezone
from django_scopes import get_scope

from rodedraad.base.accounts.models import Account, Membership, Person
from rodedraad.base.organisations.models import Neighbourhood, Organisation
from rodedraad.listen.processes.models import Charter, Level, Process, TeamMember


class SavingFactory(factory.django.DjangoModelFactory):
    """Makes rows by saving them, so that a factory works inside and outside a scope."""

    class Meta:
        abstract = True
        skip_postgeneration_save = True

    @classmethod
    def _create(cls, model_class: type[models.Model], *args: Any, **kwargs: Any) -> models.Model:
        row = model_class(*args, **kwargs)
        row.save(force_insert=True)
        return row


class OrganisationFactory(SavingFactory):
    """A municipality with its own host."""

    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Gemeente {n}")
    slug = factory.Sequence(lambda n: f"gemeente-{n}")
    host = factory.Sequence(lambda n: f"gemeente-{n}.localhost")


def scoped_organisation() -> Organisation:
    """The organisation of the active scope; a new one without a scope."""
    return get_scope().get("organisation") or OrganisationFactory()


class AccountFactory(SavingFactory):
    """An account that can log in."""

    class Meta:
        model = Account

    email = factory.Sequence(lambda n: f"persoon{n}@example.org")
    password = factory.LazyFunction(lambda: make_password(None))


class PersonFactory(SavingFactory):
    """A resident; `PersonFactory(roles=["adviser"])` gives roles."""

    class Meta:
        model = Person

    organisation = factory.LazyFunction(scoped_organisation)
    account = factory.SubFactory(AccountFactory)
    name = factory.Sequence(lambda n: f"Persoon {n}")

    @factory.post_generation
    def roles(self: Person, create: bool, extracted: list[str] | None, **_: Any) -> None:
        """Give the roles that were asked for."""
        for role in extracted or []:
            Membership(organisation=self.organisation, person=self, role=role).save()


class NeighbourhoodFactory(SavingFactory):
    """A neighbourhood."""

    class Meta:
        model = Neighbourhood

    organisation = factory.LazyFunction(scoped_organisation)
    name = factory.Sequence(lambda n: f"Buurt {n}")
    slug = factory.Sequence(lambda n: f"buurt-{n}")


class ProcessFactory(SavingFactory):
    """A running process with a complete, published charter; `charter=False` leaves the charter out.

    `ProcessFactory(state="draft")` gets a draft charter; `charter__goal="…"` changes a field of it.
    """

    class Meta:
        model = Process

    organisation = factory.LazyFunction(scoped_organisation)
    title = factory.Sequence(lambda n: f"Het nieuwe plein {n}")
    slug = factory.Sequence(lambda n: f"het-nieuwe-plein-{n}")
    summary = "Wat wilt u met het plein?"
    description = "Het plein wordt **opnieuw** ingericht."
    state = Process.State.PUBLISHED
    starts_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=30))
    ends_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=90))
    contact_name = "Noor de Wit"
    contact_email = "noor@example.org"
    published_at = factory.Maybe(
        factory.LazyAttribute(lambda row: row.state != Process.State.DRAFT),
        factory.LazyFunction(timezone.now), None,
    )

    @factory.post_generation
    def charter(self: Process, create: bool, extracted: Charter | bool | None, **fields: Any) -> None:
        """Version 1 of the rules, published when the process is."""
        if extracted is not False:
            CharterFactory(process=self, published_at=self.published_at, **fields)


class CharterFactory(SavingFactory):
    """A complete version of the rules."""

    class Meta:
        model = Charter

    process = factory.SubFactory(ProcessFactory, charter=False)
    organisation = factory.SelfAttribute("process.organisation")
    number = 1
    goal = "Een plein waar iedereen graag komt."
    core_questions = "Wat mist u op het plein?"
    level = Level.ADVISE
    fixed = "Het budget is 400.000 euro."
    open = "De inrichting: groen, spelen en zitten."
    weighing = "Wij maken een ontwerp met de ideeën die vaak genoemd zijn."
    decider = "De gemeenteraad"
    decision_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=80))
    participants = "Alle bewoners van de binnenstad. Zij krijgen een brief."
    feedback = "U krijgt een e-mail met het antwoord op uw idee."
    answer_by = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=60))
    cost = "5.000 euro voor brieven en avonden."
    evaluation = "Na een jaar vragen wij wat u van het plein vindt."
    published_at = factory.LazyFunction(timezone.now)


class TeamMemberFactory(SavingFactory):
    """Somebody in the team of a process."""

    class Meta:
        model = TeamMember

    process = factory.SubFactory(ProcessFactory)
    organisation = factory.SelfAttribute("process.organisation")
    person = factory.SubFactory(PersonFactory, organisation=factory.SelfAttribute("..organisation"))
    part = TeamMember.Part.EDITOR
