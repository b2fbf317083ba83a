"""Who may do what with themes: who edits the process works at its analysis desk."""

import rules

from rodedraad.listen.processes.permissions import edits, is_public, moderates

from .models import Theme


@rules.predicate
def is_published(_person: object, subject: Theme) -> bool:
    """The theme is published."""
    return subject.is_public


rules.add_perm("themes.view", (is_published & is_public) | moderates)
rules.add_perm("themes.analyse", edits)
rules.add_perm("themes.follow", is_published & is_public)
