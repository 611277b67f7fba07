"""Which changes `make mutants` tries: a seeded draw of places in a room, and one change at each.

A place is told by the function and the text of its line, and each has its own lot. So an edit elsewhere draws
no other mutants, and a second run tells of the same ones.
"""

from __future__ import annotations

import ast
import hashlib
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import unified_diff
from functools import cache
from itertools import islice
from pathlib import Path

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

SEED = 2004
Position = tuple[int, int]
"""Line from 1, column from 0."""
Changeable = tuple[str, int, Position]
"""Operator, occurrence and place."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change.

    Attributes:
        file: Relative to the tree.
        line: Where it begins, from 1.
        within: Function or class that it stands in, dotted; empty at the top of the module.
        occurrence: Which of the places in the file that the operator could change.
        diff: The lines that differ, one below the other.
    """

    room: str
    file: str
    line: int
    within: str
    operator: str
    occurrence: int
    diff: str

    @property
    def name(self) -> str:
        """What it is told by in equivalent_mutants.yaml: a line number would not last."""
        return f"{self.file} {self.within}: {self.diff}"


def draw(
    root: Path, room: str, number: int, changeable: Callable[[str], Iterable[Changeable]] | None = None
) -> list[Mutant]:
    """Draw so many mutants that are still Python; in the order of their lots.

    Args:
        changeable: Gives what can be changed in a code, if somebody knows it: to find out takes most of the
            time.
    """
    places: dict[str, list[tuple[str, Position, str, int]]] = defaultdict(list)
    for file in sorted((root / room).rglob("*.py")):
        if "migrations" not in file.parts:
            name = file.relative_to(root).as_posix()
            code = file.read_text(encoding="utf-8")
            for operator, occurrence, at in (changeable or all_changeable)(code):
                lot = _lot(f"{name} {_within(code, at[0])} {_told(code, at)}")
                places[lot].append((name, at, operator, occurrence))
    mutants = (_mutant(root, room, lot, places[lot]) for lot in sorted(places))
    return list(islice((one for one in mutants if one is not None), number))


def mutated(code: str, mutant: Mutant) -> str:
    """Give the code with the change."""
    return _changed(code, mutant.operator, mutant.occurrence)


def _lot(text: str) -> str:
    return hashlib.sha256(f"{SEED} {text}".encode()).hexdigest()


def _changed(code: str, operator: str, occurrence: int) -> str:
    return str(mutate_code(code, get_operator(f"core/{operator}")(), occurrence))


def _told(code: str, at: Position) -> str:
    """Tell a place by its line and how far in it stands, whatever stands around it."""
    line = code.splitlines()[at[0] - 1]
    indent = len(line) - len(line.lstrip())
    return f"{line.strip()} {at[1] - indent}"


def all_changeable(code: str) -> Iterator[Changeable]:
    """Give all that can be changed; annotations never run."""
    unread = _annotations(code)
    # Once for all operators: parso looks for each node's children anew.
    nodes = list(ast_nodes(get_ast(code)))
    for name in sorted(operator_names()):
        kind = get_operator(name)
        if kind.arguments() or name.endswith("NoOp"):
            continue
        operator = kind()
        positions = (start for node in nodes for start, _ in operator.mutation_positions(node))
        for occurrence, start in enumerate(positions):
            if not any(begin <= start < end for begin, end in unread):
                yield name.removeprefix("core/"), occurrence, start


def _annotations(code: str) -> list[tuple[Position, Position]]:
    """Give where annotations begin and end: they are never run, so nothing in them can be noticed."""
    found: list[ast.expr] = []
    for node in ast.walk(ast.parse(code)):
        values = (getattr(node, name, None) for name in ("annotation", "returns"))
        found.extend(value for value in values if isinstance(value, ast.expr))
    return [
        ((one.lineno, one.col_offset), (one.end_lineno or one.lineno, one.end_col_offset or 0))
        for one in found
    ]


def _within(code: str, line: int) -> str:
    """Name the innermost function or class around a line."""
    around = [(begin, name) for begin, end, name in _definitions(code) if begin <= line <= end]
    return max(around, default=(0, ""))[1]


@cache
def _definitions(code: str) -> tuple[tuple[int, int, str], ...]:
    """Give first line, last line and dotted name of all that is defined; a decorator belongs to it."""
    found: list[tuple[int, int, str]] = []

    def look(node: ast.AST, outer: str) -> None:
        for child in ast.iter_child_nodes(node):
            name = outer
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                name = f"{outer}.{child.name}".lstrip(".")
                begin = min([child.lineno, *(one.lineno for one in child.decorator_list)])
                found.append((begin, child.end_lineno or child.lineno, name))
            look(child, name)

    look(ast.parse(code), "")
    return tuple(found)


def _mutant(root: Path, room: str, lot: str, changes: list[tuple[str, Position, str, int]]) -> Mutant | None:
    """Make the change that the lot falls on; None if Python refuses it, or warns of it."""
    file, at, operator, occurrence = changes[int(lot, 16) % len(changes)]
    before = (root / file).read_text(encoding="utf-8")
    after = _changed(before, operator, occurrence)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", SyntaxWarning)
            compile(after, file, "exec")
    except SyntaxError:
        return None
    lines = list(unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm=""))[2:]
    told = [
        line[0] + " " + line[1:].strip() for line in lines if not line.startswith("@@") and line[1:].strip()
    ]
    return Mutant(room, file, at[0], _within(before, at[0]), operator, occurrence, " ".join(told))
