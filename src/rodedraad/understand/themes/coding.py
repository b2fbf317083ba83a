"""Reads for blind coding: the rounds, what a coder sees, and how far coders agree."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.organisations.roles import Role
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.processes.models import Process, TeamMember
from rodedraad.listen.processes.queries import find_for_desk
from rodedraad.understand.texts import Agreement, agreement

from .models import Code, CodingRound
from .passages import said_in

KEYS = 9
RELIABLE, TENTATIVE = 0.8, 0.667
DESK_ROLES = {Role.ADVISER, Role.ADMINISTRATOR}


def find_round(request: HttpRequest, process_slug: str, round_id: int) -> CodingRound:
    """A round at the desk; a visitor gets an empty one and is sent to the login page."""
    process = find_for_desk(request, process_slug)
    if process.pk is None:
        return CodingRound(process=process)
    found = CodingRound.objects.filter(process=process, pk=round_id).first()
    if found is None:
        raise Http404(str(round_id))
    found.process = process
    return found


def possible_coders(process: Process) -> list[Person]:
    """Who may work at this desk, as the permission `themes.analyse` says; the act checks each again. One query."""
    team = Q(team_parts__process=process, team_parts__part__in=[TeamMember.Part.LEAD, TeamMember.Part.EDITOR])
    people = Person.objects.filter(team | Q(memberships__role__in=DESK_ROLES), account__isnull=False)
    return list(people.distinct().order_by("name", "pk"))


@dataclass(frozen=True)
class RoundRow:
    """A round in the list, with what this person still has to code."""

    round: CodingRound
    coders: list[str]
    is_mine: bool
    left: int


def rounds_page(process: Process, person: Person) -> list[RoundRow]:
    """The rounds of a process, newest first; three queries."""
    rounds = list(CodingRound.objects.filter(process=process).prefetch_related("coders").order_by("-pk"))
    own = Code.objects.filter(round__in=rounds, coder=person).values_list("round_id", flat=True)
    done: dict[int, int] = {}
    for pk in own:
        done[pk] = done.get(pk, 0) + 1
    return [RoundRow(each, [coder.display_name for coder in each.coders.all()], person in each.coders.all(),
                     len(each.sample) - done.get(each.pk, 0)) for each in rounds]


@dataclass(frozen=True)
class CodePage:
    """The next contribution for a coder, with the frozen themes and nothing of anybody else."""

    contribution: Contribution | None
    text: str
    themes: list[dict[str, Any]]
    done: int
    total: int
    last: Code | None


def code_page(coding: CodingRound, person: Person, wanted: int | None = None) -> CodePage:
    """The first contribution of the sample that this coder did not code, or the one asked for; three queries."""
    own = list(Code.objects.filter(round=coding, coder=person).order_by("-updated_at"))
    coded = {each.contribution_id for each in own}
    there = Contribution.objects.filter(process_id=coding.process_id).counted().in_bulk(coding.sample)
    todo = [pk for pk in coding.sample if pk in there and pk not in coded]
    chosen = wanted if wanted in there and wanted in coding.sample else next(iter(todo), None)
    found = there.get(chosen or 0)
    themes = [{**each, "key": str(place) if place <= KEYS else "", "do": f"theme:{each['id']}"}
              for place, each in enumerate(coding.themes, start=1)]
    return CodePage(found, said_in(found) if found else "", themes, len(coded & set(there)), len(there),
                    own[0] if own else None)


@dataclass(frozen=True)
class Disagreement:
    """A contribution that coders put in different places."""

    contribution: Contribution
    said: list[tuple[str, str, int | None]]

    @property
    def choices(self) -> list[tuple[int, str]]:
        """The themes that were named, each once, to take one over."""
        return list(dict.fromkeys((theme, title) for _name, title, theme in self.said if theme is not None))


@dataclass(frozen=True)
class ResultPage:
    """How far the coders of a round agree, and on what not."""

    agreement: Agreement
    alpha: str
    meaning: str
    same: int
    per_coder: list[tuple[str, int]]
    disagreements: list[Disagreement]


def result_page(coding: CodingRound) -> ResultPage:
    """The result of a closed round; four queries."""
    coders = list(coding.coders.order_by("pk"))
    codes = list(Code.objects.filter(round=coding).filter(Q(is_none=True) | Q(theme__isnull=False)))
    of: dict[int, dict[int, int]] = {coder.pk: {} for coder in coders}
    for each in codes:
        of.setdefault(each.coder_id, {})[each.contribution_id] = each.theme_id or 0
    found = agreement(list(of.values()))
    titles = {each["id"]: each["title"] for each in coding.themes} | {0: _("none of the themes")}
    names = {coder.pk: coder.display_name for coder in coders}
    per_text: dict[int, list[tuple[str, str, int | None]]] = {}
    for coder, said in of.items():
        for pk, theme in said.items():
            per_text.setdefault(pk, []).append((names.get(coder, "–"), titles.get(theme, "?"), theme or None))
    twice = {pk: said for pk, said in per_text.items() if len(said) > 1}
    apart = [pk for pk in coding.sample if len({title for _name, title, _pk in twice.get(pk, [])}) > 1]
    known = Contribution.objects.filter(process_id=coding.process_id).counted().in_bulk(apart)
    return ResultPage(
        found, "" if found.alpha is None else f"{found.alpha:.2f}".replace(".", ","), meaning_of(found),
        len(twice) - len(apart), [(names[coder.pk], len(of[coder.pk])) for coder in coders],
        [Disagreement(known[pk], twice[pk]) for pk in apart if pk in known])


def meaning_of(found: Agreement) -> str:
    """What alpha says, in words."""
    if found.alpha is None:
        return _("Nothing can be said: too few contributions were coded by two people, or all got the same theme.")
    if found.alpha >= RELIABLE:
        return _("The coders agree well. The themes are clear enough to count with.")
    if found.alpha >= TENTATIVE:
        return _("The coders agree fairly. Count with care, and talk about the differences.")
    return _("The coders do not agree enough. Describe the themes more clearly, then code again.")
