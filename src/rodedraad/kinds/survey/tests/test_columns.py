"""Columns: what was kept comes back, for every type of question."""

import numpy as np
import pytest

from rodedraad.kinds.survey.actions.answering import begin_response, finish_response, save_page
from rodedraad.kinds.survey.columns import Packer
from rodedraad.kinds.survey.models import Response
from rodedraad.kinds.survey.queries import answered, columns_of, counts_by, groups_of, open_answers, open_keys

from .factories import SurveyFactory, all_answers, small_instrument

pytestmark = pytest.mark.django_db


def fill_in(survey, **changes):
    group = changes.pop("group", "resident")
    response = begin_response(survey=survey, by=None, network="n", group=group).response
    saved = save_page(response=response, raw=all_answers(**changes), asked=list(small_instrument().questions))
    assert not saved.errors
    return finish_response(response=response)


@pytest.fixture
def survey(organisation):
    made = SurveyFactory(group_choice="asked")
    fill_in(made)
    fill_in(made, trust="0", talk={"now": "1"}, area="other:Aan het water", topics=["none"], age="", since="", spot="",
            parts={}, order=[], picture="", use="nee", why="", group="council")
    return made


def test_columns_say_what_was_answered(survey) -> None:
    resident, council = columns_of(survey, "resident"), columns_of(survey, "council")
    assert {name: cells.tolist()[0] for name, cells in resident.items() if name not in {"since", "age"}} == {
        "trust": 2, "talk.now": 2, "talk.wish": 5, "area": 1, "topics.groen": 0, "topics.wonen": 1,
        "topics.verkeer": 0, "topics.none": 0, "topics.other": 1, "order.een": 2, "order.twee": 1, "order.drie": 0,
        "parts.brief": 4, "parts.site": -1, "spot.lat": 52.1, "spot.lon": 4.9, "picture": 1, "use": 1,
    }
    assert resident["age"].tolist() == [41.0]
    assert resident["since"][0] == np.datetime64("2010-05-01")
    assert [council[name][0] for name in ("trust", "talk.wish", "area", "topics.none")] == [0, -1, 2, 1]
    assert np.isnan(council["age"][0]) and np.isnat(council["since"][0]) and np.isnan(council["spot.lat"][0])
    assert council["use"].tolist() == [0]
    assert council["order.een"].tolist() == [-1]


def test_a_row_of_another_layout_is_packed_again(survey) -> None:
    before = answered(survey)
    Response.objects.update(packed=b"\x00old")
    after = answered(survey)
    assert len(after) == 2
    for name, cells in before.columns.items():
        np.testing.assert_array_equal(cells, after.columns[name])


def test_open_words_come_without_their_response(survey) -> None:
    assert open_keys(survey) == ["area", "why", "topics"]
    assert [(each.text, each.group) for each in open_answers(survey, "why")] == [("Ze bellen nooit terug.", "resident")]
    assert [each.text for each in open_answers(survey, "area")] == ["Aan het water"]
    assert [each.text for each in open_answers(survey, "topics")] == ["vis"]


def test_counts_and_groups(survey) -> None:
    begin_response(survey=survey, by=None, network="n", group="resident")
    counts = counts_by(survey, "group")
    assert (counts["resident"].begun, counts["resident"].finished) == (2, 1)
    assert groups_of(survey) == {"resident": "Inwoners", "council": "Raad"}


def test_nothing_answered_is_empty_columns(organisation) -> None:
    whole = answered(SurveyFactory())
    assert len(whole) == 0
    assert set(whole.columns) == {column.name for column in Packer(small_instrument()).columns}
