"""Logging in with a code by e-mail. The same steps run for every address: whether an account exists is never asked.

An account is made only after the code proved the address, so there are no unproven accounts to tell apart or to
clean up. Tries are counted, and the one use is taken, by conditional updates in the database: parallel requests
from one browser cannot pass the counter, as they could with a counter in the session.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from rodedraad.base.core.limits import Limit, allow
from rodedraad.base.core.tokens import hash_token, new_token
from rodedraad.base.organisations.models import Organisation

from . import mail
from .models import LoginCode

DIGITS = 6
MINUTES = 10
MAX_TRIES = 5
# Three codes an hour for one mailbox is enough for its owner and no use as a mail bomb (RELIABILITY.md T19).
PER_ADDRESS = Limit("login_code.address", 3, 3600)
PER_NETWORK = Limit("login_code.network", 60, 3600)
IN_ALL = Limit("login_code.all", 3000, 3600)
TRIES_PER_NETWORK = Limit("login_try.network", 120, 3600)


class Refusal(Enum):
    """Why a code does not let somebody in."""

    WRONG = auto()
    GONE = auto()
    TOO_MANY = auto()


class TooManyCodesError(Exception):
    """This address, network or install asked for too many codes."""


@dataclass(frozen=True)
class Proof:
    """An e-mail address that was just proven, and where its owner was going."""

    email: str
    next_path: str


def send_code(*, organisation: Organisation, email: str, network: str, next_path: str = "") -> str:
    """Mail a code to an address and return the secret handle for the browser's session. Raises TooManyCodesError."""
    email = email.strip().lower()
    within = [allow(PER_NETWORK, network), allow(PER_ADDRESS, email), allow(IN_ALL, "")]
    if not all(within):
        raise TooManyCodesError
    code, handle = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}", new_token()
    with transaction.atomic():
        row = LoginCode.objects.create(
            organisation=organisation, handle=hash_token(handle), email=email, code_hash=_hash(handle, code),
            next_path=next_path[:300], expires_at=timezone.now() + timedelta(minutes=MINUTES),
        )
        mail.send(organisation=organisation, to=email, template="login_code", once_key=f"login_code:{row.pk}",
                  code=code, minutes=MINUTES)
    return handle


def try_code(*, handle: str, code: str, network: str) -> Proof | Refusal:
    """Use up one try of the code behind `handle`; a right code is used up too."""
    if not allow(TRIES_PER_NETWORK, network):
        return Refusal.TOO_MANY
    now, digits = timezone.now(), "".join(filter(str.isdigit, code))
    rows = LoginCode.objects.filter(handle=hash_token(handle), used_at=None, expires_at__gt=now)
    if not rows.filter(tries__lt=MAX_TRIES).update(tries=F("tries") + 1):
        return Refusal.GONE
    row = rows.first()
    if row is None:
        return Refusal.GONE
    if not hmac.compare_digest(row.code_hash, _hash(handle, digits)):
        return Refusal.GONE if row.tries >= MAX_TRIES else Refusal.WRONG
    if not rows.update(used_at=now):
        return Refusal.GONE
    return Proof(email=row.email, next_path=row.next_path)


def waiting(handle: str) -> LoginCode | None:
    """The code that the browser with this handle can still use, if any."""
    row: LoginCode | None = LoginCode.objects.filter(
        handle=hash_token(handle), used_at=None, expires_at__gt=timezone.now(), tries__lt=MAX_TRIES).first()
    return row


def _hash(handle: str, code: str) -> str:
    # Keyed with the install's secret and the browser's handle: a copy of the table gives no code, not even by trying.
    return hmac.new(settings.SECRET_KEY.encode(), f"login:{handle}:{code}".encode(), hashlib.sha256).hexdigest()
