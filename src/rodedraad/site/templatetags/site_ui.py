"""Filters of pages that cross floors: where a thing has its page, who said it, how far it came."""

from typing import TYPE_CHECKING

from django import template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rodedraad.base.ui.thread import LABELS, Knot, ThreadLine
from rodedraad.decide.agreements.models import Commitment, Result
from rodedraad.decide.answers.models import Answer, Decision
from rodedraad.listen.activities.kinds import kind_of
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.processes.models import Process
from rodedraad.understand.themes.models import Theme

if TYPE_CHECKING:
    from rodedraad.site.council import LivingTheme
    from rodedraad.site.queries import Promises

register = template.Library()


@register.filter
def page_of(thing: object) -> str:
    """The public page of a process, activity, contribution, theme, answer, decision, commitment or result."""
    match thing:
        case Process():
            return reverse("processes:detail", args=[thing.slug])
        case Activity():
            return kind_of(thing).url(thing)
        case Contribution():
            return kind_of(thing.activity).contribution_url(thing)
        case Theme():
            return reverse("themes:detail", args=[thing.process.slug, thing.pk])
        case Answer():
            return reverse("answers:detail", args=[thing.process.slug, thing.pk])
        case Decision():
            return reverse("answers:decision", args=[thing.process.slug, thing.pk])
        case Commitment():
            return reverse("agreements:detail", args=[thing.pk])
        case Result():
            return reverse("agreements:detail", args=[thing.commitment_id])
    raise TypeError(type(thing))


@register.filter
def desk_page_of(answer: Answer) -> str:
    """Where an answer is worked on."""
    return reverse("answers:desk", args=[answer.process.slug])


@register.filter
def days_of(process: Process) -> str:
    """From when until when a process runs, in words."""
    start, end = (day and date_format(day) for day in (process.starts_on, process.ends_on))
    if start and end:
        return _("%(start)s until %(end)s") % {"start": start, "end": end}
    return _("until %(end)s") % {"end": end} if end else (start or "")


@register.filter
def said_by(contribution: Contribution) -> str:
    """Who said it, as the public may know it."""
    if contribution.author is None or contribution.is_anonymous:
        return _("Without a name")
    return contribution.author.display_name


@register.filter
def own_line(contribution: Contribution) -> ThreadLine:
    """The line that the contribution's own columns tell, without a query."""
    knots = [Knot("contribution", "done", count=1)]
    knots += [Knot(stage, "done" if getattr(contribution, f"has_{stage}") else "open") for stage in list(LABELS)[1:]]
    return ThreadLine(knots)


@register.filter
def tied_line(process: Process) -> ThreadLine:
    """The small line of a process that was read with `queries.with_knots`, without a query."""
    return ThreadLine([Knot(stage, "done" if getattr(process, f"tied_{stage}") else "open") for stage in LABELS])


@register.filter
def desk_trail_of(process: Process, here: str) -> list[tuple[str, str | None]]:
    """The way from the desk to this page of a process."""
    desk = reverse("processes:desk", args=[process.slug])
    return [(_("Processes"), reverse("processes:desk_list")), (process.title, desk), (here, None)]


@register.filter
def last_knot(contribution: Contribution) -> str:
    """How far the contribution came, in words."""
    if contribution.has_result:
        return _("Something was done. Read the result.")
    if contribution.has_commitment:
        return _("Something was promised.")
    if contribution.has_decision:
        return _("A decision was taken.")
    if contribution.has_answer:
        return _("There is an answer.")
    return _("Your contribution is part of a theme.") if contribution.has_theme else _("We received your contribution.")


@register.filter
def trail_of(process: Process) -> list[tuple[str, str | None]]:
    """The way from home to the process."""
    return [(_("Processes"), reverse("processes:list")), (process.title, page_of(process))]


@register.filter
def knot_label(stage: str) -> str:
    """The name of a knot."""
    return str(LABELS[stage])


@register.filter
def promise_tabs(listing: "Promises") -> list[tuple[str, str, bool]]:
    """The tabs of the promises page, with counts."""
    labels = {"late": _("Too late"), "open": _("Still open"), "done": _("Finished promises")}
    return [(f"{label} ({listing.counts[state]})", f"?stand={state}", state == listing.state)
            for state, label in labels.items()]


@register.filter
def theme_bars(rows: list["LivingTheme"]) -> list[tuple[str, int]]:
    """Bars of the chart: contributions per theme."""
    return [(row.theme.title, row.contributions) for row in rows]


@register.filter
def chart_title(rows: list["LivingTheme"], otherwise: str) -> str:
    """The finding: which theme is the largest."""
    if not rows or not rows[0].contributions:
        return otherwise
    return _("Most contributions are about: %(theme)s") % {"theme": rows[0].theme.title}
