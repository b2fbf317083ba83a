"""The code of the room and the token of a phone."""

import secrets

from django.utils.crypto import salted_hmac

from rodedraad.base.core.limits import Limit

ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
"""Without letters and digits that look alike on a screen."""
LENGTH = 6
JOINS = Limit("talk.join", 600, 3600)
"""A room of people sits behind one address of the town hall."""
WRONG_CODES = Limit("talk.wrong_code", 300, 3600)
"""Per network, and the room is one network: so many that typing errors of a full room do not lock it out."""


def new_code() -> str:
    """Such as `K7QX2M`: 7·10⁸ of them, and a network tries at most three hundred an hour."""
    return "".join(secrets.choice(ALPHABET) for _place in range(LENGTH))


def normal(typed: str) -> str:
    """A code as people type it; "" when it cannot be one."""
    letters = "".join(each for each in typed[:30].upper() if each.isalnum())
    return letters if len(letters) == LENGTH else ""


def new_token() -> str:
    """What the browser of a phone keeps."""
    return secrets.token_urlsafe(24)


def hash_of(token: str) -> str:
    """How the token is kept."""
    return salted_hmac("talk.voter", token, algorithm="sha256").hexdigest()
