"""What accounts hears: the second step of a login was switched on or off."""

from typing import Any

from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest

from rodedraad.base.core import audit


@receiver([authenticator_added, authenticator_removed, authenticator_reset])
def note_second_step(request: HttpRequest, authenticator: Any, signal: object, **_: object) -> None:
    """Leave an audit line with the person."""
    acts = {id(authenticator_added): "added", id(authenticator_removed): "removed", id(authenticator_reset): "renewed"}
    person = request.person  # type: ignore[attr-defined]
    with transaction.atomic():
        audit.record(f"second_step.{acts[id(signal)]}", on=person, by=person, type=str(authenticator.type))
