"""The translation tool finds what lacks, and compiles without GNU gettext what Django then reads."""

import gettext
import os
import shutil

import polib
import pytest

from tools import catalogues, messages


@pytest.fixture
def house(tmp_path, monkeypatch):
    """An empty house with two apps: `listen/one` and `listen/two`."""
    monkeypatch.setattr(catalogues, "PACKAGE", tmp_path)
    for name in ("one", "two"):
        (tmp_path / "listen" / name).mkdir(parents=True)
        (tmp_path / "listen" / name / "apps.py").touch()
    return tmp_path


def say(house, app, locale="nl", **dutch):
    """Write a catalogue: English keys with `_` for a space."""
    entries = [polib.POEntry(msgid=key.replace("_", " "), msgstr=text) for key, text in dutch.items()]
    catalogues.write(house / "listen" / app, locale, {catalogues.key_of(entry): entry for entry in entries})


def test_missing_and_formal_texts_are_named(house):
    say(house, "one", Save="", Your_idea="Uw idee", Theme="Thema")
    lines = "\n".join(messages.lacking(house / "listen" / "one"))
    assert "no Dutch: 'Save'" in lines
    assert "'Your idea'" in lines
    assert "'Theme'" not in lines


def test_an_informal_text_satisfies_until_it_says_u(house):
    say(house, "one", Your_idea="Uw idee")
    say(house, "one", "nl_JE", Your_idea="Jouw idee")
    assert messages.lacking(house / "listen" / "one") == []
    say(house, "one", "nl_JE", Your_idea="Uw idee")
    assert messages.lacking(house / "listen" / "one") != []


def test_a_lost_placeholder_is_named(house):
    entry = polib.POEntry(msgid="%(n)d of %(all)d", msgstr="%(n)d van alles", flags=["python-format"])
    catalogues.write(house / "listen" / "one", "nl", {catalogues.key_of(entry): entry})
    assert "forgotten ['%(all)d']" in messages.lacking(house / "listen" / "one")[0]


def test_apps_that_contradict_each_other_are_named(house):
    say(house, "one", Open="Open")
    say(house, "two", Open="Openstaand")
    assert len(messages.conflicts()) == 1
    say(house, "two", Open="Open")
    assert messages.conflicts() == []


def test_writing_again_changes_nothing(house):
    say(house, "one", Zebra="Zebra", Ant="Mier")
    path = catalogues.path_of(house / "listen" / "one", "nl")
    before = path.read_bytes()
    assert not catalogues.write(house / "listen" / "one", "nl", catalogues.read(house / "listen" / "one", "nl"))
    assert path.read_bytes() == before
    assert before.index(b"Ant") < before.index(b"Zebra")
    assert b"POT-Creation-Date" not in before


def test_only_what_is_stale_is_compiled(house):
    say(house, "one", Theme="Thema")
    made = list(catalogues.compile_stale())
    assert len(made) == 1
    with made[0].open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Theme") == "Thema"
    assert list(catalogues.compile_stale()) == []
    os.utime(made[0].with_suffix(".po"))
    assert list(catalogues.compile_stale()) == made


@pytest.mark.skipif(not shutil.which("xgettext"), reason="no GNU gettext: apt-get install gettext")
def test_code_and_templates_are_read_and_translations_kept(house):
    app = house / "listen" / "one"
    (app / "views.py").write_text('from django.utils.translation import gettext as _\nA = _("Theme")\n')
    (app / "templates").mkdir()
    (app / "templates" / "page.html").write_text('{% load i18n %}{% translate "Your idea" %}')
    say(house, "one", Theme="Thema", Gone="Weg")
    assert len(messages.stale(app)) == 2
    messages.update(app)
    assert {key[1]: entry.msgstr for key, entry in catalogues.read(app, "nl").items()} == {
        "Theme": "Thema", "Your idea": "",
    }
    assert messages.stale(app) == []
    assert not list(app.rglob("*.html.py"))
