"""The session belongs to one person in one organisation: a session of another organisation is a visitor's."""

from django.contrib.auth import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django_scopes import scope, scopes_disabled

from .models import Account, Person, Visitor

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
    """The Person behind the session, or a Visitor: not logged in, another organisation, erased or switched off."""
    organisation = request.organisation  # type: ignore[attr-defined]
    if request.session.get(ORGANISATION) != organisation.pk or not request.user.is_authenticated:
        return Visitor()
    person: Person | None = Person.objects.filter(pk=request.session.get(PERSON), account_id=request.user.pk).first()
    if person is None:
        return Visitor()
    person.account = request.user
    return person
