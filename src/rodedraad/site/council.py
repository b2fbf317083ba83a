"""What a council member reads before the meeting: what lives, what was answered, what is asked."""

from dataclasses import dataclass

from django.db.models import Case, Count, F, Prefetch, Q, QuerySet, Sum, When, Window
from django.db.models.functions import RowNumber

from rodedraad.decide.agreements.models import Commitment
from rodedraad.decide.answers.models import Answer, Decision
from rodedraad.listen.processes.models import Charter, Process
from rodedraad.understand.themes.counts import sizes
from rodedraad.understand.themes.models import Grounds, Theme

from .coverage import Coverage, coverage_of


@dataclass(frozen=True)
class LivingTheme:
    """One theme, with the observations under it, as a council member reads it before the meeting."""

    theme: Theme
    contributions: int
    supports: int
    answers: list[Answer]
    voices: list[Grounds]
    observations: list[tuple[Theme, int]]


VOICES = 3
LOOKED_AT = 12
"""How many of the most supported contributions are looked at for voices that differ."""
PUBLISHED = Theme.State.PUBLISHED
TOP = Case(When(theme__parent__state=PUBLISHED, then=F("theme__parent_id")), default=F("theme_id"))
"""The thread that grounds count for: the theme itself, or the public one that it is an observation of."""


def living_themes(process: Process) -> list[LivingTheme]:
    """Threads of a process by size, with their answers, observations and voices: a fixed number of queries."""
    themes = list(
        process.themes.filter(state=PUBLISHED)
        .prefetch_related(Prefetch(
            "answers", Answer.objects.filter(state=Answer.State.PUBLISHED).select_related("process")))
    )
    public = {theme.pk for theme in themes}
    has_levels = any(theme.parent_id in public for theme in themes)
    size, support, voices = sizes(themes), _supports(process, has_levels=has_levels), _voices(process)
    living = [
        LivingTheme(
            theme=theme, contributions=size.get(theme.pk, 0), supports=support.get(theme.pk, 0),
            answers=list(theme.answers.all()), voices=voices.get(theme.pk, []),
            observations=[(each, size.get(each.pk, 0)) for each in themes if each.parent_id == theme.pk],
        )
        for theme in themes if theme.parent_id not in public
    ]
    return sorted(living, key=lambda row: (-row.contributions, row.theme.position, row.theme.pk))


def _counting_grounds(process: Process) -> QuerySet:
    on_site = Q(theme__state=PUBLISHED) | Q(theme__parent__state=PUBLISHED) & ~Q(theme__state=Theme.State.MERGED)
    return Grounds.objects.counting().filter(on_site, theme__process=process).annotate(top=TOP)


def _supports(process: Process, *, has_levels: bool) -> dict[int, int]:
    """How often the contributions of each thread are supported; one that stands under two observations once."""
    rows = _counting_grounds(process).order_by()
    doubles = rows.filter(theme__parent__isnull=False).values("top", "contribution").annotate(
        more=Count("pk") - 1).filter(more__gt=0).values_list("top", "more", "contribution__support_count")
    found = dict(rows.values_list("top").annotate(n=Sum("contribution__support_count")))
    if not has_levels:
        return found
    for top, more, supports in doubles:
        found[top] -= more * supports
    return found


def _voices(process: Process) -> dict[int, list[Grounds]]:
    """The most supported contributions of each thread, with their grounds."""
    ranked = _counting_grounds(process).readable().annotate(
        rank=Window(RowNumber(), partition_by=F("top"),
                    order_by=[F("contribution__support_count").desc(), F("contribution").asc()])
    )
    top = ranked.filter(rank__lte=LOOKED_AT).select_related("contribution__activity__process", "contribution__author")
    grouped: dict[int, list[Grounds]] = {}
    for grounds in top.order_by("top", "rank"):
        voices = grouped.setdefault(grounds.top, [])
        said = {voice.passage for voice in voices if voice.passage}
        known = {voice.contribution_id for voice in voices}
        if len(voices) < VOICES and grounds.passage not in said and grounds.contribution_id not in known:
            voices.append(grounds)
    return grouped


@dataclass(frozen=True)
class LivingPage:
    """The page "wat leeft er" of one process."""

    themes: list[LivingTheme]
    coverage: Coverage
    charter: Charter | None
    decisions: list[Decision]
    open_commitments: list[Commitment]

    @property
    def asked_of_council(self) -> Charter | None:
        """The charter, when a decision is still to come."""
        return self.charter if self.charter and self.charter.decision_on and not self.decisions else None


def living_page(process: Process) -> LivingPage:
    """Everything of the page, in a fixed number of queries."""
    return LivingPage(
        themes=living_themes(process),
        coverage=coverage_of(process),
        charter=process.charters.exclude(published_at=None).last(),
        decisions=list(process.decisions.filter(is_published=True)),
        open_commitments=list(process.commitments.filter(is_published=True, state=Commitment.State.OPEN)),
    )
