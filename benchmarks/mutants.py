"""`make mutants`: change one thing in the code, and see whether a test notices; docs/mutants.md tells.

Cosmic Ray finds what can be changed and changes it; a seeded draw takes some places of each room. Each mutant
is met by the tests that ran its line, as coverage.py noted them, in a copy of the tree.
"""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from difflib import unified_diff
from functools import partial
from itertools import islice
from pathlib import Path
from queue import SimpleQueue
from random import Random
from typing import Any

import yaml
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names
from coverage import CoverageData

ROOT = Path(__file__).parents[1]
ROOMS: Mapping[str, tuple[int, tuple[str, ...]]] = {
    "knowledge": (40, ("tests/knowledge", "tests/record")),
    "handlers": (20, ("tests/handlers",)),
    "bot": (20, ("tests/bot",)),
}
"""How many mutants are drawn in a room, and where its tests are."""
LEAST_CAUGHT = {"knowledge": 38, "handlers": 18, "bot": 18}
SEED = 2004
PROCESSES = 2
LONGEST_SECONDS = 900
PYTEST = ("-m", "pytest", "-n0", "-q", "-p", "no:randomly", "-p", "no:cacheprovider")
NOT_HERE = ("-m", "not torture and not image")
EQUIVALENT = Path(__file__).with_name("equivalent_mutants.yaml")


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change.

    Attributes:
        file: Relative to the tree.
        line: Where it begins, from 1.
        occurrence: Which of the places in the file that the operator could change.
        diff: The lines that differ, one below the other.
    """

    room: str
    file: str
    line: int
    operator: str
    occurrence: int
    diff: str

    @property
    def name(self) -> str:
        """What it is told by in equivalent_mutants.yaml: a line number would not last."""
        return f"{self.file}: {self.diff}"


@dataclass(frozen=True, slots=True)
class Met:
    """How a mutant ended: noticed by a test, or by none of so many."""

    mutant: Mutant
    tests: int
    caught: bool


def main() -> int:
    """Draw, try and write; give 1 if too few were caught in a room."""
    options = _options()
    drawn = [mutant for room in options.rooms for mutant in draw(room)]
    if options.list:
        print("\n".join(f"{one.file}:{one.line} {one.operator}: {one.diff}" for one in drawn))
        return 0
    ran = {room: tests_by_line(room, options.coverage) for room in options.rooms}
    met = list(_shown(meet(drawn, ran), len(drawn)))
    equivalent = yaml.safe_load(EQUIVALENT.read_text(encoding="utf-8")) or {}
    text = page(met, equivalent)
    print(text)
    if tuple(options.rooms) == tuple(ROOMS):
        (ROOT / "docs" / "mutants.md").write_text(text, encoding="utf-8")
    return int(any(_caught(met, room, equivalent) < LEAST_CAUGHT[room] for room in options.rooms))


def _options() -> Namespace:
    parser = ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("--rooms", nargs="+", choices=ROOMS, default=tuple(ROOMS), help="the others wait")
    parser.add_argument("--list", action="store_true", help="show what is drawn, and try nothing")
    parser.add_argument(
        "--coverage",
        type=Path,
        default=ROOT / "build" / "mutants",
        help="where it is kept which test runs which line; made if it is not there",
    )
    return parser.parse_args()


def draw(room: str) -> list[Mutant]:
    """Draw places in a room and one change at each; the same for the same code."""
    rng = Random(f"{SEED} {room}")
    places: dict[tuple[str, tuple[int, int]], list[tuple[str, int]]] = defaultdict(list)
    for file in sorted((ROOT / room).rglob("*.py")):
        if "migrations" not in file.parts:
            name = file.relative_to(ROOT).as_posix()
            for operator, occurrence, at in _changeable(file.read_text(encoding="utf-8")):
                places[name, at].append((operator, occurrence))
    number, _ = ROOMS[room]
    shuffled = rng.sample(sorted(places), len(places))
    mutants = (_mutant(room, file, at, rng.choice(places[file, at])) for file, at in shuffled)
    return list(islice((one for one in mutants if one is not None), number))


def _changeable(code: str) -> Iterator[tuple[str, int, tuple[int, int]]]:
    """Give operator, occurrence and place of all that can be changed; annotations and overloads never run."""
    unread = _annotations(code)
    tree = get_ast(code)
    for name in operator_names():
        kind = get_operator(name)
        if kind.arguments() or name.endswith("NoOp"):
            continue
        operator = kind()
        positions = (start for node in ast_nodes(tree) for start, _ in operator.mutation_positions(node))
        for occurrence, start in enumerate(positions):
            if not any(begin <= start < end for begin, end in unread):
                yield name, occurrence, start


def _annotations(code: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Give where annotations begin and end: they are never run, so nothing in them can be noticed."""
    found: list[ast.expr] = []
    for node in ast.walk(ast.parse(code)):
        values = (getattr(node, name, None) for name in ("annotation", "returns"))
        found.extend(value for value in values if isinstance(value, ast.expr))
    return [
        ((one.lineno, one.col_offset), (one.end_lineno or one.lineno, one.end_col_offset or 0))
        for one in found
    ]


