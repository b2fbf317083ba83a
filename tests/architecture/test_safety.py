"""What the content security policy forbids, and the places where text becomes HTML."""

import ast
import re

import pytest

from tests.architecture.house import PACKAGE, python_files, short, templates, tree

MAKES_HTML = {
    "base/core/text.py": "Markdown, cleaned by nh3 in the same function",
    "base/ui/templatetags/components.py": "a component is drawn by a template, which escapes",
    "kinds/survey/results/pictures.py": "drawings of figures: `drawing.text` escapes every word in them",
}
INLINE = re.compile(
    r"""\sstyle\s*=|<style\b|<script\b(?![^>]*\bsrc\s*=)|\son[a-z]+\s*=\s*["']|javascript:""", re.IGNORECASE,
)
TAG = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
UNESCAPED = re.compile(r"\|\s*safe\b|\|\s*safeseq\b|autoescape\s+off")
ELSEWHERE = re.compile(r"""\b(?:src|href|action)\s*=\s*["'](?:https?:)?//""", re.IGNORECASE)
IS_LINK = re.compile(r"""<a\b[^>]*\bhref\s*=\s*["']https?://""", re.IGNORECASE)


@pytest.mark.parametrize("text", [
    '<p style="x">', "<script>x</script>", '<a onclick="x">', "<style>", '<a href="javascript:x">',
])
def test_inline_is_seen(text: str) -> None:
    assert INLINE.search(text)


@pytest.mark.parametrize("text", [
    '<script src="/x.js" defer></script>', '<p class="style">', '{% if season == "on" %}',
])
def test_ordinary_markup_is_not_inline(text: str) -> None:
    assert not INLINE.search(text)


def test_no_template_has_inline_style_or_script() -> None:
    assert templates()
    wrong = [f"{short(path)}: {found.group()}" for path in templates()
             for found in INLINE.finditer(TAG.sub("", path.read_text()))]
    assert not wrong, "\n".join(wrong)


def test_no_template_switches_escaping_off() -> None:
    wrong = [short(path) for path in templates() if UNESCAPED.search(path.read_text())]
    assert not wrong, "\n".join(wrong)


def test_no_template_fetches_from_another_host() -> None:
    """A plain link for people to follow is no request."""
    wrong = [short(path) for path in templates() if ELSEWHERE.search(IS_LINK.sub("", path.read_text()))]
    assert not wrong, "\n".join(wrong)


def test_html_is_made_in_few_places() -> None:
    wrong = []
    for path in python_files(tests=False):
        if path.relative_to(PACKAGE).as_posix() in MAKES_HTML:
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                wrong += [f"{short(path)}:{node.lineno}"] if name in {"mark_safe", "SafeString", "SafeText"} else []
    assert not wrong, "\n".join(wrong)
