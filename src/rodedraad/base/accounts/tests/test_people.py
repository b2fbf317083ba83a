"""People and roles, the logbook, and a new organisation by command."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope, scopes_disabled

from rodedraad.base.accounts import actions, queries
from rodedraad.base.accounts.models import Account, Membership, Person
from rodedraad.base.notifications.models import Message
from rodedraad.base.organisations.models import Organisation
from rodedraad.base.organisations.roles import Role

from .factories import AccountFactory, OrganisationFactory, PersonFactory, client_of, visitor_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation() -> Organisation:
    return OrganisationFactory()


@pytest.fixture
def boss(organisation: Organisation) -> Person:
    return PersonFactory(organisation=organisation, name="Anna Baas", roles=[Role.ADMINISTRATOR])


def test_inviting_makes_a_person_with_roles_and_mails_the_door(boss, organisation):
    client = client_of(boss)
    typed = {"email": "Nieuw@Dorp.example", "name": "Nel", "roles": ["adviser"]}
    answer = client.post("/beheer/mensen/uitnodigen", typed)
    with scopes_disabled():
        nel = Person.objects.get(account__email="nieuw@dorp.example")
        mail = Message.objects.get(to="nieuw@dorp.example")
        assert nel.roles == {Role.ADVISER}
    assert answer["Location"] == f"/beheer/mensen/{nel.pk}"
    assert nel.name == "Nel"
    assert organisation.absolute("/inloggen") in mail.text
    assert "Anna Baas" not in mail.text
    client.post("/beheer/mensen/uitnodigen", {"email": "nieuw@dorp.example", "roles": ["moderator"]})
    with scopes_disabled():
        assert Person.objects.filter(account__email="nieuw@dorp.example").count() == 1
        assert Membership.objects.filter(person=nel).count() == 2


def test_roles_are_given_and_taken_with_an_audit_line(boss, organisation):
    person, client = PersonFactory(organisation=organisation), client_of(boss)
    url = f"/beheer/mensen/{person.pk}"
    client.post(f"{url}/rollen/clerk")
    with scopes_disabled():
        assert list(person.memberships.values_list("role", flat=True)) == ["clerk"]
    assert "role.given" in client.get(url).content.decode()
    client.post(f"{url}/rollen/clerk")
    with scopes_disabled():
        assert not person.memberships.exists()
    assert client.post(f"{url}/rollen/keizer").status_code == 404
    assert client.get(f"{url}/rollen/clerk").status_code == 405


def test_the_last_administrator_stays(boss, organisation):
    client = client_of(boss)
    assert client.post(f"/beheer/mensen/{boss.pk}/rollen/administrator").status_code == 409
    second = PersonFactory(organisation=organisation, roles=[Role.ADMINISTRATOR])
    with scope(organisation=organisation):
        actions.take_role(by=second, person=boss, role=Role.ADMINISTRATOR)
        with pytest.raises(actions.LastAdministratorError):
            actions.take_role(by=second, person=second, role=Role.ADMINISTRATOR)


def test_people_are_found_by_name_address_and_role(boss, organisation):
    kees = PersonFactory(organisation=organisation, name="Kees", account=AccountFactory(email="k@dorp.example"))
    PersonFactory(name="Kees Elders")
    with scope(organisation=organisation):
        assert list(queries.people_page()) == [boss]
        assert list(queries.people_page(search="kees")) == [kees]
        assert list(queries.people_page(search="k@DORP")) == [kees]
        assert list(queries.people_page(role="none")) == [kees]
        assert list(queries.people_page(role="administrator")) == [boss]
        assert list(queries.people_page(role="all")) == [boss, kees]
    page = client_of(boss).get("/beheer/mensen?zoek=kees").content.decode()
    assert "Kees" in page
    assert "Kees Elders" not in page


@pytest.mark.parametrize("path", ["/beheer/mensen?rol=all", "/beheer/logboek", "/mijn-gegevens"])
def test_pages_ask_a_fixed_number_of_queries(boss, organisation, path):
    def count() -> int:
        client = client_of(boss)
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        return len(asked)

    def add(number: int) -> None:
        for _ in range(number):
            with scope(organisation=organisation):
                actions.give_role(by=boss, person=PersonFactory(organisation=organisation), role=Role.CLERK)

    add(1)
    few = count()
    add(3)
    assert count() == few <= 9


def test_another_organisations_people_are_not_here(boss):
    stranger = PersonFactory()
    client = client_of(boss)
    assert client.get(f"/beheer/mensen/{stranger.pk}").status_code == 404
    assert client.post(f"/beheer/mensen/{stranger.pk}/rollen/clerk").status_code == 404


def test_the_logbook_shows_and_filters_only_our_lines(boss, organisation):
    elsewhere = PersonFactory()
    with scope(organisation=elsewhere.organisation):
        actions.give_role(by=None, person=elsewhere, role=Role.ALDERMAN)
    with scope(organisation=organisation):
        actions.give_role(by=boss, person=boss, role=Role.CLERK)
        actions.change_own_details(by=boss, name="Anna Baas", mail_pace="daily")
    client = client_of(boss)
    page = client.get("/beheer/logboek").content.decode()
    assert "role.given" in page
    assert "person.changed" in page
    assert "Anna Baas" in page
    assert "alderman" not in page
    page = client.get("/beheer/logboek?handeling=role.given").content.decode()
    assert "mail_pace" not in page


@pytest.mark.parametrize("path", ["/beheer/mensen", "/beheer/mensen/uitnodigen", "/beheer/logboek"])
def test_only_administrators_come_here(organisation, boss, path):
    assert client_of(boss).get(path).status_code == 200
    for role in set(Role) - {Role.ADMINISTRATOR}:
        assert client_of(PersonFactory(organisation=organisation, roles=[role])).get(path).status_code == 403
    assert visitor_of(organisation).get(path).status_code == 302


def test_a_new_organisation_by_command(capsys):
    call_command("create_organisation", "--name", "Gemeente Nieuwdorp", "--host", "denkmee.nieuwdorp.example",
                 "--administrator", "baas@nieuwdorp.example", "--cbs-code", "GM0344")
    made = Organisation.objects.get(host="denkmee.nieuwdorp.example")
    assert "denkmee.nieuwdorp.example" in capsys.readouterr().out
    with scope(organisation=made):
        assert Person.objects.get(account__email="baas@nieuwdorp.example").roles == {Role.ADMINISTRATOR}
        assert Message.objects.get().to == "baas@nieuwdorp.example"
    with pytest.raises(CommandError):
        call_command("create_organisation", "--name", "Ander", "--host", "denkmee.nieuwdorp.example",
                     "--administrator", "iemand@nieuwdorp.example")
    assert not Account.objects.filter(email="iemand@nieuwdorp.example").exists()
