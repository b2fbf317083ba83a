"""The roles a person can have in an organisation, one English word for each Dutch one."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """A role in the whole organisation; who has none is a resident (inwoner)."""

    ADMINISTRATOR = "administrator", _("Administrator")
    ADVISER = "adviser", _("Participation adviser")
    MODERATOR = "moderator", _("Moderator")
    ALDERMAN = "alderman", _("Alderman")
    CLERK = "clerk", _("Clerk")
    COUNCIL_MEMBER = "council_member", _("Council member")


STAFF = frozenset({Role.ADMINISTRATOR, Role.ADVISER, Role.MODERATOR, Role.ALDERMAN, Role.CLERK})
"""Roles that work in the organisation; council members read, they are not staff."""
