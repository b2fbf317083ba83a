"""Acts: somebody says something, or somebody of the organisation writes down what was said off line."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person, Visitor
from rodedraad.base.core import audit
from rodedraad.listen.activities.models import Activity, Feature
from rodedraad.listen.processes.models import Process

from ..errors import ClosedError
from ..holding import reason_to_hold
from ..models import Contribution
from ..models.contribution import Channel, State
from ..pace import CONTRIBUTIONS, keep_pace
from ..photos import Photo, attach
from ..signals import accepted
from ..words import Words


def submit_contribution(*, activity: Activity, by: Person | Visitor, words: Words, photo: Photo | None = None,
                        network: str = "") -> Contribution:
    """Place a contribution of a resident or, where the activity allows, of a visitor.

    It waits (PENDING) where the activity checks first, and when a word or the number of links holds it.
    Raises `ValidationError` (per field), `TooOftenError`, `ClosedError`.
    """
    words = words.clean()
    keep_pace(CONTRIBUTIONS, by=by, network=network)
    with transaction.atomic():
        if not activity.is_open(Feature.CONTRIBUTE):
            raise ClosedError
        author = by if isinstance(by, Person) or by.is_authenticated else None
        held = reason_to_hold(activity.organisation, words.title, words.text, words.place)
        waits = bool(held) or activity.moderation == Activity.Moderation.PRE
        contribution = _write(activity, words, author_id=author.pk if author else None, channel=Channel.WEB,
                              hold_reason=held, state=State.PENDING if waits else State.PUBLISHED)
        if photo:
            attach(contribution, photo)
        audit.record("contribution.submitted", on=contribution, by=author, state=str(contribution.state),
                     photo=bool(photo))
    return contribution


def enter_on_behalf(*, activity: Activity, by: Person, words: Words, channel: str,
                    photo: Photo | None = None) -> Contribution:
    """Write down what somebody said on paper, in the street or by telephone; open as long as the process runs.

    It has no author and names who entered it. Raises `ValidationError`, `ClosedError`.
    """
    words = words.clean()
    if channel not in Channel.values or channel == Channel.WEB:
        raise ValidationError({"channel": _("Choose how this came in.")})
    with transaction.atomic():
        if activity.process.state != Process.State.PUBLISHED:
            raise ClosedError
        contribution = _write(activity, words, entered_by_id=by.pk, channel=channel, state=State.PUBLISHED)
        if photo:
            attach(contribution, photo)
        audit.record("contribution.entered", on=contribution, by=by, channel=str(channel), photo=bool(photo))
    return contribution


def _write(activity: Activity, words: Words, *, state: str, **more: object) -> Contribution:
    contribution = Contribution(
        organisation_id=activity.organisation_id, process_id=activity.process_id, activity=activity, state=state,
        title=words.title, text=words.text, neighbourhood=words.neighbourhood, place=words.place,
        latitude=words.latitude, longitude=words.longitude, is_anonymous=words.is_anonymous,
        author_role=words.author_role, published_at=timezone.now() if state == State.PUBLISHED else None, **more,
    )
    contribution.save(force_insert=True)
    if state == State.PUBLISHED:
        accepted.send(sender=Contribution, process_id=activity.process_id, contribution_ids=[contribution.pk])
    return contribution
