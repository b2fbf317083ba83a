"""From page to page: which page comes next, which comes before, and where somebody goes on."""

from collections.abc import Sequence

from ..instrument.answers import check_answer
from ..instrument.routing import Page, pages, visible
from ..instrument.shape import Question
from ..models import Response
from ..reading import instrument_of


def pages_of(response: Response) -> list[Page]:
    """The pages of a respondent with the answers so far."""
    survey = response.survey
    return pages(instrument_of(survey.asks), response.answers, seed=response.seed, group=response.group,
                 per=survey.page_mode)


def place_of(found: Sequence[Page], asked: Sequence[str]) -> int:
    """The number of the page that holds the last of these keys; 0 when none of them is asked any more."""
    return max((page.number for page in found if set(page.keys) & set(asked)), default=0)


def where_to_go_on(response: Response) -> int:
    """The first page with a question that is not answered yet; the page after the last when all are."""
    found = pages_of(response)
    for page in found:
        if any(key not in response.answers for key in page.keys):
            return page.number
    return len(found) + 1


def lacking(response: Response) -> list[tuple[Question, int]]:
    """Questions that must be answered before sending in, each with the number of its page."""
    instrument = instrument_of(response.survey.asks)
    asked = visible(instrument, response.answers, seed=response.seed, group=response.group)
    open_ones = [each for each in asked if check_answer(each, response.answers.get(each.key)).error]
    if not open_ones:
        return []
    numbers = {key: page.number for page in pages_of(response) for key in page.keys}
    return [(each, numbers[each.key]) for each in open_ones]
