"""The team: invited, changed, removed, and never left without somebody who leads."""

import pytest

from rodedraad.base.accounts.models import Person
from rodedraad.base.core.models import AuditLine
from rodedraad.base.notifications.models import Notice
from rodedraad.base.organisations.models import Organisation
from rodedraad.listen.processes import actions
from rodedraad.listen.processes.actions import Invited
from rodedraad.listen.processes.errors import RefusedError
from rodedraad.listen.processes.models import TeamMember

from .factories import OrganisationFactory, PersonFactory, ProcessFactory, TeamMemberFactory

pytestmark = pytest.mark.usefixtures("organisation")


def test_inviting_adds_once_and_tells(adviser: Person, resident: Person) -> None:
    process = ProcessFactory()
    email = f" {resident.account.email.upper()} "
    assert actions.invite_member(process=process, email=email, part="editor", by=adviser) == Invited.ADDED
    assert actions.invite_member(process=process, email=email, part="lead", by=adviser) == Invited.ALREADY
    assert process.team.get(person=resident).part == "editor"
    assert Notice.objects.get(person=resident).path == f"/beheer/trajecten/{process.slug}"
    assert AuditLine.objects.filter(act="team.invited").count() == 1


def test_nobody_of_another_organisation_is_invited(adviser: Person) -> None:
    stranger = PersonFactory(organisation=OrganisationFactory())
    process = ProcessFactory()
    for email in (stranger.account.email, "niemand@example.org"):
        assert actions.invite_member(process=process, email=email, part="editor", by=adviser) == Invited.UNKNOWN
    assert not process.team.exists()


def test_the_last_lead_stays(adviser: Person) -> None:
    lead = TeamMemberFactory(part="lead")
    TeamMemberFactory(process=lead.process, part="editor")
    with pytest.raises(RefusedError):
        actions.remove_member(member=lead, by=adviser)
    with pytest.raises(RefusedError):
        actions.change_part(member=lead, part="reader", by=adviser)
    second = TeamMemberFactory(process=lead.process, part="lead")
    actions.change_part(member=lead, part="reader", by=adviser)
    with pytest.raises(RefusedError):
        actions.remove_member(member=second, by=adviser)
    assert set(lead.process.team.values_list("part", flat=True)) == {"lead", "editor", "reader"}


def test_removing_takes_the_rights_away(adviser: Person) -> None:
    member = TeamMemberFactory()
    person = member.person
    assert person.may("processes.edit", member.process)
    actions.remove_member(member=member, by=adviser)
    assert not Person.objects.get(pk=person.pk).may("processes.edit", member.process)
    assert not TeamMember.objects.filter(person=person).exists()


def test_the_team_page(adviser_client: object, organisation: Organisation) -> None:
    lead = TeamMemberFactory(part="lead")
    page = f"/beheer/trajecten/{lead.process.slug}/team"
    said = adviser_client.post(page, {"email": "niemand@example.org", "part": "editor"})
    assert "Vraag de beheerder" in said.content.decode()
    assert 'value="niemand@example.org"' in said.content.decode()
    refused = adviser_client.post(f"{page}/{lead.pk}/verwijderen", {"version": "1"})
    assert refused.status_code == 409
    assert "laatste persoon die het traject leidt" in refused.content.decode()
    assert TeamMember.objects.filter(pk=lead.pk).exists()
