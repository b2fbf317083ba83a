"""What a council member reads before the meeting: what lives, what was answered, what is asked."""

from dataclasses import dataclass

from django.db.models import Count, F, Prefetch, QuerySet, Sum, Window
from django.db.models.functions import RowNumber

from rodedraad.decide.agreements.models import Commitment
from rodedraad.decide.answers.models import Answer, Decision
from rodedraad.listen.processes.models import Charter, Process
from rodedraad.understand.themes.models import Grounds, Theme

from .coverage import Coverage, coverage_of


@dataclass(frozen=True)
class LivingTheme:
    """One theme as a council member reads it before the meeting."""

    theme: Theme
    contributions: int
    supports: int
    answers: list[Answer]
    voices: list[Grounds]


VOICES = 3
LOOKED_AT = 12
"""How many of the most supported contributions are looked at for voices that differ."""


def living_themes(process: Process) -> list[LivingTheme]:
    """Themes of a process by size, with their answers and most supported contributions: four queries in all."""
    themes = list(
        process.themes.filter(state=Theme.State.PUBLISHED)
        .prefetch_related(Prefetch(
            "answers", Answer.objects.filter(state=Answer.State.PUBLISHED).select_related("process")))
    )
    sizes = {row["theme"]: row for row in _counting_grounds(process).values("theme").annotate(
        size=Count("pk"), supports=Sum("contribution__support_count")).order_by()}
    voices = _voices(process)
    living = [
        LivingTheme(
            theme=theme,
            contributions=sizes.get(theme.pk, {}).get("size", 0),
            supports=sizes.get(theme.pk, {}).get("supports", 0),
            answers=list(theme.answers.all()),
            voices=voices.get(theme.pk, []),
        )
        for theme in themes
    ]
    return sorted(living, key=lambda row: (-row.contributions, row.theme.position, row.theme.pk))


def _counting_grounds(process: Process) -> QuerySet:
    return Grounds.objects.counting().filter(theme__process=process, theme__state=Theme.State.PUBLISHED)


def _voices(process: Process) -> dict[int, list[Grounds]]:
    """The most supported contributions of each theme, with their grounds."""
    ranked = _counting_grounds(process).readable().annotate(
        rank=Window(RowNumber(), partition_by=F("theme"),
                    order_by=[F("contribution__support_count").desc(), F("contribution").asc()])
    )
    top = ranked.filter(rank__lte=LOOKED_AT).select_related("contribution__activity__process", "contribution__author")
    grouped: dict[int, list[Grounds]] = {}
    for grounds in top.order_by("theme", "rank"):
        voices = grouped.setdefault(grounds.theme_id, [])
        if len(voices) < VOICES and grounds.passage not in {voice.passage for voice in voices if voice.passage}:
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
