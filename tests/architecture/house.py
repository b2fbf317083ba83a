"""The house as the tests of its architecture see it: floors, apps, files and syntax trees."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "src" / "rodedraad"

FLOORS = ("base", "listen", "understand", "decide", "kinds", "learn", "site", "config")
SIBLINGS = {
    "base": ("core", "organisations", "accounts", "notifications", "ui"),
    "listen": ("notes", "processes", "activities", "contributions"),
    "understand": ("texts", "themes", "booklet"),
    "decide": ("answers", "agreements"),
    "learn": ("scan", "talk"),
}
"""From below to above. Kinds have no order: they are strangers to one another."""


def python_files(*, tests: bool = True) -> list[Path]:
    """All Python of the site, and of the tests, tools and benchmarks; migrations left out."""
    folders = [PACKAGE, *(ROOT / name for name in ("tests", "tools", "benchmarks") if (ROOT / name).is_dir())]
    found = [path for folder in folders for path in sorted(folder.rglob("*.py")) if "migrations" not in path.parts]
    return found if tests else [path for path in found if path.is_relative_to(PACKAGE) and "tests" not in path.parts
                                and path.name != "conftest.py"]


def templates() -> list[Path]:
    """All templates of the site."""
    return sorted(path for path in PACKAGE.rglob("*.html") if "templates" in path.parts)


def short(path: Path) -> str:
    """How a file is called in a failure."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a file, nested ones too."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imported(path: Path) -> Iterator[str]:
    """The full names of the modules that a file imports, relative ones resolved."""
    package = path.relative_to(PACKAGE.parent).with_suffix("").parts[:-1] if path.is_relative_to(PACKAGE) else ()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield module
            yield from (f"{module}.{name.name}" for name in node.names)


def app_of(module: str) -> str:
    """The app of a module: `rodedraad.listen.processes.views` → `rodedraad.listen.processes`."""
    parts = module.split(".")
    return ".".join(parts[:2] if parts[1:2] in (["site"], ["config"]) else parts[:3])


@cache
def tracked() -> tuple[Path, ...]:
    """The files that git keeps, or would keep; outside a repository every file of the house."""
    listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"], cwd=ROOT,
                            capture_output=True, text=True, check=False)
    names = [name for name in listed.stdout.split("\0") if name]
    found = [ROOT / name for name in names] or [*PACKAGE.rglob("*"), *(ROOT / "docs").rglob("*"), *ROOT.glob("*")]
    return tuple(path for path in found if path.is_file())


def text_of(path: Path) -> str:
    """The text of a file; "" when it is not text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""
