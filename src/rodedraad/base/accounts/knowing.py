"""A person with the account, by one bare statement: the read that every request of a logged-in person makes."""

from functools import cache

from django.db import connection, models

from .models import Account, Person

PERSON_FIELDS = ("id", "organisation_id", "account_id", "name", "mail_pace")
ACCOUNT_FIELDS = ("id", "password", "email", "is_active")
"""Fields whose values a database gives as they are; the others are fetched when somebody asks for them."""


def known_person(organisation_id: int, person_id: int | None, account_id: str | None) -> Person | None:
    """The person of this organisation with this account, or None when they do not belong together."""
    if person_id is None or not str(account_id).isdecimal():
        return None
    with connection.cursor() as cursor:
        cursor.execute(_statement(), [person_id, int(str(account_id)), organisation_id])
        row = cursor.fetchone()
    if row is None:
        return None
    person: Person = Person.from_db(connection.alias, PERSON_FIELDS, row[: len(PERSON_FIELDS)])
    account: Account = Account.from_db(connection.alias, ACCOUNT_FIELDS, row[len(PERSON_FIELDS) :])
    account.is_active = bool(account.is_active)
    person.account = account
    return person


@cache
def _statement() -> str:
    chosen = [*_columns("p", Person, PERSON_FIELDS), *_columns("a", Account, ACCOUNT_FIELDS)]
    return (
        f"SELECT {', '.join(chosen)} FROM {Person._meta.db_table} p "  # noqa: S608 -- own names
        f"JOIN {Account._meta.db_table} a ON a.id = p.account_id "
        "WHERE p.id = %s AND p.account_id = %s AND p.organisation_id = %s"
    )


def _columns(alias: str, model: type[models.Model], names: tuple[str, ...]) -> list[str]:
    """The columns in the order in which `from_db` takes them: that of the model."""
    ordered = [field.attname for field in model._meta.concrete_fields if field.attname in names]
    if tuple(ordered) != names:
        raise ValueError(f"{model.__name__}: name the fields in the order {ordered}")
    return [f"{alias}.{name}" for name in ordered]
