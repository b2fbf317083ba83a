"""Which contributions a booklet is about, and of which conversations they come; a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from rodedraad.listen.activities.models import Activity
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.querysets import COUNTED_ONCE

from .models import Booklet
from .sources import Attendance, Origin, all_sources, source_of


@dataclass(frozen=True)
class Scope:
    """The processes, whole activities and parts of activities that a booklet is made of."""

    organisation: str
    process_ids: frozenset[int]
    activities: tuple[Activity, ...]
    keys: frozenset[str]
    parted: frozenset[int]

    @classmethod
    def of(cls, booklet: Booklet) -> "Scope":
        """Read what was chosen: of a process from which nothing is chosen, everything counts."""
        rows = list(booklet.sources.values_list("process_id", "activity_id", "part"))
        narrowed = {process for process, activity, _part in rows if activity}
        whole = {process for process, activity, _part in rows if not activity} - narrowed
        chosen = {activity for _process, activity, part in rows if activity and not part}
        keys = frozenset(part for _process, _activity, part in rows if part)
        activities = Activity.objects.filter(Q(process__in=whole) | Q(pk__in=chosen)).select_related("process")
        return cls(booklet.organisation.name, frozenset(whole | narrowed), tuple(activities.order_by("pk")), keys,
                   frozenset(activity for _process, activity, part in rows if part) - chosen)

    def contributions(self) -> QuerySet:
        """Everything that counts within it."""
        wanted = Q(activity__in=[each.pk for each in self.activities])
        for telling in all_sources() if self.keys else ():
            wanted |= Q(pk__in=telling.contributions(self.keys))
        return Contribution.objects.filter(wanted, state__in=COUNTED_ONCE)

    def attendance(self) -> Attendance:
        """Who took part in all its conversations."""
        found = Attendance()
        by_kind: dict[str, list[int]] = defaultdict(list)
        for each in self.activities:
            by_kind[each.kind].append(each.pk)
        for telling in all_sources():
            telling.attend(found, by_kind.pop(telling.kind, []), sorted(self.keys))
        self._attend_others(found, [pk for ids in by_kind.values() for pk in ids])
        return found

    def _attend_others(self, found: Attendance, activity_ids: Sequence[int]) -> None:
        """An activity of another kind is one conversation, with as many people as are known to have spoken."""
        rows = (Contribution.objects.filter(activity__in=activity_ids, state__in=COUNTED_ONCE).order_by()
                .values_list("activity_id", "author_role").annotate(n=Count("author_id", distinct=True)))
        labels = dict(Contribution.AuthorRole.choices)
        roles: dict[int, dict[str, int]] = defaultdict(dict)
        for activity_id, role, number in rows:
            roles[activity_id][str(labels[role])] = number
        for counted in roles.values():
            found.add(self.organisation, {role: number for role, number in counted.items() if number})


def origins_of(contributions: Iterable[Contribution], organisation: str) -> dict[int, Origin]:
    """Where each was said; needs `activity` (with its process) on the contributions. One query per kind that tells."""
    by_kind: dict[str, list[Contribution]] = defaultdict(list)
    for each in contributions:
        by_kind[each.activity.kind].append(each)
    found: dict[int, Origin] = {}
    for kind, rows in by_kind.items():
        telling = source_of(kind)
        if telling is not None:
            found.update(telling.origins([each.pk for each in rows]))
        for each in rows:
            if each.pk not in found:
                found[each.pk] = Origin(f"activity:{each.activity_id}", each.activity.title, organisation,
                                        str(each.get_author_role_display()))
    return found
