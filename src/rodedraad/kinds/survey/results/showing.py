"""The report as the page shows it: what stands out, each question with drawing and table, and who answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from rodedraad.understand.statistics.comparing import size_of
from rodedraad.understand.statistics.results import Finding, Response

from .phrases import decimal, fault_in_words, how_counted, likeness_in_words, named, percent, values_of
from .pictures import pictures_of
from .tables import Row, rows_of
from .told import Told, ToldQuestion, Weighed


@dataclass(frozen=True)
class ShownFinding:
    """One thing that stands out: what it is about, in one sentence, with the figures."""

    kind: str
    about: str
    anchor: str
    sentence: str
    values: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class ShownQuestion:
    """One question: drawings, the table, and what is said beside it."""

    key: str
    title: str
    other_titles: Sequence[tuple[str, str]]
    how: str
    drawings: Sequence[SafeString]
    rows: Sequence[Row]
    has_parts: bool
    notes: Sequence[str]


@dataclass(frozen=True)
class ShownSection:
    """One section."""

    key: str
    title: str
    questions: Sequence[ShownQuestion]


@dataclass(frozen=True)
class ShownGroup:
    """Who took part of one group."""

    label: str
    members: str
    at_least: int
    invited: int | None
    rate: str
    design_effect: float | None


@dataclass(frozen=True)
class Shown:
    """The whole page."""

    findings: Sequence[ShownFinding]
    weighed: Sequence[str]
    sections: Sequence[ShownSection]
    groups: Sequence[ShownGroup]

    @property
    def has_invited(self) -> bool:
        """Whether it is known of any group how many could answer."""
        return any(group.invited for group in self.groups)


def shown(told: Told) -> Shown:
    """Everything that the page shows of a report."""
    return Shown(
        [_finding(told, finding) for finding in told.findings], [_weighed(told, each) for each in told.weighed],
        [ShownSection(section.key, section.title, [_question(told, question) for question in section.questions])
         for section in told.sections],
        [_group(told, each) for each in told.response])


_SIZES = {"negligible": lambda: "", "small": lambda: _("The difference is small."),
          "medium": lambda: _("The difference is fairly large."), "large": lambda: _("The difference is large.")}


def _finding(told: Told, finding: Finding) -> ShownFinding:
    found = told.find(finding.question)
    labels = [told.labels.get(group, group) for group in finding.groups]
    sentence = {
        "difference": _("%(groups)s answer differently. That is almost certainly not by chance."),
        "agreement": _("All groups think nearly the same: %(groups)s."),
        "wish": _("%(groups)s: people wish this clearly different from how it is now."),
    }[finding.kind] % {"groups": _joined(labels)}
    if finding.kind == "difference":
        sentence += " " + _SIZES[size_of(finding.strength)]()
    return ShownFinding(finding.kind, named(told, finding.question), found[0].key if found else "", sentence,
                        values_of(told, finding))


def _joined(labels: Sequence[str]) -> str:
    if len(labels) < 2:
        return "".join(labels)
    return _("%(first)s and %(last)s") % {"first": ", ".join(labels[:-1]), "last": labels[-1]}


def _question(told: Told, question: ToldQuestion) -> ShownQuestion:
    titles = [(told.labels[group], title) for group, title in question.wordings.items()
              if group in told.labels and title != question.title]
    rows = rows_of(told, question)
    return ShownQuestion(question.key, question.title, titles, how_counted(question), pictures_of(told, question), rows,
                         any(row.part for row in rows), _notes(told, question))


def _notes(told: Told, question: ToldQuestion) -> list[str]:
    notes = []
    if question.is_routed:
        notes.append(_("Only some people got this question: it depended on an earlier answer."))
    results = [result for _label, counted in question.each_result for result in counted.results]
    shown_for = {result.group for result in results if result.is_shown}
    hidden = dict.fromkeys(told.labels.get(result.group, result.group) for result in results
                           if result.group not in shown_for)
    if hidden and shown_for:
        notes.append(_("Not shown here: %(groups)s. Too few of them answered.") % {"groups": _joined(list(hidden))})
    unsure = [f"{told.labels.get(result.group, result.group)} {result.dont_know}" for result in results
              if result.dont_know is not None]
    if unsure and len(results) == len(told.groups):
        notes.append(_("Said “don't know”: %(groups)s.") % {"groups": ", ".join(unsure)})
    if any(result.is_weighted for result in results):
        groups = dict.fromkeys(told.labels.get(result.group, result.group) for result in results if result.is_weighted)
        notes.append(_("Weighed: %(groups)s.") % {"groups": _joined(list(groups))})
    notes += [likeness_in_words(alike) for alike in told.likeness]
    return notes


def _weighed(told: Told, each: Weighed) -> str:
    effect = next((one.design_effect for one in told.response if one.group == each.group), None)
    return weighed_in_words(each, told.labels, None if effect is None else (effect, 0))


def weighed_in_words(each: Weighed, labels: Mapping[str, str], cost: tuple[float, int] | None) -> str:
    """By what a group is weighed, and what that costs (design effect and effective number of answers); or why not."""
    label = labels.get(each.group, _("Everybody"))
    if each.fault:
        return _("The answers of %(group)s are not weighed. %(why)s") % {"group": label, "why": fault_in_words(each)}
    said = _("The answers of %(group)s are weighed (%(traits)s).") % {"group": label,
                                                                       "traits": _joined(each.traits)}
    if cost is None:
        return said + " " + _("Where that could give people away, the figures are not weighed.")
    effect, effective = cost
    said += " " + _("That makes us less sure: the design effect is %(effect)s.") % {"effect": decimal(effect)}
    if effective:
        said += " " + _("The answers say as much as about %(n)s answers that count alike.") % {"n": effective}
    return said


def _group(told: Told, each: Response) -> ShownGroup:
    members = [group.members for group in told.groups if group.key == each.group]
    together = members[0] if members and len(members[0]) > 1 else ()
    return ShownGroup(told.labels.get(each.group, each.group), _joined(list(together)), each.at_least, each.invited,
                      percent(each.rate) if each.rate is not None else "", each.design_effect)
