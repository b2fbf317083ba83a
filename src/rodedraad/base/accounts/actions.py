"""Acts on people: change one's details, invite, give and take roles, keys for the API, erase an identity."""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from rodedraad.base.core import audit
from rodedraad.base.core.tokens import hash_token, new_token
from rodedraad.base.organisations.models import Organisation
from rodedraad.base.organisations.roles import Role

from . import mail, privacy
from .models import Account, ApiKey, LoginCode, Membership, Person
from .signals import mail_pace_changed

KEY_DAYS_MAX = 365


class LastAdministratorError(Exception):
    """The organisation would be left without an administrator."""


def account_for(*, email: str) -> Account:
    """The account of a proven address, made when it is new."""
    account, _ = Account.objects.get_or_create(email=email, defaults={"password": make_password(None)})
    return account


@transaction.atomic
def change_own_details(*, by: Person, name: str, mail_pace: str) -> None:
    """A person changes the own name and the pace of e-mail."""
    pace_changed = by.mail_pace != mail_pace
    Person.objects.filter(pk=by.pk).update(name=name, mail_pace=mail_pace, updated_at=timezone.now())
    by.name, by.mail_pace = name, mail_pace
    audit.record("person.changed", on=by, by=by, mail_pace=mail_pace)
    if pace_changed:
        mail_pace_changed.send(sender=Person, person=by)


@transaction.atomic
def set_mail_pace(*, person: Person, mail_pace: str) -> None:
    """Change only the pace of e-mail: by a link in an e-mail, so without somebody who is logged in."""
    Person.objects.filter(pk=person.pk).update(mail_pace=mail_pace, updated_at=timezone.now())
    person.mail_pace = mail_pace
    audit.record("person.mail_pace_changed", on=person, by=None, mail_pace=mail_pace)
    mail_pace_changed.send(sender=Person, person=person)


@transaction.atomic
def invite_person(*, by: Person | None, organisation: Organisation, email: str, roles: list[str],
                  name: str = "") -> Person:
    """Make somebody known by e-mail address, give the roles and mail where to log in. Inviting twice is harmless."""
    account = account_for(email=email.strip().lower())
    person, made = Person.objects.get_or_create(account=account, organisation=organisation, defaults={"name": name})
    if made:
        audit.record("person.invited", on=person, by=by)
    for role in roles:
        give_role(by=by, person=person, role=role)
    moment = timezone.now().strftime("%Y%m%d%H")
    mail.send(organisation=organisation, to=account.email, template="invitation", person=person,
              roles=[Role(role).label for role in roles], login_url=organisation.absolute(reverse("account_login")),
              once_key=f"invitation:{person.pk}:{moment}")
    return person


@transaction.atomic
def give_role(*, by: Person | None, person: Person, role: str) -> None:
    """Give a person a role in the organisation; giving it twice is giving it once."""
    _, made = Membership.objects.get_or_create(person=person, role=Role(role), organisation_id=person.organisation_id)
    if made:
        person.__dict__.pop("roles", None)
        audit.record("role.given", on=person, by=by, role=role)


@transaction.atomic
def take_role(*, by: Person, person: Person, role: str) -> None:
    """Take a role; it works on the person's next request. Raises LastAdministratorError."""
    if role == Role.ADMINISTRATOR:
        _refuse_last_administrator(person)
    taken, _ = Membership.objects.filter(person=person, role=role).delete()
    if taken:
        person.__dict__.pop("roles", None)
        audit.record("role.taken", on=person, by=by, role=role)


def _refuse_last_administrator(person: Person) -> None:
    # The lock on the organisation lets two administrators who remove each other wait for one another.
    Organisation.objects.select_for_update().get(pk=person.organisation_id)
    holders = set(Membership.objects.filter(role=Role.ADMINISTRATOR).values_list("person_id", flat=True))
    if holders == {person.pk}:
        raise LastAdministratorError


@transaction.atomic
def make_api_key(*, by: Person, name: str, can_write: bool, days: int) -> tuple[ApiKey, str]:
    """A new key that acts as `by` and the secret itself, which is shown this once."""
    secret = f"rd_{new_token()}"
    expires_at: datetime = timezone.now() + timedelta(days=min(days, KEY_DAYS_MAX))
    key = ApiKey.objects.create(organisation_id=by.organisation_id, person=by, name=name, can_write=can_write,
                                token_hash=hash_token(secret), expires_at=expires_at)
    audit.record("api_key.made", on=key, by=by, can_write=can_write, expires_at=expires_at.date().isoformat())
    return key, secret


@transaction.atomic
def revoke_api_key(*, by: Person, key: ApiKey) -> None:
    """Make a key useless at once."""
    audit.record("api_key.revoked", on=key, by=by)
    key.delete()


@transaction.atomic
def erase_person(*, by: Person, withdraw: bool = False) -> None:
    """A person deletes the own account: the identity goes, contributions stay without a name unless withdrawn.

    The login itself is deleted when no other organisation uses it. Raises LastAdministratorError.
    """
    _refuse_last_administrator(by)
    email = by.account.email if by.account else ""
    if withdraw:
        privacy.withdraw_contributions(by)
    privacy.erase_elsewhere(by)
    Membership.objects.filter(person=by).delete()
    ApiKey.objects.filter(person=by).delete()
    LoginCode.objects.filter(email=email).delete()
    audit.record("person.erased", on=by, by=by, withdrawn=withdraw)
    account = by.account
    Person.objects.filter(pk=by.pk).update(name="", account=None, mail_pace=Person.MailPace.NONE,
                                           erased_at=timezone.now(), updated_at=timezone.now())
    if account is not None and not _is_used_elsewhere(account):
        account.delete()


def _is_used_elsewhere(account: Account) -> bool:
    # Across organisations on purpose: one login can serve several, and only the last one takes it away.
    return bool(Person._base_manager.filter(account=account).exists())