def _mutant(room: str, file: str, at: tuple[int, int], change: tuple[str, int]) -> Mutant | None:
    """Make a mutant; None if it is no Python, as of a `*` that only parts arguments."""
    operator, occurrence = change
    before = (ROOT / file).read_text(encoding="utf-8")
    after = _mutated(before, operator, occurrence)
    try:
        compile(after, file, "exec")
    except SyntaxError:
        return None
    lines = list(unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm=""))[2:]
    told = [line[0] + " " + line[1:].strip() for line in lines if not line.startswith("@@")]
    return Mutant(room, file, at[0], operator.removeprefix("core/"), occurrence, " ".join(told))


def _mutated(code: str, operator: str, occurrence: int) -> str:
    name = operator if operator.startswith("core/") else f"core/{operator}"
    return str(mutate_code(code, get_operator(name)(), occurrence))


Ran = Mapping[str, Mapping[int, frozenset[str]]]
"""File → line → tests that ran it; empty where it ran before any test began, so that all must."""


def tests_by_line(room: str, kept: Path) -> Ran:
    """Run a room's tests once to see which line each of them runs; what is kept is believed."""
    file = kept / f"coverage.{room}"
    if not file.exists():
        kept.mkdir(parents=True, exist_ok=True)
        print(f"seeing which test of {room} runs which line …", file=sys.stderr)
        with tempfile.TemporaryDirectory() as folder:
            settings = Path(folder) / "coveragerc"
            settings.write_text(f"[run]\nsource = {room}\ndata_file = {file}\n")
            noted = ("--cov", f"--cov-config={settings}", "--cov-context=test", "--cov-report=")
            command = [sys.executable, *PYTEST, *NOT_HERE, *noted, *ROOMS[room][1]]
            subprocess.run(command, cwd=ROOT, check=True, stdout=sys.stderr)
    return _read(file, room)


def _read(file: Path, room: str) -> Ran:
    data = CoverageData(str(file))
    data.read()
    return {
        path[path.rindex(f"/{room}/") + 1 :]: {
            line: _tests(contexts) for line, contexts in data.contexts_by_lineno(path).items()
        }
        for path in data.measured_files()
        if f"/{room}/" in path
    }


def _tests(contexts: Iterable[str]) -> frozenset[str]:
    """Give tests that ran a line themselves; none if a fixture did, which other tests may share."""
    named = [context.rpartition("|") for context in contexts]
    if any(phase != "run" for _, _, phase in named):
        return frozenset()
    return frozenset(test for test, _, _ in named)


def meet(mutants: Sequence[Mutant], ran: Mapping[str, Ran]) -> Iterator[Met]:
    """Try mutants, two at a time, each in one of two copies of the tree."""
    copies: SimpleQueue[Path] = SimpleQueue()
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(PROCESSES) as pool:
        for number in range(PROCESSES):
            copies.put(_copy(Path(folder) / str(number)))
        yield from pool.map(partial(_meet, ran=ran, copies=copies), mutants)


def _copy(place: Path) -> Path:
    unwanted = shutil.ignore_patterns(".venv", ".git", "build", "*_cache", "__pycache__", ".hypothesis")
    shutil.copytree(ROOT, place, ignore=unwanted)
    (place / ".venv").symlink_to((ROOT / ".venv").resolve())
    return place


