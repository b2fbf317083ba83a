"""Codes on paper, in mails and in the cookie of a respondent: eighty bits, shown once, kept as a keyed hash.

The key (the pepper) is made of the secret of the site: with the database alone no code can be tried.
"""

import secrets

from django.utils.crypto import salted_hmac

from rodedraad.base.core.limits import Limit, allow, is_spent

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's thirty-two: without I, L, O and U, so that nothing is misread and no words appear."""
LENGTH = 16
_MISREAD = str.maketrans("ILO", "110")
_PEPPER = "survey.code"
WRONG_CODES = Limit("survey.wrong_code", 20, 3600)


def new_code() -> str:
    """Such as `7KQ2-9ZHM-4T0X-PB3E`."""
    letters = "".join(secrets.choice(ALPHABET) for _number in range(LENGTH))
    return "-".join(letters[place:place + 4] for place in range(0, LENGTH, 4))


def normal(typed: str) -> str:
    """A code as people type it, without spaces and dashes, misread letters mended; "" when it cannot be a code."""
    letters = "".join(each for each in typed[:60].upper() if each.isalnum()).translate(_MISREAD)
    return letters if len(letters) == LENGTH and set(letters) <= set(ALPHABET) else ""


def hash_of(code: str) -> str:
    """The hash under which a code is kept; "" for what cannot be a code."""
    letters = normal(code)
    return salted_hmac(_PEPPER, letters, algorithm="sha256").hexdigest() if letters else ""


def is_locked(network: str) -> bool:
    """Whether this network typed too many wrong codes in the last hour."""
    return is_spent(WRONG_CODES, network)


def count_wrong(network: str) -> None:
    """Count one wrong code. Outside the transaction of an act, so that a refusal does not undo it."""
    allow(WRONG_CODES, network)
