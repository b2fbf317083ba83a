"""A respondent from the first page to the thanks, as a browser without scripts sends it."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from rodedraad.kinds.survey.actions.inviting import Invitee, invite
from rodedraad.kinds.survey.models import Response, Survey
from rodedraad.kinds.survey.tests.factories import SurveyFactory, all_answers

pytestmark = pytest.mark.django_db

FORM = {"q_trust": "2", "q_talk.now": "2", "q_talk.wish": "5", "q_area": "dorp"}
MORE = {"q_why": "Ze bellen nooit terug.", "q_topics": ["wonen", "other"], "q_topics.other": "vis",
        "q_order.twee": "1", "q_order.een": "2", "q_parts.brief": "4", "q_age": "41", "q_since": "2010-05-01",
        "q_spot.lat": "52,1", "q_spot.lon": "4,9", "q_picture": "b", "q_use": "ja"}


def path_of(survey: Survey) -> str:
    return f"/trajecten/{survey.process.slug}/vragenlijst/{survey.activity.slug}"


@pytest.fixture
def survey(organisation) -> Survey:
    return SurveyFactory()


@pytest.fixture
def visitor() -> Client:
    return Client()


def send(client: Client, url: str, fields: dict):
    """Send the page as it stands, with these fields: the hidden ones are taken from the page itself."""
    page = client.get(url)
    asked = re.findall(r'name="gevraagd" value="([^"]+)"', page.content.decode())
    return client.post(url, {"gevraagd": asked, "doe": "verder"} | fields, follow=True)


def begin(client: Client, survey: Survey, **fields):
    return client.post(path_of(survey), {"language": "nl"} | fields, follow=True)


def test_from_the_first_page_to_the_thanks(survey, visitor) -> None:
    first = visitor.get(path_of(survey)).content.decode()
    assert "anoniem" in first and "12 vragen" in first
    page = begin(visitor, survey)
    assert page.redirect_chain[-1][0] == f"{path_of(survey)}/invullen/1"
    second = send(visitor, f"{path_of(survey)}/invullen/1", FORM)
    assert "Waarom vindt u dat van Dorp?" in second.content.decode()
    check = send(visitor, f"{path_of(survey)}/invullen/2", MORE)
    assert check.redirect_chain[-1][0] == f"{path_of(survey)}/nakijken"
    assert "Ze bellen nooit terug." in check.content.decode()
    done = visitor.post(f"{path_of(survey)}/nakijken", follow=True)
    assert done.redirect_chain[-1][0] == f"{path_of(survey)}/klaar"
    kept = Response.objects.get()
    assert kept.is_finished and kept.resume_hash is None and kept.packed
    assert kept.answers["topics"] == ["wonen", "other:vis"] and kept.answers["order"] == ["twee", "een"]
    assert kept.answers["spot"] == [52.1, 4.9] and kept.answers["use"] is True
    assert set(kept.answers) == set(all_answers())


def test_sending_in_twice_says_thanks_twice(survey, visitor) -> None:
    begin(visitor, survey)
    send(visitor, f"{path_of(survey)}/invullen/1", FORM)
    cookies = {name: each.value for name, each in visitor.cookies.items()}
    assert visitor.post(f"{path_of(survey)}/nakijken").url.endswith("/klaar")
    for name, value in cookies.items():
        visitor.cookies[name] = value
    assert visitor.post(f"{path_of(survey)}/nakijken").url.endswith("/klaar")
    assert Response.objects.filter(state="finished").count() == 1


def test_a_required_question_is_asked_again_with_what_was_typed(survey, visitor) -> None:
    begin(visitor, survey)
    page = send(visitor, f"{path_of(survey)}/invullen/1", {"q_area": "other", "q_area.other": "het Bos"})
    assert page.status_code == 422
    said = page.content.decode()
    assert "Beantwoord deze vraag voordat u verdergaat." in said and "het Bos" in said
    assert 'href="#q_trust"' in said


def test_wrong_answers_stand_in_their_fields(survey, visitor) -> None:
    begin(visitor, survey)
    send(visitor, f"{path_of(survey)}/invullen/1", FORM)
    page = send(visitor, f"{path_of(survey)}/invullen/2", MORE | {
        "q_age": "veel", "q_order.een": "1", "q_spot.lat": "hier", "q_topics": ["none", "wonen"]})
    said = page.content.decode()
    assert page.status_code == 422
    assert said.count("rd-field__error") == 4
    assert 'value="veel"' in said and 'value="hier"' in said
    assert re.search(r'name="q_order.een"[^>]*>.*?value="1" selected', said, re.DOTALL)


def test_back_keeps_what_was_filled_in(survey, visitor) -> None:
    begin(visitor, survey)
    send(visitor, f"{path_of(survey)}/invullen/1", FORM)
    page = send(visitor, f"{path_of(survey)}/invullen/2", {"q_why": "Half", "doe": "terug"})
    assert page.redirect_chain[-1][0].endswith("/invullen/1")
    assert re.search(r'name="q_trust" value="2" checked', page.content.decode())
    assert Response.objects.get().answers["why"] == "Half"


def test_an_earlier_answer_takes_its_questions_along(survey, visitor) -> None:
    begin(visitor, survey)
    send(visitor, f"{path_of(survey)}/invullen/1", FORM)
    page = send(visitor, f"{path_of(survey)}/invullen/1", FORM | {"q_trust": "5"})
    assert "Waarom vindt u dat" not in page.content.decode()


def test_going_on_later_on_another_device(survey, visitor) -> None:
    begin(visitor, survey)
    later = send(visitor, f"{path_of(survey)}/invullen/1", {"q_trust": "4", "doe": "later"})
    code = re.search(r"<strong>([0-9A-Z-]{19})</strong>", later.content.decode())[1]
    other = Client()
    assert other.get(f"{path_of(survey)}/invullen/1").url == path_of(survey)
    assert code in other.get(f"{path_of(survey)}/verder?code={code}").content.decode()
    page = other.post(f"{path_of(survey)}/verder", {"code": code.lower().replace("-", " ")}, follow=True)
    assert re.search(r'name="q_trust" value="4" checked', page.content.decode())


def test_a_wrong_code_finds_nothing(survey, visitor) -> None:
    page = visitor.post(f"{path_of(survey)}/verder", {"code": "0000-0000-0000-0000"})
    assert page.status_code == 409 and "kennen deze code niet" in page.content.decode()
    assert visitor.post(f"{path_of(survey)}/verder", {"code": "abc"}).status_code == 422


def test_wrong_codes_of_others_lock_nobody_out_who_has_begun(survey, visitor) -> None:
    begin(visitor, survey)
    other = Client()
    for _try in range(25):
        other.post(f"{path_of(survey)}/verder", {"code": "0000-0000-0000-0000"})
    assert "veel verkeerde codes" in other.post(
        f"{path_of(survey)}/verder", {"code": "0000-0000-0000-0000"}).content.decode()
    assert visitor.get(f"{path_of(survey)}/invullen/1").status_code == 200


def test_a_cookie_that_we_did_not_sign_is_no_code(survey, visitor) -> None:
    begin(visitor, survey)
    name = f"vragenlijst-{survey.pk}"
    cookie = visitor.cookies[name]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"] == path_of(survey)
    visitor.cookies[name] = "7KQ2-9ZHM-4T0X-PB3E:onzin"
    assert visitor.get(f"{path_of(survey)}/invullen/1").url == path_of(survey)


def test_forgetting_the_code_on_this_device(survey, visitor) -> None:
    begin(visitor, survey)
    assert visitor.post(f"{path_of(survey)}/later").status_code == 200
    assert visitor.get(f"{path_of(survey)}/invullen/1").status_code == 302
    assert Response.objects.count() == 1


def test_deleting_what_was_filled_in(survey, visitor) -> None:
    begin(visitor, survey)
    assert "Wis mijn antwoorden" in visitor.get(f"{path_of(survey)}/wissen").content.decode()
    visitor.post(f"{path_of(survey)}/wissen")
    assert not Response.objects.exists()


def test_who_deleted_the_answers_elsewhere_is_not_told_that_they_arrived(survey, visitor) -> None:
    begin(visitor, survey)
    Response.objects.all().delete()
    page = visitor.post(f"{path_of(survey)}/invullen/1", FORM | {"gevraagd": ["trust"], "doe": "verder"})
    assert page.url == path_of(survey)


def test_easier_words_and_back(survey, visitor) -> None:
    begin(visitor, survey)
    page = visitor.post(f"{path_of(survey)}/woorden", {"taal": "nl-x-eenvoudig", "pagina": "1"}, follow=True)
    assert "Luistert de gemeente?" in page.content.decode() and "Nee, zeker niet" in page.content.decode()
    page = visitor.post(f"{path_of(survey)}/woorden", {"taal": "nl", "pagina": "1"}, follow=True)
    assert "De gemeente luistert." in page.content.decode()
    visitor.post(f"{path_of(survey)}/woorden", {"taal": "xx", "pagina": "veel"})
    assert Response.objects.get().language == "nl"


def test_a_personal_code_from_a_letter(organisation, adviser) -> None:
    survey = SurveyFactory(access="code", group_choice="code")
    code = invite(survey=survey, invitees=[Invitee(group="council")], batch="brief", by=adviser)[0].code
    client = Client()
    assert f'value="{code}"' in client.get(f"{path_of(survey)}?code={code}").content.decode()
    assert client.post(path_of(survey), {"language": "nl"}).status_code == 422
    page = begin(client, survey, code=code)
    assert "Wij luisteren." in page.content.decode()
    again = Client().post(path_of(survey), {"language": "nl", "code": code})
    assert again.status_code == 409 and "al gebruikt" in again.content.decode()


def test_who_is_late_reads_it_and_loses_nothing_that_counted(survey, visitor) -> None:
    begin(visitor, survey)
    Survey.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    page = visitor.post(f"{path_of(survey)}/invullen/1", {"gevraagd": ["trust"], "q_trust": "2", "doe": "verder"})
    assert page.status_code == 409 and "gesloten" in page.content.decode()
    assert Response.objects.get().answers == {}
    assert "gesloten" in visitor.get(path_of(survey)).content.decode()


@pytest.mark.parametrize(("changes", "words"), [
    ({"state": "prepared"}, "wordt voorbereid"),
    ({"opens_at": timezone.now() + timedelta(hours=1)}, "nog niet open"),
    ({"state": "stopped"}, "gesloten"),
])
def test_the_first_page_says_when_it_is_not_open(organisation, changes, words) -> None:
    survey = SurveyFactory(**changes)
    page = Client().get(path_of(survey))
    assert page.status_code == 200 and words in page.content.decode()
    assert "Begin met de vragen" not in page.content.decode()


def test_words_of_respondents_and_staff_are_never_markup(survey, visitor) -> None:
    begin(visitor, survey)
    send(visitor, f"{path_of(survey)}/invullen/1", FORM | {"q_area": "other", "q_area.other": "<b>{{ trust }}</b>"})
    page = visitor.get(f"{path_of(survey)}/invullen/2").content.decode()
    assert "<b>" not in page and "&lt;b&gt; trust" in page


def test_one_question_per_page(organisation) -> None:
    survey = SurveyFactory(page_mode="question")
    client = Client()
    page = begin(client, survey)
    assert page.content.decode().count('name="gevraagd"') == 1
    page = send(client, f"{path_of(survey)}/invullen/1", {"q_trust": "3"})
    assert page.redirect_chain[-1][0].endswith("/invullen/2") and "Ik kan meedenken" in page.content.decode()


@pytest.mark.parametrize(("path", "queries"), [("", 1), ("/invullen/1", 1), ("/nakijken", 2)])
def test_pages_ask_the_database_little(survey, visitor, django_assert_num_queries, path, queries) -> None:
    begin(visitor, survey)
    visitor.get(path_of(survey) + path)
    with django_assert_num_queries(queries):
        visitor.get(path_of(survey) + path)


def test_saving_asks_the_database_little(survey, visitor, django_assert_num_queries) -> None:
    begin(visitor, survey)
    visitor.get(f"{path_of(survey)}/invullen/1")
    with django_assert_num_queries(4):
        visitor.post(f"{path_of(survey)}/invullen/1", FORM | {"gevraagd": ["trust", "talk", "area"], "doe": "verder"})
