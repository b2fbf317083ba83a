"""Acts on proposed wording: a person takes over a label, an observation or a quote, one by one, or refuses it."""

import hashlib

from django.db import transaction
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.listen.contributions.models.contribution import State

from ..errors import PassageError, RefusedError, WrongStateError
from ..levels import in_family
from ..models import Draft, Grounds, Theme
from ..passages import locate, said_in
from ..tasks import write_draft
from .grounds import assign, mark_passage
from .locking import check_right, lock_live_theme, save
from .themes import create_theme, describe_theme

LONGEST_TITLE = 120
KEPT_DECLINED = 500


def sentence_key(sentence: str) -> str:
    """Under which key a refused sentence is remembered: the sentence itself is not kept."""
    return hashlib.sha256(" ".join(sentence.split()).encode()).hexdigest()[:16]


@transaction.atomic
def take_label(*, theme: Theme, label: str, by: Person, version: int) -> Theme:
    """Call the theme by a proposed label."""
    return describe_theme(theme=theme, by=by, version=version, title=label, description=theme.description)


@transaction.atomic
def take_observation(*, theme: Theme, contribution_id: int, sentence: str, by: Person) -> Theme:
    """Make a literal sentence an observation under the theme, grounded in the contribution in which it stands."""
    locked = lock_live_theme(theme.pk, by)
    if locked.parent_id is not None:
        raise RefusedError(_("An observation has no observations of its own."))
    grounds = _literal(locked, contribution_id, sentence)
    made = create_theme(process=locked.process, title=shortened(sentence), description=sentence, by=by, parent=locked)
    assign(theme=made, contribution_ids=[grounds.contribution_id], by=by)
    own = Grounds.objects.get(theme=made, contribution_id=grounds.contribution_id)
    mark_passage(grounds=own, by=by, passage=sentence)
    audit.record("theme.observation_taken", on=made, by=by, thread=locked.pk, contribution=contribution_id)
    return made


@transaction.atomic
def take_quote(*, theme: Theme, contribution_id: int, sentence: str, by: Person) -> Grounds:
    """Mark a literal sentence as the words of a contribution that the page of the theme shows."""
    grounds = _literal(lock_live_theme(theme.pk, by), contribution_id, sentence)
    return mark_passage(grounds=grounds, by=by, passage=sentence)


@transaction.atomic
def decline_sentence(*, theme: Theme, sentence: str, by: Person) -> None:
    """Do not propose this sentence again."""
    locked = lock_live_theme(theme.pk, by)
    key = sentence_key(sentence)
    if key not in locked.declined:
        locked.declined = [*locked.declined, key][-KEPT_DECLINED:]
        save(locked)
    audit.record("theme.sentence_declined", on=locked, by=by, key=key)


def _literal(theme: Theme, contribution_id: int, sentence: str) -> Grounds:
    """The confirmed grounds of a contribution that everybody can read and in which the sentence literally stands."""
    rows = Grounds.objects.confirmed().filter(in_family(theme), contribution_id=contribution_id,
                                              contribution__state=State.PUBLISHED)
    found = rows.select_related("contribution", "theme__process").order_by("pk").first()
    if found is None or locate(said_in(found.contribution), sentence) is None:
        raise PassageError
    return found


def shortened(sentence: str) -> str:
    """A sentence as a title: whole when it fits, else cut between words."""
    line = " ".join(sentence.split())
    if len(line) <= LONGEST_TITLE:
        return line
    return line[: LONGEST_TITLE - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


@transaction.atomic
def ask_draft(*, theme: Theme, by: Person, model: str) -> Draft:
    """Ask the language model for a draft. Raises `RefusedError` while one is being written."""
    locked = lock_live_theme(theme.pk, by)
    if not model:
        raise RefusedError(_("No language model is set on this site."))
    if locked.drafts.filter(state=Draft.State.WAITING).exists():
        raise RefusedError(_("A draft is being written already."))
    draft = Draft(organisation_id=locked.organisation_id, theme=locked, model=model, asked_by=by)
    draft.save()
    write_draft.enqueue(draft.organisation_id, draft.pk)
    audit.record("theme.draft_asked", on=draft, by=by, model=model)
    return draft


@transaction.atomic
def decide_draft(*, draft: Draft, by: Person, text: str = "", take: bool) -> Draft:
    """Take a checked draft over as description, as the person left it in the form, or throw it away."""
    locked = Draft.objects.select_for_update(of=("self",)).select_related("theme__process").get(pk=draft.pk)
    check_right(by, locked.theme.process)
    if locked.state not in {Draft.State.OPEN, Draft.State.REFUSED} or (take and locked.state != Draft.State.OPEN):
        raise WrongStateError
    if take:
        theme = locked.theme
        describe_theme(theme=theme, by=by, version=theme.version, title=theme.title, description=text or locked.text)
    locked.state, locked.decided_by = (Draft.State.ACCEPTED if take else Draft.State.DROPPED), by
    locked.text = locked.text if take else ""
    locked.save(update_fields=["state", "decided_by", "text", "updated_at"])
    audit.record("theme.draft_taken" if take else "theme.draft_dropped", on=locked, by=by)
    return locked
