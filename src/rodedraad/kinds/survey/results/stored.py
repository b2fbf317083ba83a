"""The one report of a survey: counted, stored, and read back. Nothing public is ever computed from anything else."""

import hashlib
from typing import Any

import numpy as np
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.base.organisations.models import Neighbourhood
from rodedraad.listen.processes.errors import RefusedError
from rodedraad.understand.statistics.disclosure.groups import grouped, named
from rodedraad.understand.statistics.disclosure.rows import DEFAULT
from rodedraad.understand.statistics.report import report

from ..actions.surveys import locked_survey
from ..instrument.shape import PLAIN, Instrument
from ..models import Survey, SurveyReport
from ..queries import Answered, answered, counts_by, groups_of
from ..reading import instrument_of
from .counted import Counting, counting_of
from .plain import built, plain
from .required import with_one_base
from .routes import routed, without_leaks
from .telling import Names, tell
from .told import FORMAT, VERSION, Told
from .weights import Weighting, traits_of, weighting_of

ALL = "all"
"""The group of everybody, in a survey without groups."""
UNKNOWN = "unknown"
"""Who said no group in a survey that asks for it."""
JOINS = {"executive": "council", "business": "institution"}
"""Groups that go together when either is too small; fixed for every survey, before anybody answers."""


class NoReportError(RefusedError):
    """There is no report that we can read."""


@transaction.atomic
def make_report(survey: Survey, *, by: Person | None = None, threshold: int = DEFAULT) -> SurveyReport:
    """Count a survey that takes no more answers, and store what may be told. Raises `RefusedError`.

    Counting twice over the same answers gives the same figures. A published report is never counted again, and one
    that staff has seen only when enough answers changed: the difference of two counts would tell of a few.
    """
    current = locked_survey(survey.pk)
    if current.state == Survey.State.PREPARED or current.is_open(timezone.now()):
        raise RefusedError(_("The survey still takes answers. The results are counted when it is closed."))
    stored = SurveyReport.objects.select_for_update().filter(survey=current).first()
    if stored is not None and stored.is_published:
        raise RefusedError(_("The results are public. They are not counted again."))
    read = answered(current)
    basis = basis_of(read)
    if stored is not None and not may_count_again(stored.basis, basis, threshold):
        raise RefusedError(_("Too few answers changed since the results were counted. Another count would tell what a "
                             "few people answered."))
    told = count(current, read, threshold)
    values = {"organisation_id": current.organisation_id, "made_at": timezone.now(), "threshold": threshold,
              "content": content_of(told), "basis": basis, "version": stored.version + 1 if stored else 1}
    made, _is_new = SurveyReport.objects.update_or_create(survey=current, defaults=values)
    audit.record("survey.report_made", on=made, by=by, threshold=threshold, weighed=len(told.weighed))
    return made


def told_of(stored: SurveyReport) -> Told:
    """What a stored report tells, as typed objects. Raises `NoReportError`."""
    return told_from(stored.content)


def told_from(content: Any) -> Told:
    """The same, from the stored data itself."""
    if not isinstance(content, dict) or content.get("format") != FORMAT or content.get("format_version") != VERSION:
        raise NoReportError(_("These results were stored by another version of the program."))
    told: Told = built(Told, content)
    return told


def content_of(told: Told) -> dict[str, Any]:
    """What is stored: JSON-ready, exactly what `told_from` gives back."""
    return {"format": FORMAT, "format_version": VERSION, **plain(told)}


def count(survey: Survey, read: Answered, threshold: int = DEFAULT) -> Told:
    """The figures of a survey that may be told, in the words of its instrument."""
    instrument = instrument_of(survey.asks)
    language = instrument.languages[0] if instrument.languages else PLAIN
    labels = groups_of(survey, language)
    people = people_of(read, labels)
    counting = counting_of(instrument, read.columns, language)
    weighting = weighting_for(survey, counting, read, people, threshold)
    columns = _columns(instrument, counting, people, labels, threshold)
    found = report(columns, people, counting.asked, counting.pairs, weights=weighting.weights, threshold=threshold,
                   joins=joins_of(labels), invited=_invited(survey), order=list(labels))
    with override(PLAIN):
        names = {**labels, ALL: _("Everybody"), UNKNOWN: _("Group not known")}
    return tell(instrument, counting, found, weighting, Names(survey.activity.title, names, language))


def weighting_for(survey: Survey, counting: Counting, read: Answered, people: np.ndarray[Any, Any],
                  threshold: int = DEFAULT) -> Weighting:
    """The weights of a survey by the known numbers that staff filled in."""
    margins = list(survey.margins.order_by("pk"))  # type: ignore[attr-defined]
    if not margins:
        return Weighting()
    places = dict(Neighbourhood.objects.filter(organisation_id=survey.organisation_id).values_list("pk", "name"))
    with override(PLAIN):
        traits = traits_of(counting, read.neighbourhoods, places, _("Neighbourhood"))
    return weighting_of(margins, traits, people, threshold)


def joins_of(labels: dict[str, str]) -> dict[str, str]:
    """Which groups go together, of those that take part."""
    return {group: other for group, other in JOINS.items() if group in labels and other in labels}


def people_of(read: Answered, labels: dict[str, str]) -> np.ndarray[Any, Any]:
    """The group of each response as it is reported."""
    if not labels:
        return np.full(len(read), ALL, dtype="U12")
    return np.where(np.isin(read.groups, list(labels)), read.groups, UNKNOWN)


def _columns(instrument: Instrument, counting: Counting, people: np.ndarray[Any, Any], labels: dict[str, str],
             threshold: int) -> dict[str, np.ndarray[Any, Any]]:
    """The columns as they are counted, without what n of one question tells of another, in the groups as shown."""
    names, sizes = np.unique(people, return_counts=True)
    every = {**dict.fromkeys(labels, 0), **dict(zip(names.tolist(), sizes.tolist(), strict=True))}
    grouping = grouped(every, joins_of(labels), threshold)
    shown = named(people, grouping)
    columns = without_leaks(instrument, counting, shown, threshold)
    return with_one_base(counting, columns, shown, threshold, routed(instrument))


def _invited(survey: Survey) -> dict[str, int]:
    """How many could answer per group, where only who has a code can."""
    if survey.access != Survey.Access.CODE:
        return {}
    counted = counts_by(survey, "group")
    if survey.group_choice == Survey.GroupChoice.CODE:
        return {str(group): each.invited for group, each in counted.items()}
    if survey.group_choice == Survey.GroupChoice.NONE:
        return {ALL: sum(each.invited for each in counted.values())}
    return {}


def basis_of(read: Answered) -> dict[str, list[Any]]:
    """Per group how many answers were counted, and a digest of them all."""
    found: dict[str, list[Any]] = {}
    for group in np.unique(read.groups).tolist():
        mine = read.groups == group
        digest = hashlib.sha256()
        for name in sorted(read.columns):
            digest.update(np.ascontiguousarray(read.columns[name][mine]).tobytes())
        digest.update(read.neighbourhoods[mine].tobytes())
        found[str(group)] = [int(mine.sum()), digest.hexdigest()]
    return found


def may_count_again(before: dict[str, list[Any]], after: dict[str, list[Any]], threshold: int) -> bool:
    """Whether each group is as it was, or differs by at least the threshold of people."""
    for group in {*before, *after}:
        (old, was), (new, now) = before.get(group, [0, ""]), after.get(group, [0, ""])
        if was != now and abs(new - old) < threshold:
            return False
    return True
