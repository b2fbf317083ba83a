"""Small enough to read: files, functions and templates, each with a first sentence that says what it is for."""

import ast

from tests.architecture.house import functions, python_files, short, templates, tree

FILE, FUNCTION, TEMPLATE = 400, 40, 150


def test_files_are_short() -> None:
    long = {short(path): lines for path in python_files() if (lines := len(path.read_text().splitlines())) > FILE}
    assert long == {}


def test_templates_are_short() -> None:
    long = {short(path): lines for path in templates() if (lines := len(path.read_text().splitlines())) > TEMPLATE}
    assert long == {}


def test_functions_are_short() -> None:
    long = {}
    for path in python_files():
        for function in functions(path):
            lines = (function.end_lineno or function.lineno) - function.lineno + 1
            if lines > FUNCTION:
                long[f"{short(path)}: {function.name}"] = lines
    assert long == {}


def test_modules_say_what_they_are_for() -> None:
    """An empty `__init__.py` needs no words."""
    silent = [short(path) for path in python_files() if tree(path).body and not ast.get_docstring(tree(path))]
    assert not silent, "\n".join(silent)
