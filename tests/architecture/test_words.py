"""What is said and where: translations complete, settings explained, nothing of anybody's own machine in the tree."""

import re

import pytest

from tests.architecture.house import PACKAGE, ROOT, short, text_of, tracked
from tools import catalogues, messages

REGISTRIES = re.compile("|".join(map(re.escape, (
    "pypi" + ".org", "pythonhosted" + ".org", "registry.npmjs" + ".org", "registry.yarnpkg" + ".com",
    "deb.debian" + ".org", "proxy.golang" + ".org",
))))
OWN_MACHINE = re.compile(r"(?<![\w.}])/(?:home/\w+|root|work|Users/\w+|opt/wheels|opt/pypi)/|/tmp" + r"/rd\b")
SIGNATURES = re.compile("co-authored" + "-by:|clau" + "de|anthro" + "pic|chat" + "gpt", re.IGNORECASE)


@pytest.mark.parametrize(("pattern", "reason"), [
    (REGISTRIES, "where packages come from is the installer's affair"),
    (OWN_MACHINE, "a path of one machine"),
    (SIGNATURES, "a signature"),
], ids=["registry", "machine", "signature"])
def test_tree_speaks_of_no_machine(pattern: re.Pattern[str], reason: str) -> None:
    found = [f"{short(path)}: {match.group()}: {reason}" for path in tracked()
             for match in [pattern.search(text_of(path))] if match]
    assert not found, "\n".join(found)


def test_no_lock_file_with_addresses() -> None:
    assert "uv.lock" not in {short(path) for path in tracked()}
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-uv.lock"):
        text = (ROOT / name).read_text()
        assert "--hash=sha256:" in text
        assert "://" not in text
        assert "--find-links" not in text


def test_every_setting_is_explained() -> None:
    names = set(re.findall(r"env\.\w+\(\s*\"(\w+)\"", (PACKAGE / "config" / "settings.py").read_text()))
    explained = (ROOT / "docs" / "operating.md").read_text()
    assert names
    assert sorted(name for name in names if not re.search(rf"\b{name}\b", explained)) == []


@pytest.mark.parametrize("app", catalogues.apps(), ids=catalogues.name_of)
def test_app_speaks_dutch(app) -> None:
    lacks = messages.lacking(app)
    assert not lacks, "\n".join(lacks)


def test_apps_do_not_contradict_each_other() -> None:
    found = messages.conflicts()
    assert not found, "\n".join(found)


def test_apps_with_pages_have_a_catalogue() -> None:
    assert messages.without_catalogue() == []
