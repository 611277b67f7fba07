"""Values are frozen: what never changes its own fields must not be changed by others either."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).parents[1]
CHANGED_BY_OTHERS = {"Gate", "_Assembly"}
"""Who opens the database, and who reads a section, sets a field of these."""


def dataclasses_of(tree: ast.Module) -> Iterator[tuple[ast.ClassDef, str]]:
    """Give each dataclass with its decorator as it is written."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            for decorator in map(ast.unparse, node.decorator_list):
                if decorator.startswith("dataclass"):
                    yield node, decorator


def changes_itself(node: ast.ClassDef) -> bool:
    """Whether a method of it sets a field of its own."""
    return any(
        isinstance(one, ast.Attribute)
        and isinstance(one.ctx, ast.Store | ast.Del)
        and isinstance(one.value, ast.Name)
        and one.value.id == "self"
        for one in ast.walk(node)
    )


def test_what_never_changes_itself_is_frozen() -> None:
    found = [
        f"{path.relative_to(PROJECT)}: {node.name}"
        for room in ("bot", "handlers", "knowledge")
        for path in sorted((PROJECT / room).rglob("*.py"))
        for node, decorator in dataclasses_of(ast.parse(path.read_text(encoding="utf-8")))
        if "frozen=True" not in decorator and not changes_itself(node) and node.name not in CHANGED_BY_OTHERS
    ]

    assert found == []
