"""How often one person or network may post: enough for anybody in earnest, too little for a flood."""

from rodedraad.base.accounts.models import Person, Visitor
from rodedraad.base.core.limits import Limit, allow

from .errors import TooOftenError

CONTRIBUTIONS = Limit("contribute", 10, 3600)
COMMENTS = Limit("comment", 30, 3600)
REPORTS = Limit("report", 10, 3600)
# A whole library or town hall can stand behind one network: visitors share a wider limit.
FOR_NETWORK = 3


def keep_pace(limit: Limit, *, by: Person | Visitor, network: str) -> None:
    """Count one use by this person, or by this network (`limits.client_prefix`) for a visitor.

    Raises `TooOftenError` above the limit. Called before the act's transaction, so that a refusal is counted too.
    """
    if by.is_authenticated:
        within = allow(limit, f"person:{by.pk}")
    else:
        wider = Limit(limit.name, limit.times * FOR_NETWORK, limit.seconds)
        within = allow(wider, f"network:{network}")
    if not within:
        raise TooOftenError
