"""The e-mail with a personal code; its text is wiped from the outbox as soon as it went out."""

from django.core import signing
from django.template.loader import render_to_string
from django.utils import translation

from rodedraad.base.notifications.actions import queue_message
from rodedraad.base.notifications.delivery import WIPED

from ..lookup import url_of
from ..models import Invitation, Survey

SALT = "survey.no-mail"


def no_mail_link(survey: Survey, invitation: Invitation) -> str:
    """Where somebody says: no more mail about this."""
    return survey.organisation.absolute(url_of("no_mail", survey, signing.dumps(invitation.pk, salt=SALT)))


def invitation_key(signed: str) -> int | None:
    """The invitation of such a link; None when we did not make it."""
    try:
        return int(signing.loads(signed, salt=SALT))
    except (signing.BadSignature, TypeError, ValueError):
        return None


def queue_invitation(survey: Survey, invitation: Invitation, code: str, subject: str, text: str) -> None:
    """Put the mail with this code in the outbox, once per code."""
    organisation = survey.organisation
    refuse = no_mail_link(survey, invitation)
    with translation.override(organisation.language):
        body = render_to_string("survey/mail/invitation.txt", {
            "text": text, "code": code, "survey": survey, "organisation": organisation, "refuse": refuse,
            "link": f"{organisation.absolute(url_of('start', survey))}?code={code}",
            "is_again": invitation.times_reminded > 0})
    queue_message(organisation=organisation, to=invitation.email, subject=subject, text=body.strip() + "\n",
                  once_key=f"{WIPED}survey:{invitation.pk}:{invitation.times_reminded}",
                  headers={"List-Unsubscribe": f"<{refuse}>"})
