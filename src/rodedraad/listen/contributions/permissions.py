"""Who may do what with contributions: role × state of the process × what the phase opens."""

import rules

from rodedraad.base.accounts.models import Person, Visitor
from rodedraad.base.organisations.permissions import is_person
from rodedraad.listen.activities.models import Activity, Feature
from rodedraad.listen.processes.permissions import edits, is_public, moderates

from .models import Comment, Contribution
from .models.contribution import State


def _activity(subject: Activity | Contribution) -> Activity:
    return subject if isinstance(subject, Activity) else subject.activity


def is_open(feature: str) -> rules.Predicate:
    """A predicate: the feature is open now in the activity of the subject."""
    return rules.Predicate(lambda _person, subject: _activity(subject).is_open(feature), name=f"is_open:{feature}")


@rules.predicate
def activity_is_for_anyone(_person: object, subject: Activity | Contribution) -> bool:
    """The activity asks no e-mail address."""
    return _activity(subject).access == Activity.Access.ANYONE


@rules.predicate
def is_author(person: Person | Visitor, subject: Contribution | Comment) -> bool:
    """The person wrote it."""
    return person.is_authenticated and subject.author_id == person.pk


@rules.predicate
def is_readable(_person: object, subject: Contribution) -> bool:
    """Published (or merged) in a published process."""
    return subject.is_public and subject.process.is_public


@rules.predicate
def comment_is_readable(_person: object, subject: Comment) -> bool:
    """A published comment on a readable contribution."""
    return subject.is_public and subject.contribution.is_public and subject.contribution.process.is_public


@rules.predicate
def is_standing(_person: object, subject: Contribution | Comment) -> bool:
    """Not withdrawn, hidden or merged."""
    return subject.state in {State.PENDING, State.CHANGE_ASKED, State.PUBLISHED}


may_take_part = is_person | activity_is_for_anyone

# Who may ask for it at all; the page then says in words that it is hidden or withdrawn.
rules.add_perm("contributions.look_up", is_public | is_author | moderates)
rules.add_perm("contributions.view", is_readable | is_author | moderates)
rules.add_perm("contributions.submit", is_open(Feature.CONTRIBUTE) & may_take_part)
rules.add_perm("contributions.edit_own", is_author & is_standing)
rules.add_perm("contributions.withdraw", is_author & is_standing)
rules.add_perm("contributions.comment", is_readable & is_open(Feature.COMMENT) & may_take_part)
rules.add_perm("contributions.support", is_readable & is_open(Feature.SUPPORT) & is_person)
rules.add_perm("contributions.report", is_readable)
rules.add_perm("contributions.report_comment", comment_is_readable)
rules.add_perm("contributions.moderate", moderates)
rules.add_perm("contributions.enter", edits)
rules.add_perm("contributions.import", edits)
rules.add_perm("contributions.export", moderates)
