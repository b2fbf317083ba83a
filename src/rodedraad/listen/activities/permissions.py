"""Who may do what with activities: who edits the process edits its activities."""

import rules

from rodedraad.base.organisations.permissions import is_adviser
from rodedraad.listen.processes.permissions import edits, is_changeable, is_in_team, is_public

rules.add_perm("activities.view", is_public | is_adviser | is_in_team)
rules.add_perm("activities.edit", edits & is_changeable)
