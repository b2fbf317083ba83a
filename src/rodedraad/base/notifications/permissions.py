"""Who may do what with notifications."""

import rules
from django.conf import settings

from rodedraad.base.organisations.permissions import is_administrator, is_person

rules.add_perm("notifications.manage_own", is_person)
rules.add_perm("notifications.unsubscribe", rules.always_allow)
rules.add_perm("notifications.read_outbox", rules.Predicate(lambda _person: settings.DEMO, name="is_demo"))
rules.add_perm("notifications.manage_outbox", is_administrator)
