"""Accounts log in; a Person is what one organisation knows of them. Deleting the identity leaves the Person empty."""

from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from rodedraad.base.core.fields import Stamped
from rodedraad.base.core.permissions import is_allowed
from rodedraad.base.organisations.models import Owned
from rodedraad.base.organisations.roles import STAFF, Role


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts without a password."""

    def create_user(self, email: str) -> "Account":
        """A new account for an e-mail address (kept in lower case)."""
        account = self.model(email=email.strip().lower())
        account.set_unusable_password()
        account.save()
        return account


class Account(AbstractBaseUser):
    """What logs in: an e-mail address, proven by a code. Known to nobody but the install."""

    email = models.EmailField(_("e-mail address"), unique=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    objects = AccountManager()

    def __str__(self) -> str:
        return self.email


class Person(Owned, Stamped):
    """Somebody in one organisation: name, roles and wishes about mail. Without account = identity erased."""

    class MailPace(models.TextChoices):
        AT_ONCE = "at_once", _("At once")
        DAILY = "daily", _("Once a day")
        WEEKLY = "weekly", _("Once a week")
        NONE = "none", _("No e-mail")

    account = models.ForeignKey(Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="people")
    name = models.CharField(_("name"), max_length=80, blank=True)
    mail_pace = models.CharField(_("e-mail about your contributions"), max_length=10, choices=MailPace,
                                 default=MailPace.AT_ONCE)
    erased_at = models.DateTimeField(null=True, blank=True)

    is_authenticated = True
    second_step_due = False
    """Whether staff roles are held back until the person has a second step at login; see `second_step.py`."""

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "account"], name="person_once_per_organisation"),
        ]
        indexes = [models.Index(fields=["organisation", "name", "id"], name="person_by_name")]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """The name that others see."""
        return self.name or str(_("A resident"))

    @cached_property
    def roles(self) -> frozenset[str]:
        """The person's roles in the organisation; one query, then remembered."""
        return frozenset(self.memberships.values_list("role", flat=True))

    @property
    def is_staff_member(self) -> bool:
        """Whether the person works in the organisation."""
        return bool(self.roles & STAFF)

    @property
    def role_labels(self) -> list[str]:
        """The person's roles in words; no query when memberships are prefetched."""
        return [str(Role(membership.role).label) for membership in self.memberships.all()]

    def may(self, permission: str, subject: object = None) -> bool:
        """Whether this person has the permission on the subject."""
        return is_allowed(self, permission, subject)


class Membership(Owned, Stamped):
    """One role of one person in the organisation."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "role"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role}"


class Visitor:
    """Somebody who is not logged in."""

    pk = None
    id = None
    name = ""
    is_authenticated = False
    is_staff_member = False
    second_step_due = False
    roles: frozenset[str] = frozenset()

    def may(self, permission: str, subject: object = None) -> bool:
        """Whether a visitor has the permission on the subject."""
        return is_allowed(self, permission, subject)


class LoginCode(Owned):
    """A code that was mailed to log in: kept as a keyed hash, for one browser, five tries, ten minutes, one use."""

    handle = models.CharField(max_length=64, unique=True)
    email = models.EmailField()
    code_hash = models.CharField(max_length=64)
    next_path = models.CharField(max_length=300, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        indexes = [models.Index(fields=["expires_at"], name="login_code_expiry")]

    def __str__(self) -> str:
        return f"code {self.pk}"


class ApiKey(Owned, Stamped):
    """A key for the API: shown once, kept as a hash, acts as its person, expires."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="api_keys")
    name = models.CharField(_("name"), max_length=80)
    token_hash = models.CharField(max_length=64, unique=True)
    can_write = models.BooleanField(_("may change data"), default=False)
    expires_at = models.DateTimeField(_("valid until"))
    last_used_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(organisation="organisation")

    def __str__(self) -> str:
        return self.name
