"""The e-mails of accounts (a code, an invitation), written here and handed to the outbox by a signal."""

from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from rodedraad.base.organisations.models import Organisation

from .signals import mail_due


def send(*, organisation: Organisation, to: str, template: str, once_key: str, **context: Any) -> None:
    """Render `accounts/mail/<template>.txt` (first line = subject) and `.html`, and put the mail in the outbox."""
    context = {"organisation": organisation, **context}
    with translation.override(organisation.language):
        subject, _, text = render_to_string(f"accounts/mail/{template}.txt", context).strip().partition("\n")
        html = render_to_string(f"accounts/mail/{template}.html", context)
    mail_due.send(sender=Organisation, organisation=organisation, to=to, subject=subject.strip(),
                  text=text.strip() + "\n", html=html, once_key=once_key)
