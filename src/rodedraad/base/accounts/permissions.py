"""Who may do what with people and accounts."""

import rules

from rodedraad.base.organisations.permissions import is_administrator, is_person

rules.add_perm("accounts.log_in", rules.always_allow)
rules.add_perm("accounts.manage_self", is_person)
rules.add_perm("accounts.manage_people", is_administrator)
