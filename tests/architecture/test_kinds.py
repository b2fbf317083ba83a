"""The promise to who adds a kind: your folder, one line in the settings, your translations, and nothing else."""

import ast
import re
from pathlib import Path

import pytest

from rodedraad.listen.activities.kinds import all_kinds
from tests.architecture.house import PACKAGE, python_files, short, templates, tree

KINDS = sorted(path.parent.name for path in (PACKAGE / "kinds").glob("*/apps.py"))
ALLOWED = {
    "config/settings.py": "the one line that switches a kind on",
    "learn/": "the scan asks its questions in a survey, and speaks of what was answered",
    "site/demo": "the invented municipality is an example of every kind",
    "benchmarks/mixing.py": "a measure names what it measures",
    "benchmarks/survey_": "idem",
    "listen/activities/tests/factories.py": "an activity in a test has some kind unless told otherwise",
}


def may_name(path: Path, kind: str) -> bool:
    """Whether a file may know a kind by name; a test may take any kind as its example."""
    inside = path.relative_to(PACKAGE).as_posix() if path.is_relative_to(PACKAGE) else short(path)
    return inside.startswith((f"kinds/{kind}/", *ALLOWED)) or ("/tests/" in f"/{inside}" and "factories" not in inside)


def names_kind(text: str, kind: str) -> bool:
    """Whether a text is a kind's key, the name of one of its pages, templates or modules."""
    return text == kind or text.startswith((f"{kind}:", f"{kind}/")) or f"kinds.{kind}" in text


def test_every_kind_is_registered() -> None:
    assert KINDS
    assert {kind.key for kind in all_kinds()} >= set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_code_does_not_name_a_kind(kind: str) -> None:
    wrong = []
    for path in python_files():
        if may_name(path, kind):
            continue
        for node in ast.walk(tree(path)):
            text = node.value if isinstance(node, ast.Constant) else getattr(node, "module", None)
            if isinstance(text, str) and names_kind(text, kind):
                wrong.append(f"{short(path)}:{node.lineno}: {text}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("kind", KINDS)
def test_templates_do_not_name_a_kind(kind: str) -> None:
    quoted = re.compile(r"""["']([^"']+)["']""")
    wrong = [
        f"{short(path)}: {text}"
        for path in templates() if not may_name(path, kind)
        for text in quoted.findall(path.read_text()) if names_kind(text, kind)
    ]
    assert not wrong, "\n".join(wrong)
