"""Who may do what with a talk: who edits the scan leads it, who has the code of the room votes."""

import rules

from rodedraad.learn.scan.permissions import is_open, is_published
from rodedraad.listen.processes.permissions import edits, is_changeable, is_public

rules.add_perm("talk.lead", edits & is_changeable & is_open)
# The code in hand is the proof; a wrong one finds nothing, and may be tried only so often.
rules.add_perm("talk.join", rules.always_allow)
rules.add_perm("talk.see_outcome", (is_published & is_public) | edits)
