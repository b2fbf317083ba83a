"""Who may do what with people and accounts."""

import rules
from django.conf import settings

from rodedraad.base.organisations.permissions import is_administrator, is_person, is_staff

is_demo = rules.Predicate(lambda _person: settings.DEMO, name="is_demo")

rules.add_perm("accounts.log_in", rules.always_allow)
rules.add_perm("accounts.log_in_as_demo", is_demo)
rules.add_perm("accounts.manage_self", is_person)
rules.add_perm("accounts.use_api_keys", is_staff)
rules.add_perm("accounts.manage_people", is_administrator)
rules.add_perm("accounts.read_audit", is_administrator)
