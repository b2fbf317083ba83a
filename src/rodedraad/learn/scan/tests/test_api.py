"""The API of scans: what is published, with its agenda and the commitments, and nothing of the desk."""

from rodedraad.base.organisations.models import Organisation
from rodedraad.learn.scan.actions import agenda, scans
from rodedraad.learn.scan.tests import factories


def test_a_published_scan_tells_its_steps_and_agenda(adviser, client, organisation: Organisation) -> None:
    scan = factories.agreed_scan(adviser)
    address = f"/api/v1/quickscans/{scan.pk}"
    assert client.get(address).status_code == 404
    assert client.get("/api/v1/quickscans").json()["items"] == []
    scan = scans.publish_scan(scan=scan, version=scan.version, by=adviser)
    listed = client.get("/api/v1/quickscans").json()["items"]
    assert [(each["id"], each["stap"], each["adres"]) for each in listed] == [
        (scan.pk, 5, organisation.absolute(f"/quickscans/{scan.pk}"))]
    point = scan.points.get()
    made = agenda.promise_point(point=point, version=point.version, by=adviser)
    found = client.get(address).json()
    assert [step["nummer"] for step in found["stappen"]] == [1, 2, 3, 4, 5]
    assert [(each["titel"], each["stand"], each["toezegging"]["href"]) for each in found["agenda"]] == [
        (point.title, "open", organisation.absolute(f"/api/v1/toezeggingen/{made.pk}"))]


def test_a_key_that_is_not_known_is_refused(client, organisation) -> None:
    assert client.get("/api/v1/quickscans?provincie=PV25").status_code == 400
