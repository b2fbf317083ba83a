"""Each page and each call of the API names exactly one permission, and leaves the database to acts and queries."""

import ast
from collections.abc import Callable, Iterator
from typing import Any

import rules
from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.house import functions, python_files, short, tree

PAGES = [path for path in python_files(tests=False)
         if path.name in {"views.py", "api.py"} or {"views", "api"} & set(path.parts)]


def patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    """Every address of the site."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern)
        else:
            yield pattern


def operations(callback: Callable[..., Any]) -> list[Callable[..., Any]]:
    """The functions behind an address: the view itself, or the API's functions for each method."""
    for cell in getattr(callback, "__closure__", None) or ():
        found = getattr(cell.cell_contents, "operations", None)
        if found:
            return [operation.view_func for operation in found]
    return [callback]


def is_document(function: Callable[..., Any]) -> bool:
    """Whether it is the API's own description, which everybody may read."""
    target = getattr(function, "func", function)
    return str(getattr(target, "__module__", "")).startswith("ninja.openapi")


def test_every_page_names_a_permission() -> None:
    named, nameless = set(), []
    for pattern in patterns(get_resolver()):
        for function in operations(pattern.callback):
            permission = getattr(function, "permission", None)
            if permission:
                named.add(permission)
            elif not is_document(function):
                nameless.append(f"{pattern.pattern} ({getattr(function, '__qualname__', function)})")
    assert not nameless, "\n".join(nameless)
    assert [permission for permission in sorted(named) if not rules.perm_exists(permission)] == []
    assert named


def test_no_page_names_two_permissions() -> None:
    double = []
    for path in PAGES:
        for function in functions(path):
            calls = [item.func for item in function.decorator_list if isinstance(item, ast.Call)]
            names = [call.id for call in calls if isinstance(call, ast.Name)]
            if names.count("requires") > 1:
                double.append(f"{short(path)}: {function.name}")
    assert not double, "\n".join(double)


def test_pages_leave_the_database_alone() -> None:
    """No `.objects` in views and API: acts write, queries read, both inside the organisation's scope."""
    assert PAGES
    wrong = [
        f"{short(path)}:{node.lineno}"
        for path in PAGES for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_base_manager", "_default_manager"}
    ]
    assert not wrong, "\n".join(wrong)
