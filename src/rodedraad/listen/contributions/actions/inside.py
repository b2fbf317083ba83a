"""Acts: words that count but may not be public (any more), or that may not be kept at all; the count stays.

The floor above that knows why (the consent of a speaker) calls these inside its own transaction, with its own audit
line. Nobody reads closed words but staff; taken words are gone, with every copy in this app.
"""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.notifications.models import Notice

from ..models import Contribution
from ..models.contribution import State
from ..photos import detach_all
from ..signals import unmerged, words_closed, words_withdrawn
from .writing import lock

FINAL = {State.WITHDRAWN, State.HIDDEN}


def close_words(contribution_id: int, by: Person | None) -> Contribution:
    """Let a contribution count without public words; also when it was merged, hidden or waited for a moderator."""
    current = stand_alone(contribution_id, by)
    if current.state not in {State.INSIDE, State.WITHDRAWN}:
        current.state = State.INSIDE
        _keep(current, "state")
    forget_copies(current)
    words_closed.send(sender=Contribution, contribution_ids=[current.pk])
    return current


def open_words(contribution_id: int) -> Contribution:
    """Make closed words public; a contribution in any other state stays as it is."""
    current = lock(contribution_id)
    if current.state == State.INSIDE and (current.title or current.text):
        current.state, current.published_at = State.PUBLISHED, current.published_at or timezone.now()
        _keep(current, "state", "published_at")
    return current


def take_words(contribution_id: int, by: Person | None) -> Contribution:
    """Throw the words away, everywhere in this app; what counted goes on counting, what was hidden is withdrawn."""
    current = stand_alone(contribution_id, by)
    detach_all(current)
    current.versions.all().delete()
    forget_copies(current)
    current.state = State.WITHDRAWN if current.state in FINAL else State.INSIDE
    current.title = current.text = current.place = current.state_reason = ""
    current.latitude = current.longitude = current.edited_at = None
    _keep(current, "state", "title", "text", "place", "state_reason", "latitude", "longitude", "edited_at")
    words_withdrawn.send(sender=Contribution, contribution_ids=[current.pk])
    return current


def stand_alone(contribution_id: int, by: Person | None) -> Contribution:
    """The contribution, locked, standing by itself: a merge would show its words on, or hide those of others."""
    current = lock(contribution_id)
    set_free(current, by)
    if current.state == State.MERGED:
        _apart(current, by)
    return current


def set_free(target: Contribution, by: Person | None) -> None:
    """Let what goes on in a (locked) contribution stand by itself again."""
    for source in Contribution.objects.filter(merged_into=target, state=State.MERGED).order_by("pk"):
        _apart(lock(source.pk), by)


def _apart(source: Contribution, by: Person | None) -> None:
    target = source.merged_into
    source.state, source.merged_into = State.PUBLISHED, None
    _keep(source, "state", "merged_into")
    if target is not None:
        unmerged.send(sender=Contribution, source=source, target=target, by=by)


def _keep(current: Contribution, *fields: str) -> None:
    current.version += 1
    current.save(update_fields=[*fields, "version", "updated_at"])


def forget_copies(current: Contribution) -> None:
    """Notices on the site may name the first words: those about it, and those that said what was merged into it."""
    merged_here = Q(event="contribution.merged", once_key__endswith=f":{current.pk}")
    Notice.objects.filter(Q(about=f"contribution:{current.pk}") | merged_here).update(
        title=_("About a contribution whose words are no longer public"), text="", updated_at=timezone.now())
