"""Two organisations on one install: each has its own site, and a login opens one of them only."""

import pytest
from django_scopes import scope
from django_scopes.exceptions import ScopeError

from rodedraad.listen.processes.models import Process
from rodedraad.listen.processes.tests.factories import ProcessFactory


def test_each_host_shows_its_own_organisation(ours, theirs, visitor_of):
    with scope(organisation=ours):
        ProcessFactory(organisation=ours, title="Een groen plein")
    assert "Een groen plein" in visitor_of(ours).get("/").content.decode()
    other = visitor_of(theirs).get("/").content.decode()
    assert "Een groen plein" not in other
    assert theirs.name in other


def test_an_unknown_host_is_nobodys_site(ours, theirs, visitor_of, settings):
    settings.ALLOWED_HOSTS = ["*"]
    ours.host = "elders.localhost"
    assert visitor_of(ours).get("/").status_code == 404


def test_login_opens_one_organisation_only(ours, theirs, person_of, client_of):
    adviser = person_of(ours, "adviser")
    assert client_of(adviser).get("/beheer").status_code == 200
    assert client_of(adviser, on=theirs).get("/beheer").status_code in {302, 403, 404}


@pytest.mark.django_db
def test_a_query_without_organisation_fails():
    with pytest.raises(ScopeError):
        list(Process.objects.all())
