"""Accounts and people for tests: `PersonFactory(organisation=o, roles=[Role.ADVISER])`."""

from collections.abc import Iterable
from typing import Any

import factory
from django.test import Client

from rodedraad.base.accounts.models import Account, Membership, Person
from rodedraad.base.organisations.tests.factories import OrganisationFactory, SavingFactory

__all__ = ["AccountFactory", "OrganisationFactory", "PersonFactory", "client_of", "visitor_of"]


class AccountFactory(SavingFactory):
    """An account that can log in, without a password."""

    class Meta:
        model = Account

    email = factory.Sequence(lambda n: f"persoon{n}@dorp.example")

    @classmethod
    def _create(cls, model_class: type[Account], *args: Any, **kwargs: Any) -> Account:
        account = model_class(*args, **kwargs)
        account.set_unusable_password()
        account.save(force_insert=True)
        return account


class PersonFactory(SavingFactory):
    """Somebody in an organisation, with roles when asked."""

    class Meta:
        model = Person

    organisation = factory.SubFactory(OrganisationFactory)
    account = factory.SubFactory(AccountFactory)
    name = factory.Sequence(lambda n: f"Persoon {n}")

    @factory.post_generation
    def roles(self: Person, create: bool, roles: Iterable[str] | None, **_: Any) -> None:
        """Give the roles."""
        for role in roles or ():
            Membership(person=self, role=role, organisation_id=self.organisation_id).save(force_insert=True)


def visitor_of(organisation: Any) -> Client:
    """A browser on the organisation's host."""
    return Client(headers={"host": organisation.host})


def client_of(person: Person) -> Client:
    """A browser in which the person is logged in, on the organisation's host."""
    client = visitor_of(person.organisation)
    client.force_login(person.account)
    session = client.session
    session["organisation"], session["person"] = person.organisation_id, person.pk
    session.save()
    return client
