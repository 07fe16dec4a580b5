"""Imports go one way: what stands left of another layer may not import it (docs/architecture.md)."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / "articles"

LAYERS = [
    {"restore"},
    {"recognise"},
    {"pipeline", "page_schema", "evaluation", "reader"},
    {"models", "querysets", "narrowing", "visibility", "measures", "reasons", "inserting"},
    {"ledger", "anchoring", "figure_checks"},
    {"search"},
    {"reprints"},
    {"upkeep"},
    {"ingest", "review", "export"},
    {"checking"},
    {"filters", "facets"},
    {"forms", "views", "urls", "admin", "management", "templatetags", "feeds", "roles", "apps"},
]
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}
PURE = {"restore", "recognise", "pipeline", "page_schema", "evaluation", "reader"}
IGNORED = {"migrations", "locale", "__init__"}


def modules():
    return sorted(path for path in APP.rglob("*.py") if part_of(path) not in IGNORED)


def part_of(path: Path) -> str:
    """The layer member that a file belongs to: articles/search/base.py → search."""
    return path.relative_to(APP).parts[0].removesuffix(".py")


def imported_names(path: Path) -> set[str]:
    """Every module that a file imports, wherever in the file it does."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def test_every_module_has_a_layer():
    assert {part_of(path) for path in modules()} <= set(RANK)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(APP)))
def test_imports_point_to_the_left(path):
    own = RANK[part_of(path)]
    ours = {name.split(".")[1] for name in imported_names(path) if name.startswith("articles.")}
    to_the_right = {name for name in ours - IGNORED if RANK[name] > own}
    assert not to_the_right


@pytest.mark.parametrize("path", [path for path in modules() if part_of(path) in PURE], ids=lambda path: path.stem)
def test_text_code_is_pure(path):
    assert not {name for name in imported_names(path) if name.split(".")[0] in {"django", "archive"}}


def test_models_know_nothing_of_what_stands_on_them():
    """A check of the check: the rule would notice a model that imports search."""
    assert RANK["models"] < RANK["search"] < RANK["review"] < RANK["views"]
