"""The paper form: every question of every scan is on it, per group and language, with marks on each page."""

from io import BytesIO

import pypdf
import pytest

from rodedraad.kinds.survey import library
from rodedraad.kinds.survey.instrument.shape import EASY, PLAIN
from rodedraad.kinds.survey.lookup import url_of
from rodedraad.kinds.survey.paper.sheet import mark_of, sheet
from rodedraad.kinds.survey.paper.typesetting import typeset
from rodedraad.kinds.survey.tests.factories import SurveyFactory, VersionFactory

pytestmark = pytest.mark.django_db


def squeezed(said: str) -> str:
    """Without white space: a PDF breaks lines where it likes."""
    return "".join(said.split())


def read(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(content))


@pytest.mark.parametrize("language", [PLAIN, EASY])
@pytest.mark.parametrize("key", library.SCANS)
def test_every_question_of_a_scan_is_on_paper(organisation, key, language) -> None:
    instrument = library.load(key)
    survey = SurveyFactory(asks=VersionFactory(content=instrument.as_dict()), group_choice="asked")
    pdf = read(typeset(sheet(survey, group="resident", language=language)))
    whole = squeezed("".join(page.extract_text() for page in pdf.pages))
    asked = [each for section, each in instrument.each_question()
             if "resident" in (section.groups or ["resident"]) and "resident" in (each.groups or ["resident"])]
    assert len(asked) > 10
    for question in asked:
        said = instrument.say(question.title_for("resident"), language)
        if "{{" not in said:
            assert squeezed(said) in whole
    assert pdf.trailer["/Root"]["/Lang"] == "nl" and pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    for number, page in enumerate(pdf.pages, 1):
        assert squeezed(f"{mark_of(survey, 'resident')}·versie1·bladzijde{number}/") in squeezed(page.extract_text())


def test_each_type_has_its_way_of_answering(organisation) -> None:
    made = sheet(SurveyFactory(), group="council")
    questions = {each["type"]: each for section in made["sections"] for each in section["questions"]}
    assert len(questions) == 12
    assert questions["scale"]["title"] == "Wij luisteren." and len(questions["scale"]["points"]) == 6
    assert questions["now_wish"]["rows"] == ["Zo is het nu", "Zo zou ik het willen"]
    assert questions["image"]["options"] == ["A. Plein (Een plein)", "B. Park (Een park)"]
    assert questions["multiple"]["options"][-1] == "Anders, namelijk:"
    assert questions["place"]["lines"] == 2 and "adres" in questions["place"]["hint"]
    assert questions["text"]["title"] == "Waarom vindt u dat van uw buurt?"
    assert questions["text"]["condition"].startswith("Alleen invullen als “")
    assert "anoniem" in made["promise"]


def test_staff_print_it_and_a_resident_does_not(adviser_client, client_of, resident) -> None:
    survey = SurveyFactory()
    chooser = adviser_client.get(url_of("paper_form", survey))
    assert chooser.status_code == 200 and f'value="{EASY}"' in chooser.content.decode()
    path = f"{url_of('paper_form', survey)}?groep=council&taal={EASY}&adres=Postbus+1%0AAmersfoort"
    answer = adviser_client.get(path)
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"
    words = squeezed(read(answer.content).pages[0].extract_text())
    assert "Postbus1" in words and "#" not in words
    assert client_of(resident).get(path).status_code in {403, 404}
