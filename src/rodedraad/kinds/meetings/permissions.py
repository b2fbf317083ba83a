"""Who may do what with meetings: who edits the process plans them and knows the guests; a guest has the own link."""

import rules

from rodedraad.base.organisations.permissions import is_adviser, is_staff
from rodedraad.listen.processes.permissions import edits, is_changeable, is_in_team, is_public


@rules.predicate
def is_shown(_person: object, meeting: object) -> bool:
    """Not a draft any more."""
    return bool(meeting.state != "draft")  # type: ignore[attr-defined]


rules.add_perm("meetings.view", is_public & is_shown | is_adviser | is_in_team)
rules.add_perm("meetings.plan", edits & is_changeable)
# Guests are met, noted and thanked after the process was finished, too.
rules.add_perm("meetings.see_desk", edits)
rules.add_perm("meetings.manage_guests", edits)
# The mark in the link is the proof: who does not have it gets 404.
rules.add_perm("meetings.manage_own_registration", rules.always_allow)
# What was said is written down while the process runs; consent can change, and cards can be read, ever after.
rules.add_perm("meetings.harvest", edits & is_changeable)
rules.add_perm("meetings.read_cards", edits)
rules.add_perm("meetings.change_consent", edits)
# The code on paper is the proof: a wrong one finds nothing, and may be tried only so often.
rules.add_perm("meetings.withdraw_own_words", is_public | is_adviser | is_in_team)
# Colleagues and team members stand in the street; they need not edit the process.
rules.add_perm("meetings.hold_street_talks", (is_staff & is_public | is_adviser | is_in_team) & is_changeable)
