"""The session belongs to one person in one organisation: a session of another organisation is a visitor's."""

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, user_logged_in
from django.contrib.sessions.backends.base import SessionBase
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django_scopes import scope, scopes_disabled

from .knowing import known_person
from .models import Account, Person, Visitor
from .second_step import hold_back

ORGANISATION, PERSON = "organisation", "person"


@receiver(user_logged_in)
def bind_session(request: HttpRequest, user: Account, **_: object) -> None:
    """At login, put the organisation and the person in the session; the person is made at the first login."""
    organisation = getattr(request, "organisation", None)
    if organisation is None:
        # Outside a web request (test client) there is no host: then the account's only person is meant.
        with scopes_disabled():
            person = Person.objects.filter(account=user).order_by("pk").first()
    else:
        with scope(organisation=organisation):
            person, _made = Person.objects.get_or_create(account=user, organisation=organisation)
    if person is not None:
        request.session[ORGANISATION], request.session[PERSON] = person.organisation_id, person.pk


def person_for(request: HttpRequest) -> Person | Visitor:
    """The Person behind the session, or a Visitor: not logged in, another organisation, erased or switched off.

    Person and account come in one query; the checks are those of `django.contrib.auth.get_user`.
    """
    session = request.session
    if session.get(ORGANISATION) != request.organisation.pk:  # type: ignore[attr-defined]
        return Visitor()
    person = known_person(session[ORGANISATION], session.get(PERSON), session.get(SESSION_KEY))
    if person is None or person.account is None or not _is_proven(session, person.account):
        # Let Django end a session that no longer fits its account.
        _ = request.user.is_authenticated
        return Visitor()
    request._cached_user = person.account  # type: ignore[attr-defined]  # noqa: SLF001 -- where get_user looks first
    return hold_back(person, request.organisation)  # type: ignore[attr-defined]


def _is_proven(session: SessionBase, account: Account) -> bool:
    """Whether the session was made by a login of this account that still holds."""
    proof = session.get(HASH_SESSION_KEY)
    return (account.is_active and session.get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS
            and bool(proof) and constant_time_compare(proof, account.get_session_auth_hash()))
