"""Who may look at the pattern page: anybody, where it is switched on (the view answers 404 where it is not)."""

import rules

rules.add_perm("ui.patterns", rules.always_allow)
