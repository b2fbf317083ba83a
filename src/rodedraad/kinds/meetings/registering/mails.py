"""The e-mails of a meeting to its guests: rendered here, each put in the outbox once."""

import hashlib
from typing import Any

from django.template.loader import render_to_string
from django.urls import NoReverseMatch
from django.utils import timezone, translation

from rodedraad.base.notifications.actions import queue_message

from ..lookup import url_of
from ..models import Guest, Meeting
from .links import link_for

BY_ADDRESS = {"confirmed", "waiting"}
BY_SEQUENCE = {"changed", "cancelled"}


def _once_key(template: str, guest: Guest) -> str:
    """What makes this e-mail one e-mail: doing the work twice sends it once."""
    key = f"meeting-{template}:{guest.pk}"
    if template in BY_ADDRESS:
        return f"{key}:{hashlib.sha256(guest.email.encode()).hexdigest()[:12]}"
    if template in BY_SEQUENCE:
        return f"{key}:{guest.meeting.sequence}"
    if template == "reminder":
        return f"{key}:{guest.meeting.starts_at:%Y%m%d}"
    if template == "again":
        return f"{key}:{timezone.now():%Y%m%d%H}"
    return key


def _after_url(meeting: Meeting) -> str:
    """The page with what was harvested; the page of the meeting while there is none."""
    try:
        return url_of("harvest", meeting)
    except NoReverseMatch:
        return url_of("detail", meeting)


def queue_mail(template: str, guest: Guest) -> bool:
    """Put one e-mail to a guest in the outbox, in the language of the organisation; False without an address.

    `meetings/mail/<template>.txt`: the first line is the subject. The guest's meeting has its activity loaded.
    """
    if not guest.email:
        return False
    meeting = guest.meeting
    organisation = meeting.organisation
    with translation.override(organisation.language):
        context: dict[str, Any] = {
            "organisation": organisation, "meeting": meeting, "guest": guest, "own_url": link_for(guest),
            "url": organisation.absolute(url_of("detail", meeting)),
            "calendar_url": organisation.absolute(url_of("agenda", meeting)),
            "after_url": organisation.absolute(_after_url(meeting)),
            "has_place": guest.state == Guest.State.REGISTERED,
        }
        subject, _, text = render_to_string(f"meetings/mail/{template}.txt", context).strip().partition("\n")
    headers = {"List-Unsubscribe": f"<{context['own_url']}>"} if template == "thanks" else {}
    queue_message(organisation=organisation, to=guest.email, subject=subject.strip(), text=text.strip() + "\n",
                  once_key=_once_key(template, guest), headers=headers)
    return True
