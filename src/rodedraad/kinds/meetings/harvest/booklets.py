"""What meetings tell a booklet: of which conversation, organisation and role a statement is, and who took part."""

from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime

from rodedraad.listen.contributions.models import Contribution
from rodedraad.understand.booklet.sources import Attendance, Origin, Part

from ..models import Consent, Conversation, Meeting, Quote
from ..models.people import GuestRole

PREFIX = "meeting:"


class MeetingsTell:
    """Every harvest card is a conversation; a visit was with the organisation that was visited."""

    kind = "meetings"

    def parts(self, activity_ids: Sequence[int]) -> list[Part]:
        """Each meeting with a card can be chosen by itself."""
        rows = Meeting.objects.filter(activity__in=activity_ids, conversations__isnull=False).distinct()
        return [Part(f"{PREFIX}{each.pk}", f"{each.title}, {date_format(localtime(each.starts_at))}", each.activity_id)
                for each in rows.order_by("starts_at", "pk")]

    def contributions(self, keys: Iterable[str]) -> QuerySet:
        """What was said in these meetings."""
        rows = Contribution.objects.filter(quote__conversation__meeting__in=_meeting_ids(keys))
        return rows.values("pk")

    def origins(self, ids: Sequence[int]) -> dict[int, Origin]:
        """The card, the meeting and the role; a name only with consent for the name."""
        roles = dict(GuestRole.choices)
        rows = Quote.objects.filter(contribution__in=ids).select_related(
            "conversation__meeting", "conversation__organisation")
        return {row.contribution_id: Origin(
            conversation=f"card:{row.conversation_id}", source=_source(row.conversation),
            organisation=_organisation(row.conversation), role=str(roles.get(row.said_by_role, "")),
            name=row.said_by_name if row.consent == Consent.NAME else "", times=row.times_said) for row in rows}

    def attend(self, attendance: Attendance, activity_ids: Sequence[int], keys: Sequence[str]) -> None:
        """Count every card, with the people on it by role."""
        roles = dict(GuestRole.choices)
        wanted = Q(meeting__activity__in=activity_ids) | Q(meeting__in=_meeting_ids(keys))
        rows = Conversation.objects.filter(wanted).exclude(meeting__state=Meeting.State.CANCELLED)
        for card in rows.select_related("meeting", "organisation").order_by("pk"):
            attendance.add(_organisation(card), {str(roles.get(role, role)): number
                                                 for role, number in card.people_by_role.items() if number})


def _meeting_ids(keys: Iterable[str]) -> list[int]:
    words = [key.removeprefix(PREFIX) for key in keys if key.startswith(PREFIX)]
    return [int(word) for word in words if word.isascii() and word.isdigit()]


def _organisation(card: Conversation) -> str:
    return card.meeting.visited_name or card.organisation.name


def _source(card: Conversation) -> str:
    meeting, title = card.meeting.title, card.title
    return meeting if title.strip().casefold() == meeting.strip().casefold() else f"{meeting}, {title}"
