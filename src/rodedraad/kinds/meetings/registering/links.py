"""The link of a guest: it says who it is for and proves it, while the database alone cannot make it."""

from django.http import Http404, HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

from ..lookup import find_meeting, url_of
from ..models import Guest

SALT = "meetings.guest"


def mark_of(guest: Guest) -> str:
    """The proof in the link: made of the guest's own key and the secret of the site."""
    return salted_hmac(SALT, f"{guest.pk}:{guest.key}", algorithm="sha256").hexdigest()[:40]


def path_for(guest: Guest, name: str = "registration") -> str:
    """The path of the page on which a guest sees, and cancels, the own registration."""
    return url_of(name, guest.meeting, f"{guest.pk}-{mark_of(guest)}")


def link_for(guest: Guest) -> str:
    """The same as a whole address, for in an e-mail."""
    return str(guest.meeting.organisation.absolute(path_for(guest)))


def find_own(request: HttpRequest, process_slug: str, activity_slug: str, pk: int, link: str) -> Guest:
    """The registration that a link is for; 404 for any link that is not whole or not ours."""
    meeting = find_meeting(request, process_slug, activity_slug, pk)
    number, _, mark = link.partition("-")
    guest: Guest | None = None
    if number.isdecimal() and len(number) <= 18:
        guest = Guest.objects.select_related("speaks_on").filter(meeting=meeting, pk=int(number)).first()
    if guest is None or not constant_time_compare(mark, mark_of(guest)):
        raise Http404
    guest.meeting = meeting
    return guest
