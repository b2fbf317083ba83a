"""The line of a contribution, read in one query, tells the same as its whole thread."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from rodedraad.listen.contributions.models import Contribution
from rodedraad.site.demo import load
from rodedraad.site.lines import line_of_thread, page_of_thread
from rodedraad.site.own_line import line_of_contribution
from rodedraad.site.threads import from_contribution

pytestmark = pytest.mark.django_db


def test_it_tells_the_same_as_the_whole_thread_in_one_query() -> None:
    load.load(lambda _text: None)
    with scope(organisation=load.Organisation.objects.get(slug=load.SLUG)):
        contributions = Contribution.objects.filter(state="published").select_related("process")
        chosen = [*contributions.order_by("pk")[:20], *contributions.filter(has_result=True)[:20],
                  *contributions.filter(has_answer=True, has_decision=False)[:20]]
        assert len(chosen) == 60
        for contribution in chosen:
            with CaptureQueriesContext(connection) as queries:
                line = line_of_contribution(contribution)
            assert len(queries) == 1
            assert line == line_of_thread(from_contribution(contribution),
                                          page_of_thread("bijdrage", contribution.pk))
