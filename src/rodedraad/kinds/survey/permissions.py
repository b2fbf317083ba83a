"""Who may do what with surveys: everybody answers an open one; who edits the process makes, invites and reads."""

import rules

from rodedraad.base.organisations.permissions import is_adviser, is_staff
from rodedraad.listen.processes.permissions import edits, is_changeable, is_in_a_team, is_in_team, is_public


@rules.predicate
def is_shown(_person: object, survey: object) -> bool:
    """Past its preparation."""
    return bool(survey.state != "prepared")  # type: ignore[attr-defined]


# The page of a survey: what it asks and when, also when it is closed; before the start only that it is prepared.
rules.add_perm("survey.view", is_public | is_adviser | is_in_team)
# Whether answers are taken at this second, and with which code, is checked in the act itself.
rules.add_perm("survey.answer", is_public & is_shown)
# The code in hand is the proof: a wrong one finds nothing, and may be tried only so often.
rules.add_perm("survey.resume", is_public & is_shown)
rules.add_perm("survey.preview", edits)

# The instruments of an organisation stand apart from any process: who edits processes edits them.
rules.add_perm("survey.see_instruments", is_staff | is_in_a_team)
rules.add_perm("survey.edit_instruments", is_adviser)

rules.add_perm("survey.prepare", edits & is_changeable)
rules.add_perm("survey.see_desk", edits)
rules.add_perm("survey.invite", edits & is_changeable)
rules.add_perm("survey.enter_paper", (is_staff & is_public | is_adviser | is_in_team) & is_changeable)
rules.add_perm("survey.monitor", edits)
rules.add_perm("survey.read_answers", edits)
rules.add_perm("survey.withdraw_response", edits)

# Before staff made them public, results are for who made the survey; the page itself says that they will come.
rules.add_perm("survey.see_results_early", edits)
rules.add_perm("survey.publish_results", edits & is_changeable)
rules.add_perm("survey.weigh", edits & is_changeable)
rules.add_perm("survey.bring_to_themes", edits & is_changeable)
