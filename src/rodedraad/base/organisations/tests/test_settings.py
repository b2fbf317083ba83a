"""The organisation's settings, house style, logo, neighbourhoods and the pages every site has."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scopes_disabled
from django_tasks_db.models import DBTaskResult
from PIL import Image

from rodedraad.base.accounts.tests.factories import PersonFactory, client_of, visitor_of
from rodedraad.base.core.models import AuditLine
from rodedraad.base.organisations.housestyle import contrast, stylesheet
from rodedraad.base.organisations.models import Neighbourhood, Organisation
from rodedraad.base.organisations.roles import Role
from rodedraad.base.organisations.tasks import delete_file

from .factories import NeighbourhoodFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
PAGE = "/beheer/organisatie"


@pytest.fixture
def organisation() -> Organisation:
    return OrganisationFactory(name="Gemeente Dorp")


@pytest.fixture
def boss(organisation):
    return client_of(PersonFactory(organisation=organisation, roles=[Role.ADMINISTRATOR]))


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


def typed(**changes: object) -> dict[str, object]:
    return {"version": "1", "name": "Gemeente Dorp", "kind": "municipality", "tone": "u", "max_links": "2"} | changes


def picture(kind: str = "JPEG", size: tuple[int, int] = (1200, 300), **extra: object) -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", size, "#123456").save(out, kind, **extra)
    return SimpleUploadedFile("../../logo.jpg", out.getvalue(), content_type="image/jpeg")


def test_settings_are_kept_and_leave_an_audit_line(boss, organisation):
    answer = boss.post(PAGE, typed(name="  Gemeente  Dorp ", cbs_code="GM0344", tone="je", held_words="Rot\n\n kut ",
                                   primary_colour="#C8102E", answers_need_approval="on", staff_need_second_step="on"))
    assert answer["Location"] == PAGE
    organisation.refresh_from_db()
    assert (organisation.tone, organisation.language, organisation.version) == ("je", "nl-je", 2)
    assert organisation.held_word_list == ["rot", "kut"]
    assert organisation.answers_need_approval
    assert organisation.staff_need_second_step
    line = AuditLine.objects.get(act="organisation.changed")
    assert set(line.facts["fields"]) == {"cbs_code", "tone", "held_words", "primary_colour", "answers_need_approval",
                                         "staff_need_second_step"}
    organisation.staff_need_second_step = False
    organisation.save()
    boss.post(PAGE, typed(version="2", cbs_code="GM0344", tone="je", held_words="Rot\nkut", primary_colour="#c8102e",
                          answers_need_approval="on"))
    assert AuditLine.objects.filter(act="organisation.changed").count() == 1


def test_two_administrators_never_undo_each_other_unseen(boss, organisation):
    boss.post(PAGE, typed(intro="Eerste"))
    answer = boss.post(PAGE, typed(intro="Tweede"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Eerste" in page
    assert "Tweede" in page
    organisation.refresh_from_db()
    assert organisation.intro == "Eerste"
    assert 'name="version" value="2"' in page
    boss.post(PAGE, typed(intro="Tweede", version="2"))
    organisation.refresh_from_db()
    assert organisation.intro == "Tweede"


@pytest.mark.parametrize("wrong", [
    {"primary_colour": "#ffdd00"}, {"ink_colour": "#aaaaaa"}, {"primary_colour": "red"}, {"cbs_code": "PV20"},
    {"cbs_code": "x"}, {"name": ""}, {"max_links": "-1"}, {"contact_email": "geen adres"},
])
def test_wrong_settings_are_refused_and_nothing_is_lost(boss, organisation, wrong):
    answer = boss.post(PAGE, typed(intro="Mijn lange inleiding", **wrong))
    assert answer.status_code == 422
    assert "Mijn lange inleiding" in answer.content.decode()
    organisation.refresh_from_db()
    assert organisation.version == 1


def test_contrast_is_as_wcag_counts_it():
    assert contrast("#000000") == pytest.approx(21)
    assert contrast("#767676") == pytest.approx(4.54, abs=0.01)
    assert contrast("#777777") < 4.5


def test_the_house_style_holds_tokens_only_and_may_be_kept_a_year(organisation):
    organisation.primary_colour, organisation.ink_colour = "#c8102e", "#14213d"
    organisation.save()
    client = visitor_of(organisation)
    answer = client.get(organisation.house_style_path)
    assert answer["Content-Type"].startswith("text/css")
    assert "immutable" in answer["Cache-Control"]
    assert answer.content.decode() == stylesheet("#c8102e", "#14213d")
    assert "--rd-primary:#c8102e;" in answer.content.decode()
    assert "--rd-ink:#14213d;" in answer.content.decode()
    old = organisation.house_style_path
    organisation.primary_colour = "#005500"
    organisation.save()
    assert organisation.house_style_path != old
    assert client.get(old)["Cache-Control"] == "no-store"
    assert organisation.house_style_path in client.get("/over").content.decode()


def test_a_logo_is_drawn_anew_without_its_metadata(boss, organisation):
    exif = Image.Exif()
    exif[0x010E] = "geheime plek"
    boss.post(PAGE, typed(logo_file=picture(exif=exif)))
    organisation.refresh_from_db()
    answer = visitor_of(organisation).get(organisation.logo_path)
    content = b"".join(answer)
    shown = Image.open(BytesIO(content))
    assert answer["Content-Type"] == "image/png"
    assert shown.format == "PNG"
    assert shown.width <= 640
    assert shown.height <= 240
    assert b"geheime plek" not in content
    assert ".." not in organisation.logo.name
    assert visitor_of(OrganisationFactory()).get(organisation.logo_path).status_code == 404


def test_a_replaced_logo_is_deleted_by_a_task(boss, organisation):
    boss.post(PAGE, typed(logo_file=picture()))
    organisation.refresh_from_db()
    first, storage = organisation.logo.name, organisation.logo.storage
    boss.post(PAGE, typed(version="2", logo_file=picture(size=(50, 50))))
    task = DBTaskResult.objects.get(task_path__endswith="delete_file")
    delete_file.call(*task.args_kwargs["args"])
    organisation.refresh_from_db()
    assert not storage.exists(first)
    assert storage.exists(organisation.logo.name)
    boss.post(PAGE, typed(version="3", remove_logo="on"))
    organisation.refresh_from_db()
    assert not organisation.logo
    assert organisation.logo_path == ""


@pytest.mark.parametrize("content", [
    b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", b"", b"GIF89a", b"\x89PNG\r\n\x1a\nxx",
    b"%PDF-1.4", b"\xff\xd8\xff" + b"0" * 500,
])
def test_what_is_no_picture_is_refused(boss, organisation, content):
    answer = boss.post(PAGE, typed(logo_file=SimpleUploadedFile("logo.png", content, content_type="image/png")))
    assert answer.status_code == 422
    organisation.refresh_from_db()
    assert not organisation.logo


def test_a_picture_of_far_too_many_pixels_is_refused(boss, organisation):
    out = BytesIO()
    Image.new("1", (30_000, 1_000)).save(out, "PNG")
    answer = boss.post(PAGE, typed(logo_file=SimpleUploadedFile("logo.png", out.getvalue(), content_type="image/png")))
    assert answer.status_code == 422


def test_neighbourhoods_are_added_renamed_and_removed(boss, organisation):
    boss.post(f"{PAGE}/buurten", {"name": "  De   Waterkant "})
    assert boss.post(f"{PAGE}/buurten", {"name": "de waterkant"}).status_code == 422
    with scopes_disabled():
        found = Neighbourhood.objects.get()
    assert (found.name, found.slug) == ("De Waterkant", "de-waterkant")
    assert boss.post(f"{PAGE}/buurten/{found.pk}", {"name": "Haven"})["Location"] == f"{PAGE}/buurten"
    assert "Haven" in boss.get(f"{PAGE}/buurten").content.decode()
    assert boss.get(f"{PAGE}/buurten/{found.pk}/verwijderen").status_code == 405
    boss.post(f"{PAGE}/buurten/{found.pk}/verwijderen")
    with scopes_disabled():
        assert not Neighbourhood.objects.exists()
    acts = list(AuditLine.objects.filter(act__startswith="neighbourhood").values_list("act", flat=True))
    assert acts == ["neighbourhood.added", "neighbourhood.renamed", "neighbourhood.removed"]


def test_a_neighbourhood_of_another_organisation_is_not_here(boss):
    stranger = NeighbourhoodFactory(organisation=OrganisationFactory())
    assert boss.post(f"{PAGE}/buurten/{stranger.pk}", {"name": "x"}).status_code == 404
    assert boss.post(f"{PAGE}/buurten/{stranger.pk}/verwijderen").status_code == 404


def test_the_list_of_neighbourhoods_asks_a_fixed_number_of_queries(boss, organisation):
    counts = []
    boss.get(f"{PAGE}/buurten")
    for number in (1, 3):
        NeighbourhoodFactory.create_batch(number, organisation=organisation)
        with CaptureQueriesContext(connection) as asked:
            assert boss.get(f"{PAGE}/buurten").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}/buurten"])
def test_only_administrators_come_here(organisation, path):
    for role in set(Role) - {Role.ADMINISTRATOR}:
        assert client_of(PersonFactory(organisation=organisation, roles=[role])).get(path).status_code == 403
    assert visitor_of(organisation).get(path).status_code == 302
    assert client_of(PersonFactory(organisation=organisation, roles=[Role.ADMINISTRATOR])).get(path).status_code == 200


@pytest.mark.parametrize("path", ["/over", "/privacy", "/toegankelijkheid"])
def test_everyone_reads_the_pages_about_the_site(organisation, path):
    organisation.contact_email = "denkmee@dorp.example"
    organisation.save()
    page = visitor_of(organisation).get(path).content.decode()
    assert page.count("<h1") == 1
    assert "mailto:denkmee@dorp.example" in page
