"""The invented people of the demo: one or two per role and three thousand residents."""

import random

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.utils import timezone

from rodedraad.base.accounts.models import Account, Membership, Person
from rodedraad.base.organisations.models import Neighbourhood, Organisation
from rodedraad.base.organisations.roles import Role

from .ideas import fragments

RESIDENTS = 3000
STAFF = (
    ("beheer", "Bo Beheerder (demo)", Role.ADMINISTRATOR),
    ("adviseur", "Noor Adviseur (demo)", Role.ADVISER),
    ("adviseur2", "Sam Adviseur (demo)", Role.ADVISER),
    ("moderator", "Mo Moderator (demo)", Role.MODERATOR),
    ("wethouder-verkeer", "Wethouder Verkeer (demo)", Role.ALDERMAN),
    ("wethouder-wijken", "Wethouder Wijken (demo)", Role.ALDERMAN),
    ("griffier", "Gijs Griffier (demo)", Role.CLERK),
    ("raadslid", "Raadslid Demo", Role.COUNCIL_MEMBER),
)
FIRST = ["Aaltje", "Ali", "Anouk", "Bart", "Bilal", "Chantal", "Daan", "Emine", "Fatima", "Femke", "Gerrit", "Hatice",
         "Henk", "Ilse", "Jasmijn", "Joost", "Karel", "Kim", "Lotte", "Maria", "Mehmet", "Mila", "Nadia", "Omar",
         "Piet", "Ria", "Rosa", "Sanne", "Tijn", "Truus", "Umut", "Wim", "Yara", "Zofia"]


def make_staff(organisation: Organisation, domain: str) -> dict[str, Person]:
    """People with a role, by the first part of their e-mail address."""
    made = {}
    for key, name, role in STAFF:
        account = Account.objects.create_user(f"{key}@{domain}")
        person = Person.objects.create(organisation=organisation, account=account, name=name,
                                       mail_pace=Person.MailPace.DAILY)
        Membership.objects.create(organisation=organisation, person=person, role=role)
        made[key] = person
    return made


def make_residents(organisation: Organisation, domain: str, count: int = RESIDENTS) -> list[Person]:
    """Residents with an account; the first few get e-mail at once, so that the outbox has something to read."""
    chance = random.Random("residents")  # noqa: S311 -- invented people
    accounts = Account.objects.bulk_create(
        [Account(email=f"inwoner{number}@{domain}", password=UNUSABLE_PASSWORD_PREFIX, created_at=timezone.now())
         for number in range(1, count + 1)], batch_size=500,
    )
    return Person.objects.bulk_create(
        [Person(organisation=organisation, account=account, name=f"{chance.choice(FIRST)} Voorbeeld {number}",
                mail_pace=Person.MailPace.AT_ONCE if number <= 40 else Person.MailPace.NONE)
         for number, account in enumerate(accounts, start=1)], batch_size=500,
    )


def make_neighbourhoods(organisation: Organisation) -> dict[str, Neighbourhood]:
    """The neighbourhoods by name."""
    return {
        name: Neighbourhood.objects.create(organisation=organisation, name=name, slug=name.lower().replace(" ", "-"))
        for name in fragments()["neighbourhoods"]
    }
