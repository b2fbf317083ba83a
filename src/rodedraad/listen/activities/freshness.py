"""A stamp that changes whenever a process, an activity or a phase changes, for pages that remember them a moment."""

import secrets

from django.core.cache import cache
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from rodedraad.listen.processes.models import Process

from .models import Activity, Phase

KEY = "activities:stamp"
WATCHED = (Process, Activity, Phase)


def stamp() -> str:
    """The present stamp; shared by every process that shares the cache."""
    return str(cache.get_or_set(KEY, _new, None))


def _new() -> str:
    return secrets.token_hex(4)


@receiver([post_save, post_delete])
def renew(sender: type[Model], **_: object) -> None:
    """Give a new stamp after a change."""
    if sender in WATCHED:
        cache.set(KEY, _new(), None)
