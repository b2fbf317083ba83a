"""Inviting: codes once, lists with their faults, mail to who is due, and numbers in tens."""

from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rodedraad.base.notifications.models import Message
from rodedraad.base.notifications.tasks import deliver_message
from rodedraad.kinds.survey.actions.answering import begin_response
from rodedraad.kinds.survey.codes import hash_of
from rodedraad.kinds.survey.inviting import actions
from rodedraad.kinds.survey.inviting.tasks import mail_invitations
from rodedraad.kinds.survey.models import Invitation, Survey
from rodedraad.kinds.survey.tests.factories import ResponseFactory, SurveyFactory
from rodedraad.listen.processes.errors import RefusedError
from rodedraad.listen.processes.tests.factories import NeighbourhoodFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(organisation) -> Survey:
    return SurveyFactory(access="code", group_choice="code")


def desk(survey: Survey, page: str = "") -> str:
    return f"/trajecten/{survey.process.slug}/vragenlijst/{survey.activity.slug}/beheer/uitnodigen{page}"


def sheet_of(response) -> list[list]:
    book = openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content)))
    return [list(row) for row in book.active.iter_rows(values_only=True)]


def upload(client: Client, survey: Survey, page: str, text: str, name: str = "lijst.csv"):
    return client.post(desk(survey, page), {"batch": "Brief", "file": SimpleUploadedFile(name, text.encode())})


def test_codes_come_once_and_work_once(survey, adviser_client) -> None:
    made = adviser_client.post(desk(survey, "/codes"), {"batch": "Raad", "number": "3", "group": "council"})
    rows = sheet_of(made)
    codes = [row[1] for row in rows[1:]]
    assert len(set(codes)) == 3 and all(f"?code={row[1]}" in row[2] for row in rows[1:])
    assert set(Invitation.objects.values_list("code_hash", flat=True)) == {hash_of(code) for code in codes}
    for table in (Invitation, Message):
        assert not [row for row in table.objects.values() if any(code in str(row) for code in codes)]
    assert begin_response(survey=survey, code=codes[0], by=None, network="n").response.group == "council"


def test_a_list_of_addresses_comes_back_with_codes_and_is_not_kept(survey, adviser_client) -> None:
    NeighbourhoodFactory(name="Oost")
    made = upload(adviser_client, survey, "/brieven",
                  "Straat;Plaats;groep;buurt\nDorpsstraat 1;Voorbeeld;Inwoners;oost\n=Kade 2;Voorbeeld;resident;\n")
    rows = sheet_of(made)
    assert rows[0][:4] == ["Straat", "Plaats", "groep", "buurt"]
    assert rows[1][0] == "Dorpsstraat 1" and rows[1][4] == "Aan de bewoners van dit adres"
    assert rows[2][0] == "'=Kade 2"
    assert not [row for row in Invitation.objects.values() if "Dorpsstraat" in str(row)]
    assert set(Invitation.objects.values_list("neighbourhood__name", flat=True)) == {"Oost", None}


@pytest.mark.parametrize(("text", "words"), [
    ("e-mail;groep\ngeen adres;resident\n", "Rij 2: dit is geen e-mailadres"),
    ("e-mail;groep\na@voorbeeld.nl;wie\n", "Rij 2: we kennen de groep “wie” niet"),
    ("e-mail;groep\na@voorbeeld.nl;\n", "Rij 2: de groep ontbreekt"),
    ("e-mail;groep;buurt\na@voorbeeld.nl;resident;Nergens\n", "we kennen de buurt “nergens” niet"),
    ("naam;groep\nx;resident\n", "kunnen de kolom met de e-mailadressen niet vinden"),
    ("e-mail;groep\n", "staat niemand"),
    ("", "leeg"),
])
def test_a_wrong_list_keeps_nothing_and_says_what_is_wrong(survey, adviser_client, text, words) -> None:
    page = upload(adviser_client, survey, "/adressen", text)
    assert page.status_code == 422 and words in page.content.decode()
    assert not Invitation.objects.exists()


def test_an_address_counts_once(survey, adviser_client) -> None:
    text = "E-mail;groep\na@voorbeeld.nl;resident\nA@voorbeeld.nl;resident\nb@voorbeeld.nl;council\n"
    upload(adviser_client, survey, "/adressen", text)
    page = adviser_client.post(desk(survey, "/adressen"), {
        "batch": "Nog eens", "file": SimpleUploadedFile("lijst.csv", text.encode())}, follow=True)
    assert "0 adressen zijn bewaard, 3 waren er al." in page.content.decode()
    assert Invitation.objects.count() == 2


@pytest.fixture
def listed(survey, adviser_client) -> Survey:
    upload(adviser_client, survey, "/adressen",
           "e-mail;groep\n" + "".join(f"p{n}@voorbeeld.nl;resident\n" for n in range(5)))
    return survey


def code_in(message: Message) -> str:
    return message.text.split("?code=")[1].split()[0]


