"""The overview across organisations: who sees it, and that nothing comes along but what it promises."""

import pytest
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from rodedraad.base.organisations.models import Organisation
from rodedraad.kinds.survey.models import Response
from rodedraad.kinds.survey.tests.factories import ResponseFactory
from rodedraad.learn.scan.actions import scans
from rodedraad.learn.scan.models import Scan
from rodedraad.learn.scan.overview import Row, Wanted, overview_for
from rodedraad.learn.scan.tests import factories
from rodedraad.listen.processes.tests.factories import OrganisationFactory, PersonFactory

SECRETS = ("Geheime titel", "Geheime notitie", "Geheim punt", "Geheim antwoord", "Geheime persoon")


def scan_elsewhere(name: str, *, province: str = "PV25", is_shared: bool = True, answers: int = 0) -> Scan:
    """A scan of another organisation, full of what nobody else may read."""
    other = OrganisationFactory(name=name)
    with scope(organisation=other):
        by = PersonFactory(roles=["adviser"], name=SECRETS[4])
        scan = factories.open_scan(by, title=SECRETS[0], province=province)
        factories.add_point(scan, by, title=SECRETS[2])
        scan.items.update(note=SECRETS[1])
        for _ in range(answers):
            ResponseFactory(survey=scan.survey, state=Response.State.FINISHED, answers={"general_open": SECRETS[3]})
        return scans.share_scan(scan=scan, version=scan.version, is_shared=is_shared, by=by)


@pytest.fixture
def programme(organisation, settings) -> Organisation:
    settings.PROGRAMME_ORGANISATION = organisation.slug
    return organisation


def test_who_did_not_share_is_not_there(programme) -> None:
    scan_elsewhere("Deelt", answers=27)
    scan_elsewhere("Deelt niet", is_shared=False)
    rows = overview_for(programme, Wanted()).rows
    assert [(row.organisation, row.step.number, row.answers) for row in rows] == [("Deelt", 3, 20)]


def test_nothing_comes_along_but_what_is_promised(programme, adviser_client) -> None:
    scan_elsewhere("Deelt", answers=3)
    assert set(Row.__dataclass_fields__) == {"organisation", "body", "province", "step", "is_closed", "begun_on",
                                             "planned_on", "opens_on", "closes_on", "answers"}
    for name in ("scan:overview", "scan:overview_csv"):
        answer = adviser_client.get(reverse(name))
        text = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()
        assert "Deelt" in text
        assert not [secret for secret in SECRETS if secret in text]


def test_the_page_is_for_the_programme_team_only(adviser_client, adviser, settings, organisation, client_of) -> None:
    page = reverse("scan:overview")
    assert adviser_client.get(page).status_code == 403
    settings.PROGRAMME_ORGANISATION = "another"
    assert adviser_client.get(page).status_code == 403
    settings.PROGRAMME_ORGANISATION = organisation.slug
    assert adviser_client.get(page).status_code == 200
    assert client_of(PersonFactory(roles=["moderator"])).get(page).status_code == 403


def test_a_province_sees_its_own_area(organisation, adviser_client) -> None:
    scan_elsewhere("Binnen", province="PV25")
    scan_elsewhere("Buiten", province="PV20")
    organisation.kind, organisation.cbs_code = "province", "25"
    organisation.save()
    text = adviser_client.get(reverse("scan:overview"), {"provincie": "PV20"}).content.decode()
    assert "Binnen" in text
    assert "Buiten" not in text


def test_a_municipality_gets_nothing_also_from_the_read_itself(organisation) -> None:
    scan_elsewhere("Deelt")
    assert overview_for(organisation, Wanted()).rows == []


def test_filters_and_orders(programme, django_assert_num_queries) -> None:
    scan_elsewhere("Aa", province="PV20", answers=11)
    scan_elsewhere("Bb", answers=24)
    scan_elsewhere("Cc", answers=21)
    ask = lambda **wanted: [row.organisation for row in overview_for(programme, Wanted(**wanted)).rows]  # noqa: E731
    with django_assert_num_queries(1):
        assert ask() == ["Aa", "Bb", "Cc"]
    assert ask(province="PV20") == ["Aa"]
    assert ask(body="water_board") == []
    # 24 and 21 are both 20: the exact numbers do not order them.
    assert ask(order="antwoorden") == ["Aa", "Bb", "Cc"]
    assert ask(order="-organisatie") == ["Cc", "Bb", "Aa"]
    assert ask(order="onzin") == ["Aa", "Bb", "Cc"]


def test_who_stops_sharing_is_gone_at_once(programme) -> None:
    scan = scan_elsewhere("Deelt")
    with scope(organisation=scan.organisation):
        scans.share_scan(scan=scan, version=scan.version, is_shared=False, by=scan.made_by)
    assert overview_for(programme, Wanted()).rows == []


def test_scans_of_others_are_not_found(adviser_client) -> None:
    scan = scan_elsewhere("Elders")
    with scopes_disabled():
        Scan.objects.filter(pk=scan.pk).update(published_at=timezone.now())
    assert adviser_client.get(reverse("scan:desk", args=[scan.pk])).status_code == 404
    assert adviser_client.get(reverse("scan:detail", args=[scan.pk])).status_code == 404
    assert "Geheime titel" not in adviser_client.get(reverse("scan:list")).content.decode()
