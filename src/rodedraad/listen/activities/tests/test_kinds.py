"""A kind is one folder: it registers, and the process page, the desk and the address follow by themselves."""

from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

import pytest
from django.conf import settings
from django.test import Client
from django.urls import clear_url_caches, set_urlconf

from rodedraad.listen.activities import kinds
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.processes.tests.factories import ProcessFactory

from .factories import ActivityFactory
from .kind_example.kind import Postcards


@pytest.fixture
def mounted(postcards: Postcards, settings: object) -> Iterator[Postcards]:
    """The addresses as they are when the kind is registered at start-up."""
    usual = import_module(settings.ROOT_URLCONF)  # type: ignore[attr-defined]
    urls = ModuleType("urls_with_postcards")
    known = {str(each.pattern) for each in usual.urlpatterns}
    urls.urlpatterns = [*usual.urlpatterns, *(each for each in usual.kind_urls() if str(each.pattern) not in known)]  # type: ignore[attr-defined]
    settings.ROOT_URLCONF = urls  # type: ignore[attr-defined]
    clear_url_caches()
    yield postcards
    set_urlconf(None)
    clear_url_caches()


def test_the_example_is_no_part_of_the_product() -> None:
    assert "postcards" not in {kind.key for kind in kinds.all_kinds()}
    assert not any("kind_example" in app for app in settings.INSTALLED_APPS)


def test_a_visitor_meets_the_new_kind(mounted: Postcards, visitor_client: Client) -> None:
    activity = ActivityFactory(kind="postcards", phase__features=["contribute"], options={"greeting": "Dag plein"})
    address = f"/trajecten/{activity.process.slug}/ansichtkaarten/{activity.slug}"
    page = visitor_client.get(f"/trajecten/{activity.process.slug}").content.decode()
    assert "Stuur mijn kaart" in page
    assert "0 kaarten" in page
    assert page.count(f'href="{address}"') == 2
    assert "Dag plein" in visitor_client.get(address).content.decode()
    assert visitor_client.get(f"/trajecten/anders/ansichtkaarten/{activity.slug}").status_code == 404


def test_an_adviser_adds_the_new_kind_with_its_own_options(mounted: Postcards, adviser_client: Client) -> None:
    process = ProcessFactory()
    desk = f"/beheer/trajecten/{process.slug}/activiteiten"
    assert f"{desk}/nieuw/postcards" in adviser_client.get(desk).content.decode()
    assert "Groet" in adviser_client.get(f"{desk}/nieuw/postcards").content.decode()
    typed = {"title": "Stuur een kaart", "intro": "", "moderation": "post", "access": "anyone", "greeting": "Hallo",
             "version": 0}
    made = adviser_client.post(f"{desk}/nieuw/postcards", typed)
    assert made.url == f"{desk}/stuur-een-kaart/fases/nieuw"
    assert Activity.objects.get(process=process).options == {"greeting": "Hallo"}
    assert "Reageren" not in adviser_client.get(made.url).content.decode()
    assert adviser_client.get(f"{desk}/nieuw/onbekend").status_code == 404


def test_a_key_or_path_is_taken_once(postcards: Postcards) -> None:
    class Other(Postcards):
        key = "other"

    with pytest.raises(ValueError, match="twice"):
        kinds.register(Postcards())
    with pytest.raises(ValueError, match="twice"):
        kinds.register(Other())
    assert [kind.key for kind in kinds.all_kinds()].count("postcards") == 1


@pytest.mark.parametrize("name", ["key", "path", "label", "description", "features", "urls"])
def test_a_kind_must_be_complete(name: str) -> None:
    incomplete = type("Incomplete", (Postcards,), {name: None})
    with pytest.raises(TypeError, match=name):
        kinds.register(incomplete())


@pytest.mark.parametrize("changed", [
    {"path": "spelregels"}, {"path": "met/streep"}, {"path": "Hoofdletter"}, {"features": ("fly",)},
    {"action_labels": {"fly": "Vlieg"}},
])
def test_a_kind_must_fit(changed: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="postcards"):
        kinds.register(type("Odd", (Postcards,), changed)())


def test_an_abstract_kind_cannot_be_made() -> None:
    class Half(kinds.Kind):
        key = "half"

    with pytest.raises(TypeError):
        Half()  # type: ignore[abstract]


def test_an_unknown_kind_is_an_error_not_a_guess() -> None:
    with pytest.raises(kinds.UnknownKindError):
        kinds.kind_of(Activity(kind="no-such-kind"))
