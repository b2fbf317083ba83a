"""The known numbers of a population: which traits of a survey can have them, and what weighing by them costs."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.base.core.text import clean_line
from rodedraad.base.organisations.models import Neighbourhood
from rodedraad.listen.processes.errors import RefusedError, StaleError
from rodedraad.understand.statistics.representing import Likeness

from ..actions.surveys import locked_survey
from ..models import PopulationMargin, Survey, SurveyReport
from ..queries import answered, groups_of
from ..reading import instrument_of
from .counted import counting_of
from .stored import ALL, people_of, weighting_for
from .told import Weighed

NEIGHBOURHOOD = PopulationMargin.NEIGHBOURHOOD
SOURCE_LENGTH = 200
MOST_PEOPLE = 20_000_000


@dataclass(frozen=True)
class Category:
    """One category of a trait."""

    key: str
    label: str


@dataclass(frozen=True)
class Weighable:
    """A trait that answers can be weighed by, with the numbers that were filled in."""

    key: str
    title: str
    categories: list[Category]
    margin: PopulationMargin | None

    @property
    def total(self) -> int:
        """How many people the table counts."""
        return sum(self.margin.totals.values()) if self.margin else 0


@dataclass(frozen=True)
class Trial:
    """What weighing would do: per group the cost or the fault, and how much who answered looks like the population."""

    weighed: list[Weighed]
    costs: dict[str, tuple[float, int]]
    likeness: list[Likeness]


def weighables(survey: Survey) -> list[Weighable]:
    """The traits of a survey: the neighbourhood, choices with one answer, numbers in classes."""
    kept = {margin.trait: margin for margin in PopulationMargin.objects.filter(survey=survey).order_by("pk")}
    found = []
    if survey.asks_neighbourhood or NEIGHBOURHOOD in kept:
        places = Neighbourhood.objects.filter(organisation_id=survey.organisation_id).order_by("name", "pk")
        categories = [Category(str(key), name) for key, name in places.values_list("pk", "name")]
        found.append(Weighable(NEIGHBOURHOOD, _("Neighbourhood"), categories, kept.get(NEIGHBOURHOOD)))
    instrument = instrument_of(survey.asks)
    found += [Weighable(plan.question.key, instrument.say(plan.question.title),
                        [Category(*answer) for answer in plan.answers], kept.get(plan.question.key))
              for plan in counting_of(instrument, {}, "nl", derive=False).plans
              if plan.how in {"choice", "classes"} and plan.question.key != NEIGHBOURHOOD]
    return [each for each in found if each.categories]


def group_choices(survey: Survey) -> list[tuple[str, str]]:
    """The groups that can be weighed."""
    return list(groups_of(survey).items()) or [(ALL, _("Everybody"))]


@transaction.atomic
def save_margin(*, survey: Survey, trait: str, group: str, totals: Mapping[str, int], source: str, version: int,
                by: Person) -> PopulationMargin:
    """Keep the numbers of one trait; `version` is 0 for the first time. Raises `RefusedError`, `StaleError`."""
    current = _open_to_weighing(survey)
    known = next((each for each in weighables(current) if each.key == trait), None)
    if known is None or group not in dict(group_choices(current)):
        raise RefusedError(_("The answers cannot be weighed by this."))
    margin = PopulationMargin.objects.select_for_update().filter(survey=current, trait=trait).first()
    if (margin.version if margin else 0) != version:
        raise StaleError(margin or PopulationMargin(survey=current, trait=trait, version=0))
    keys = [category.key for category in known.categories]
    kept = {key: int(totals[key]) for key in keys if totals.get(key) is not None}
    if sum(kept.values()) <= 0 or any(not 0 <= number <= MOST_PEOPLE for number in kept.values()):
        raise RefusedError(_("Fill in how many people there are of each kind."))
    margin = margin or PopulationMargin(survey=current, organisation_id=current.organisation_id, trait=trait)
    margin.group, margin.totals, margin.version = group, kept, version + 1
    margin.source = clean_line(source)[:SOURCE_LENGTH]
    margin.save()
    audit.record("survey.margin_saved", on=current, by=by, trait=trait, categories=len(kept), people=sum(kept.values()))
    return margin


@transaction.atomic
def delete_margin(*, survey: Survey, trait: str, by: Person) -> None:
    """Weigh no more by a trait. Doing it twice is doing it once. Raises `RefusedError`."""
    current = _open_to_weighing(survey)
    gone, _tables = PopulationMargin.objects.filter(survey=current, trait=trait).delete()
    if gone:
        audit.record("survey.margin_deleted", on=current, by=by, trait=trait)


def _open_to_weighing(survey: Survey) -> Survey:
    current = locked_survey(survey.pk)
    if SurveyReport.objects.filter(survey=current, state=SurveyReport.State.PUBLISHED).exists():
        raise RefusedError(_("The results are public. They are not weighed again."))
    if not current.process.is_changeable:
        raise RefusedError(_("This process is finished. Open it again before you change it."))
    return current


def trial_of(survey: Survey) -> Trial | None:
    """What the numbers do with the answers as they are; None while answers come in or without numbers."""
    read = answered(survey)
    instrument = instrument_of(survey.asks)
    counting = counting_of(instrument, read.columns, "nl")
    with override("nl"):
        people = people_of(read, groups_of(survey))
        found = weighting_for(survey, counting, read, people)
    if not found.weighed:
        return None
    costs = {group: (round(raked.design_effect, 2), int(raked.effective_n) // 10 * 10)
             for group, raked in found.raked.items()}
    return Trial(found.weighed, costs, [alike for _group, alike in found.likeness])
