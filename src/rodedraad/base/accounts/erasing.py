"""Erasing an identity again after a restore: the backup is older than the moment somebody deleted the account."""

from typing import Any

from django.db import models

from rodedraad.base.core.erasures import register_erasure

from .actions import erase_person
from .models import Person


def erase_again(row: models.Model, facts: dict[str, Any]) -> bool:
    """Erase a person as was asked, with or without what was contributed; an erased one is passed over."""
    assert isinstance(row, Person)
    if row.erased_at is not None:
        return False
    erase_person(by=row, withdraw=bool(facts.get("withdrawn")))
    return True


register_erasure("person.erased", erase_again)
