"""Where the organisation asks it, who works there without a second step at login is a resident until it is set up."""

from allauth.mfa.models import Authenticator

from rodedraad.base.organisations.models import Organisation
from rodedraad.base.organisations.roles import STAFF

from .models import Person


def hold_back(person: Person, organisation: Organisation) -> Person:
    """Take the staff roles from this request of a person who has no second step yet, and note that it is due.

    Every permission asks `person.roles`, so pages and API close alike. No query where the organisation does not ask.
    """
    if not organisation.staff_need_second_step or not person.roles & STAFF:
        return person
    has_step = Authenticator.objects.filter(user_id=person.account_id, type=Authenticator.Type.TOTP).exists()
    if not has_step:
        person.__dict__["roles"] = person.roles - STAFF
        person.second_step_due = True
    return person