def _meet(mutant: Mutant, *, ran: Mapping[str, Ran], copies: SimpleQueue[Path]) -> Met:
    """Change a copy, run the tests that could notice, and change it back."""
    lines = ran[mutant.room].get(mutant.file, {})
    if mutant.line not in lines and _is_in_function(mutant):
        return Met(mutant, 0, caught=False)
    chosen = sorted(lines.get(mutant.line, ())) or list(ROOMS[mutant.room][1])
    copy = copies.get()
    file = copy / mutant.file
    before = file.read_text(encoding="utf-8")
    try:
        file.write_text(_mutated(before, mutant.operator, mutant.occurrence), encoding="utf-8")
        caught = _is_noticed(copy, chosen)
    finally:
        file.write_text(before, encoding="utf-8")
        copies.put(copy)
    return Met(mutant, len(chosen), caught=caught)


def _is_in_function(mutant: Mutant) -> bool:
    """Whether its line runs only when a function is called, so that coverage tells all of it."""
    tree = ast.parse((ROOT / mutant.file).read_text(encoding="utf-8"))
    return any(
        isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and node.body[0].lineno <= mutant.line <= (node.end_lineno or 0)
        and any(at.lineno == mutant.line for at in ast.walk(node) if isinstance(at, ast.stmt))
        for node in ast.walk(tree)
    )


def _is_noticed(copy: Path, tests: Sequence[str]) -> bool:
    """Whether a test fails, or none of them comes to an end."""
    command = [sys.executable, *PYTEST, *NOT_HERE, "-x", *tests]
    try:
        ran = subprocess.run(command, cwd=copy, capture_output=True, timeout=LONGEST_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return True
    return ran.returncode != 0


def _shown(met: Iterable[Met], number: int) -> Iterator[Met]:
    for at, one in enumerate(met, 1):
        end = "caught" if one.caught else f"SURVIVED {one.tests} tests"
        print(
            f"{at} of {number}: {end}: {one.mutant.file}:{one.mutant.line} {one.mutant.diff}", file=sys.stderr
        )
        yield one


# The page.


def page(met: Sequence[Met], equivalent: Mapping[str, Any]) -> str:
    """Give docs/mutants.md: how many were caught in each room, and all that were not."""
    rooms = [room for room in ROOMS if any(one.mutant.room == room for one in met)]
    lines = [
        "# Mutants",
        "",
        "Made by `make mutants`: [Cosmic Ray](https://cosmic-ray.readthedocs.io) changes one thing,",
        f"at places drawn with seed {SEED}, and the tests that run the line must notice. Annotations",
        "are left out: they are never run. An equivalent mutant behaves as the program does, so that no",
        "test could tell; its reason stands in benchmarks/equivalent_mutants.yaml.",
        "",
        "| room | drawn | caught | equivalent | not caught |",
        "|---|---|---|---|---|",
    ]
    for room in rooms:
        of_room = [one for one in met if one.mutant.room == room]
        caught = sum(one.caught for one in of_room)
        same = sum(not one.caught and one.mutant.name in equivalent for one in of_room)
        lines.append(f"| {room} | {len(of_room)} | {caught} | {same} | {len(of_room) - caught - same} |")
    lines += ["", "## Equivalent", "", "| mutant | why nobody could tell |", "|---|---|"]
    survivors = [one.mutant for one in met if not one.caught]
    lines += [f"| {_cell(one)} | {equivalent[one.name]} |" for one in survivors if one.name in equivalent]
    lines += ["", "## Not caught", "", "| mutant |", "|---|"]
    lines += [f"| {_cell(one)} |" for one in survivors if one.name not in equivalent]
    return "\n".join(lines) + "\n"


def _cell(mutant: Mutant) -> str:
    return f"`{mutant.file}`: `{mutant.diff.replace('|', chr(92) + '|').replace('`', '')}`"


def _caught(met: Sequence[Met], room: str, equivalent: Mapping[str, Any]) -> int:
    """Count what was caught, or could not be."""
    return sum(one.caught or one.mutant.name in equivalent for one in met if one.mutant.room == room)


if __name__ == "__main__":
    sys.exit(main())
