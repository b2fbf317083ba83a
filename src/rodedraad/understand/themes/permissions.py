"""Who may do what with themes: who edits the process works at its analysis desk."""

import rules

from rodedraad.listen.processes.permissions import edits, is_public, moderates

from .models import Theme


@rules.predicate
def is_published(_person: object, subject: Theme) -> bool:
    """The theme is published, or was merged into one that is."""
    return subject.is_public


@rules.predicate
def was_published(_person: object, subject: Theme) -> bool:
    """The theme stood on the site once."""
    return subject.was_public


# Who may ask for it at all; the page then says in words that it was taken off the site.
rules.add_perm("themes.look_up", ((is_published | was_published) & is_public) | moderates)
rules.add_perm("themes.view", (is_published & is_public) | moderates)
rules.add_perm("themes.list", is_public | moderates)
rules.add_perm("themes.analyse", edits)
rules.add_perm("themes.find_doubles", moderates)
rules.add_perm("themes.algorithms", rules.always_allow)
rules.add_perm("themes.follow", is_published & is_public)
