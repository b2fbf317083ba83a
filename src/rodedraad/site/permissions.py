"""Who may see the pages that cross floors."""

import rules

from rodedraad.base.organisations.permissions import is_person, reads_council_page
from rodedraad.listen.processes.permissions import is_in_a_team

rules.add_perm("site.visit", rules.always_allow)
rules.add_perm("site.view_thread", rules.always_allow)  # find_thread refuses knots that the person may not see
rules.add_perm("site.my_thread", is_person)
rules.add_perm("site.desk", reads_council_page | is_in_a_team)
