"""An address or a JSON text with a NUL is refused as bad, on pages and in the API, before a database sees it."""

from collections.abc import Callable

import pytest
from django.test import Client

from rodedraad.base.accounts.models import Person
from rodedraad.base.organisations.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", [
    "/zoeken?q=%00", "/zoeken?q=a%C2%8F%00b", "/trajecten/%00", "/api/v1/trajecten/%00",
    "/api/v1/activiteiten?traject=u%00", "/api/v1/bijdragen?zoek=%00",
])
def test_a_nul_in_the_address_is_a_bad_request(ours: Organisation, address: str) -> None:
    response = Client(SERVER_NAME=ours.host, raise_request_exception=False).get(address)

    assert response.status_code == 400
    assert (response["Content-Type"] == "application/problem+json") is address.startswith("/api/")


def test_an_ordinary_address_goes_on(ours: Organisation) -> None:
    assert Client(SERVER_NAME=ours.host).get("/zoeken?q=0%25").status_code == 200


def test_a_nul_in_a_json_text_is_a_bad_request(ours: Organisation, client_of: Callable[[Person], Client],
                                               person_of: Callable[..., Person]) -> None:
    client = client_of(person_of(ours, "administrator"))
    response = client.post("/api/v1/antwoorden", {"traject": "u\x00", "titel": "t", "tekst": "t", "uitkomst": "not"},
                           content_type="application/json")

    assert response.status_code == 400