def test_each_gets_one_invitation_also_when_the_work_is_done_twice(listed, adviser_client, run_tasks) -> None:
    page = adviser_client.post(desk(listed, "/versturen"), {"subject": "Doe mee", "text": "Beste inwoner"}, follow=True)
    assert "5 e-mails zijn onderweg" in page.content.decode()
    for _twice in range(2):
        mail_invitations.func(listed.organisation_id, listed.pk, 0, "Doe mee", "Beste inwoner")
    run_tasks()
    assert Message.objects.count() == 5
    assert "Geen e-mail meer over deze vragenlijst" in Message.objects.first().text
    assert begin_response(survey=listed, code=code_in(Message.objects.first()), by=None, network="n")
    with pytest.raises(RefusedError):
        actions.send_invitations(survey=listed, subject="x", text="y", by=None)


def test_a_reminder_goes_to_who_has_not_answered_with_a_new_code(listed, adviser, run_tasks) -> None:
    actions.send_invitations(survey=listed, subject="Doe mee", text="Beste", by=adviser)
    run_tasks()
    messages = list(Message.objects.order_by("pk"))
    begin_response(survey=listed, code=code_in(messages[0]), by=None, network="n")
    assert actions.remind(survey=listed, subject="Nog even", text="Beste", by=adviser) == 4
    run_tasks()
    again = Message.objects.filter(subject="Nog even")
    assert {each.to for each in again} == {each.to for each in messages[1:]}
    with pytest.raises(RefusedError):
        begin_response(survey=listed, code=code_in(messages[1]), by=None, network="n")
    for _turn in range(2):
        actions.remind(survey=listed, subject="Laatste", text="Beste", by=adviser)
        run_tasks()
    with pytest.raises(RefusedError):
        actions.remind(survey=listed, subject="Te veel", text="Beste", by=adviser)


def test_the_outbox_forgets_a_code_that_went_out(listed, adviser, run_tasks, settings) -> None:
    settings.SEND_MAIL = True
    actions.send_invitations(survey=listed, subject="Doe mee", text="Beste", by=adviser)
    run_tasks()
    for message in Message.objects.exclude(state="sent"):
        deliver_message.func(message.pk)
    assert set(Message.objects.values_list("state", "text")) == {("sent", "")}


def test_no_more_mail_forgets_the_address(listed, adviser, run_tasks) -> None:
    actions.send_invitations(survey=listed, subject="Doe mee", text="Beste", by=adviser)
    run_tasks()
    message = Message.objects.first()
    link, code = message.text.strip().splitlines()[-1].split("testserver")[1], code_in(message)
    client = Client()
    assert client.get(link).status_code == 200 and Invitation.objects.filter(state="open").count() == 5
    assert "Uw adres is gewist" in client.post(link).content.decode()
    client.post(link)
    gone = Invitation.objects.get(state="withdrawn")
    assert (gone.email, gone.code_hash) == ("", None)
    with pytest.raises(RefusedError):
        begin_response(survey=listed, code=code, by=None, network="n")
    assert client.get(link + "x").status_code == 404


def test_mail_goes_only_while_people_can_answer(listed, adviser) -> None:
    Survey.objects.update(state="prepared")
    with pytest.raises(RefusedError):
        actions.send_invitations(survey=listed, subject="x", text="y", by=adviser)


def test_withdrawing_a_batch(listed, adviser_client) -> None:
    assert "Brief" in adviser_client.get(desk(listed)).content.decode()
    url = desk(listed, "/intrekken") + "?batch=Brief"
    adviser_client.post(url, {"version": listed.version})
    assert set(Invitation.objects.values_list("state", "email", "code_hash")) == {("withdrawn", "", None)}
    assert adviser_client.post(url, {"version": listed.version}).status_code == 409


def test_the_monitor_counts_in_tens(survey, adviser_client) -> None:
    for group, number in (("resident", 23), ("council", 4)):
        for _each in range(number):
            ResponseFactory(survey=survey, group=group, state="finished")
    page = adviser_client.get(desk(survey).replace("uitnodigen", "respons")).content.decode()
    assert ">20<" in page and "minder dan 10" in page and ">23<" not in page and ">4<" not in page
    table = b"".join(adviser_client.get(desk(survey).replace("uitnodigen", "respons.csv")).streaming_content).decode()
    assert "Inwoners;0;20;20" in table and "Raad;0;0;0" in table


def test_ten_thousand_codes_at_once(survey, adviser_client, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(130):
        made = adviser_client.post(desk(survey, "/codes"), {"batch": "Veel", "number": "10000", "group": "resident"})
    assert len(sheet_of(made)) == 10_001


def test_residents_and_other_organisations_see_no_desk(survey, resident, client_of) -> None:
    for page in ("", "/codes", "/brieven", "/adressen", "/versturen", "/herinneren"):
        assert client_of(resident).get(desk(survey, page)).status_code == 403


def test_the_qr_code_is_a_picture(survey, adviser_client) -> None:
    assert adviser_client.get(desk(survey, "/qr.svg"))["Content-Type"] == "image/svg+xml"


def test_looking_through_the_questions(survey, adviser_client) -> None:
    page = adviser_client.get(desk(survey).replace("uitnodigen", "vragen") + "?groep=council&taal=nl-x-eenvoudig")
    said = page.content.decode()
    assert "Wij luisteren." in said and "Alleen als" in said and "Nee, zeker niet" in said
