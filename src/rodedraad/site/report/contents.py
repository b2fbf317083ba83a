"""What stands in the report of a process: only what is public, in the language of the organisation."""

import re
from typing import Any

from django.db.models import Count
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.models.contribution import Channel
from rodedraad.listen.contributions.querysets import COUNTED
from rodedraad.listen.processes.models import Charter, Process
from rodedraad.listen.processes.rulebook import RULES, shown

from ..council import LivingTheme, living_themes
from ..lines import line_of_process
from ..templatetags.site_ui import days_of, said_by

MARKDOWN = re.compile(r"\*\*|__|^#+ |^- ", re.MULTILINE)


def contents(process: Process) -> dict[str, Any]:
    """Everything of the report as JSON-ready data, in a fixed number of queries."""
    charter = process.charters.exclude(published_at=None).last()
    return {
        "organisation": process.organisation.name,
        "kicker": _("Report of a participation process"),
        "title": process.title,
        "summary": process.summary,
        "period": days_of(process),
        "words": words(),
        "knots": [_knot(knot) for knot in line_of_process(process).knots],
        "rules": _rules(charter) if charter else [],
        "themes": [_theme(row) for row in living_themes(process)],
        "decisions": [
            {"title": each.title, "text": each.text,
             "when": f"{each.get_body_display()}, {date_format(each.decided_on)}"}
            for each in process.decisions.filter(is_published=True).order_by("decided_on", "pk")
        ],
        "commitments": _commitments(process),
        "lesson": MARKDOWN.sub("", process.lesson),
        "channels": _channels(process),
    }


def words() -> dict[str, Any]:
    """The fixed words of the report."""
    return {
        "thread": _("The thread in short"), "thread_columns": [_("Knot"), _("Number"), _("When")],
        "rules": _("The rules of this process"), "themes": _("What people said, and what we answered"),
        "no_themes": _("There are no themes yet."), "answer": _("Answer"), "why": _("Why"),
        "decisions": _("What was decided"), "no_decisions": _("There is no decision yet."),
        "commitments": _("What we promised"), "no_commitments": _("Nothing promised yet."),
        "commitment_columns": [_("Promise"), _("Owner"), _("Before")],
        "lesson": _("What we learned"), "who": _("How people took part"), "who_columns": [_("How"), _("Contributions")],
        "made": _("Made on %(day)s with Rode Draad.") % {"day": date_format(timezone.localdate())},
    }


def _knot(knot: Any) -> dict[str, Any]:
    if knot.state == "done":
        note = date_format(knot.date) if knot.date else ""
    elif knot.promised:
        late = _("Too late: promised before %(day)s") if knot.state == "late" else _("before %(day)s")
        note = late % {"day": date_format(knot.promised)}
    else:
        note = _("still to come")
    count = number_format(knot.count, force_grouping=True) if knot.count else ""
    return {"label": knot.label, "done": knot.state == "done", "count": count, "note": note}


def _rules(charter: Charter) -> list[dict[str, str]]:
    rules = [{"label": str(rule.question), "text": shown(charter, rule.name)} for rule in RULES]
    return [rule for rule in rules if rule["text"]]


def _theme(row: LivingTheme) -> dict[str, Any]:
    said = ngettext("%(n)s contribution", "%(n)s contributions", row.contributions) % {
        "n": number_format(row.contributions, force_grouping=True)}
    supported = _("supported %(n)s times") % {"n": number_format(row.supports, force_grouping=True)}
    return {
        "title": row.theme.title, "description": row.theme.description, "figures": f"{said}, {supported}",
        "voices": [{"text": voice.passage or voice.contribution.text, "who": said_by(voice.contribution)}
                   for voice in row.voices],
        "answers": [{"title": answer.title, "outcome": answer.get_outcome_display(), "text": answer.text,
                     "motivation": answer.motivation} for answer in row.answers],
    }


def _commitments(process: Process) -> list[dict[str, str]]:
    rows = []
    for each in process.commitments.filter(is_published=True).prefetch_related("results").order_by("due_on", "pk"):
        last = max(each.results.all(), key=lambda result: (result.happened_on, result.pk), default=None)
        rows.append({
            "what": each.what, "owner": each.owner_title,
            "due": date_format(each.due_on) + (f" ({_('too late')})" if each.is_late() else ""),
            "result": f"{last.get_achieved_display()}: {last.text}" if last else "",
        })
    return rows


def _channels(process: Process) -> list[dict[str, str]]:
    counted = dict(
        Contribution.objects.filter(process=process, state__in=COUNTED).order_by()
        .values_list("channel").annotate(n=Count("pk"))
    )
    return [{"label": str(label), "count": number_format(counted[value], force_grouping=True)}
            for value, label in Channel.choices if counted.get(value)]
