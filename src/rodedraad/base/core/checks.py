"""System checks: a permission that a view names must be declared by an app."""

from importlib import import_module

import rules
from django.conf import settings
from django.core.checks import Error, register

from .permissions import named_permissions


@register()
def permissions_exist(**_: object) -> list[Error]:
    """Refuse to start with a view whose permission nobody declared."""
    import_module(settings.ROOT_URLCONF)
    return [
        Error(f"permission {name!r} is named by a view but declared by no app", id="core.E001")
        for name in sorted(named_permissions)
        if not rules.perm_exists(name)
    ]
