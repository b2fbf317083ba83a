"""Withdrawing answers again after a restore: the backup is older than the moment somebody took them back."""

from typing import Any

from django.db import models

from rodedraad.base.core.erasures import register_erasure

from .actions.answering import withdraw_response
from .models import Response


def withdraw_again(row: models.Model, _facts: dict[str, Any]) -> bool:
    """Delete a response that came back out of a backup."""
    assert isinstance(row, Response)
    withdraw_response(response=row, by=None)
    return True


register_erasure("response.withdrawn", withdraw_again)
