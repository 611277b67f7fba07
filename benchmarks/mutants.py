"""`make mutants`: change one thing in the code, and see whether a test notices; docs/mutants.md tells.

Cosmic Ray changes what the draw fell on. Each mutant is met by the tests that are called after its file, then
by the commands of its room (the golden questions, for one). Only if none of these notices, all tests of the
room are run once under coverage.py, and it is met by those that ran its line, then by others that ran its
file, the quickest first: what one test found, a cache keeps from the next. All of it happens in copies of the
tree, so that the tree can be edited meanwhile. A test that fails without any mutant takes no part. What was
met is kept, so that rooms can be done one after another; docs/mutants.md is written anew each time.
"""

from __future__ import annotations

import ast
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from queue import SimpleQueue
from threading import Lock
from typing import Any

import yaml
from coverage import CoverageData

from benchmarks import noted_tests
from benchmarks.mutant_draw import SEED, Mutant, draw, mutated

ROOT = Path(__file__).parents[1]
ROOMS: Mapping[str, tuple[int, tuple[str, ...]]] = {
    "knowledge": (40, ("tests/test_values.py", "tests/knowledge", "tests/record")),
    "handlers": (20, ("tests/test_values.py", "tests/handlers")),
    "bot": (20, ("tests/test_values.py", "tests/bot")),
}
"""How many mutants are drawn in a room, and where its tests are."""
COMMANDS: Mapping[str, tuple[tuple[str, ...], ...]] = {"knowledge": (("bot", "eval"), ("bot", "check"))}
"""What `make check` runs beside the tests, and what holds the shipped record."""
COMMAND_SECONDS = 900
IN_PROCESS: Mapping[str, tuple[str, ...]] = {
    "bot": ("tests/e2e/test_telegram.py", "tests/e2e/test_update_source.py")
}
"""Tests of the process itself, whose lines coverage.py does not note: for lines that no other test runs."""
LEAST_CAUGHT = {"knowledge": 38, "handlers": 18, "bot": 18}
PYTEST = ("-m", "pytest", "-n0", "-q", "-p", "no:randomly", "-p", "no:cacheprovider")
NOT_HERE = ("-m", "not torture and not image")
MOST_FAILING = 0.05
"""Share of the tests of a room that may fail without any mutant: more, and something else is wrong."""
TIMES_LONGER, SECONDS_BESIDE = 5, 60
"""Tests that take longer than so many times what they took, and so many seconds, have no end."""
MOST_SECONDS = 240.0
"""Of tests tried one after another on a mutant: the slowest start processes and kill them for minutes."""
OWN_SECONDS = 600.0
"""Longest that the tests called after a file may take, on a busy machine."""
EQUIVALENT = Path(__file__).with_name("equivalent_mutants.yaml")


@dataclass(frozen=True, slots=True)
class Ran:
    """What the tests of a room did without any mutant.

    Attributes:
        lines: File → line → tests that ran it; none where it ran before any test began, so that all must.
        seconds: How long each test took; tests that failed are left out.
    """

    lines: Mapping[str, Mapping[int, frozenset[str]]]
    seconds: Mapping[str, float]

    def of_file(self, file: str) -> frozenset[str]:
        """Give the tests that ran any line of a file."""
        return frozenset().union(*self.lines.get(file, {}).values())

    def in_order(self, tests: Collection[str]) -> list[str]:
        """Give those tests that pass, file by file, the quickest file first, as far as the time goes."""
        sound = [test for test in self.seconds if test in tests]
        of_file: dict[str, float] = defaultdict(float)
        for test in sound:
            of_file[test.partition("::")[0]] += self.seconds[test]
        in_order = sorted(sound, key=lambda test: (of_file[test.partition("::")[0]], test.partition("::")[0]))
        passed = accumulate(self.seconds[test] for test in in_order)
        return [test for test, seconds in zip(in_order, passed, strict=True) if seconds <= MOST_SECONDS]


@dataclass(frozen=True, slots=True)
class Met:
    """How a mutant ended: noticed by a test, or by none of so many."""

    mutant: Mutant
    tests: int
    caught: bool


def main() -> int:
    """Draw, try and write; give 1 if too few were caught in a room."""
    options = _options()
    of_all = [mutant for room, (number, _) in ROOMS.items() for mutant in draw(ROOT, room, number)]
    drawn = [mutant for mutant in of_all if mutant.room in options.rooms]
    if options.list:
        print("\n".join(f"{one.line}: {one.name}" for one in drawn))
        return 0
    options.kept.mkdir(parents=True, exist_ok=True)
    kept = _Kept(options.kept / "met.jsonl")
    for at, one in enumerate(_tried(drawn, options, kept), 1):
        _show(one, at, len(drawn))
    met = [found for mutant in of_all if (found := kept.met(mutant)) is not None]
    equivalent = yaml.safe_load(EQUIVALENT.read_text(encoding="utf-8")) or {}
    text = page(met, equivalent, commit=_commit())
    print(text)
    (ROOT / "docs" / "mutants.md").write_text(text, encoding="utf-8")
    return int(any(_caught(met, room, equivalent) < LEAST_CAUGHT[room] for room in options.rooms))


def _options() -> Namespace:
    parser = ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("--rooms", nargs="+", choices=ROOMS, default=tuple(ROOMS), help="the others wait")
    parser.add_argument("--list", action="store_true", help="show what is drawn, and try nothing")
    parser.add_argument(
        "--minutes",
        type=float,
        default=math.inf,
        metavar="N",
        help="begin with no other mutant after so many",
    )
    parser.add_argument("--processes", type=int, default=2, metavar="N", help="mutants tried at once")
    parser.add_argument(
        "--kept",
        type=Path,
        default=ROOT / "build" / "mutants",
        metavar="DIR",
        help="what is known from earlier runs: which test runs which line, and which mutants were met; "
        "believed until the mutant's file changes, one that survived is met again",
    )
    return parser.parse_args()


def _tried(drawn: Sequence[Mutant], options: Namespace, kept: _Kept) -> Iterator[Met]:
    """Try what was not caught before, in copies of the tree."""
    last = time.monotonic() + 60 * options.minutes
    copies: SimpleQueue[Path] = SimpleQueue()
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(options.processes) as pool:
        for number in range(options.processes):
            copies.put(_copy(Path(folder) / str(number)))
        _refuse_failing(options.rooms, copies)
        for room in options.rooms:
            meet = partial(_meet, noted=_Noted(room, options.kept), copies=copies, kept=kept, last=last)
            for met in pool.map(meet, [one for one in drawn if one.room == room]):
                if met is not None:
                    kept.keep(met)
                    yield met


class _Kept:
    """How mutants ended in an earlier run, while their file is as it was."""

    def __init__(self, file: Path) -> None:
        self._file = file
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        self._known: dict[str, Any] = {row["key"]: row for row in map(json.loads, lines)}

    def met(self, mutant: Mutant) -> Met | None:
        """Give how a mutant ended; None if it was not met yet."""
        row = self._known.get(_key(mutant))
        return None if row is None else Met(mutant, row["tests"], caught=row["caught"])

    def keep(self, met: Met) -> None:
        """Add a line for what was met now; the last one counts."""
        key = _key(met.mutant)
        row = {"key": key, "tests": met.tests, "caught": met.caught}
        if self._known.get(key) != row:
            self._known[key] = row
            with self._file.open("a", encoding="utf-8") as file:
                file.write(json.dumps(row) + "\n")


def _key(mutant: Mutant) -> str:
    text = (ROOT / mutant.file).read_bytes()
    return sha256(text + json.dumps(asdict(mutant)).encode()).hexdigest()


def _copy(place: Path) -> Path:
    unwanted = shutil.ignore_patterns(".venv", ".git", "build", "*_cache", "__pycache__", ".hypothesis")
    shutil.copytree(ROOT, place, ignore=unwanted)
    (place / ".venv").symlink_to((ROOT / ".venv").resolve())
    # Without a repository of its own, what looks into git would find none, and fail for that.
    subprocess.run(["git", "init", "-q"], cwd=place, check=True)
    subprocess.run(["git", "add", "-A"], cwd=place, check=True)
    return place


def _refuse_failing(rooms: Sequence[str], copies: SimpleQueue[Path]) -> None:
    """Stop where a command fails without any mutant: it would notice all of them."""
    copy = copies.get()
    for command in (command for room in rooms for command in COMMANDS.get(room, ())):
        if _fails(copy, ("-m", *command), COMMAND_SECONDS):
            raise SystemExit(f"`python -m {' '.join(command)}` fails without any mutant; mend that first")
    copies.put(copy)


class _Noted:
    """Which test of a room runs which line: seen when a mutant survived all else, as it takes long."""

    def __init__(self, room: str, kept: Path) -> None:
        self._room, self._kept = room, kept
        self._turn = Lock()
        self._ran: Ran | None = None

    def ran(self, copy: Path) -> Ran:
        """Give what the tests ran.

        Args:
            copy: A tree without any mutant, to run them in.
        """
        with self._turn:
            if self._ran is None:
                self._ran = _noted(self._room, self._kept, copy)
            return self._ran


def _noted(room: str, kept: Path, copy: Path) -> Ran:
    """Run a room's tests once to see which line each of them runs; what is kept is believed."""
    lines, tests = (kept / f"{what}.{room}" for what in ("coverage", "tests"))
    if not tests.exists():
        print(f"seeing which test of {room} runs which line …", file=sys.stderr)
        settings = kept / f"coveragerc.{room}"
        settings.write_text(f"[run]\nsource = {room}\ndata_file = {lines.resolve()}\n")
        noted = ("--cov", f"--cov-config={settings.resolve()}", "--cov-context=test", "--cov-report=")
        plugin = ("-p", noted_tests.__name__)
        command = [sys.executable, *PYTEST, *plugin, *NOT_HERE, *noted, *ROOMS[room][1]]
        environment = {**os.environ, noted_tests.FILE: str(tests.resolve())}
        subprocess.run(command, cwd=copy, env=environment, check=False, stdout=sys.stderr)
    noted_of: Mapping[str, tuple[float, bool]] = json.loads(tests.read_text(encoding="utf-8"))
    failed = sorted(test for test, (_, has_passed) in noted_of.items() if not has_passed)
    if failed:
        print("\n".join(["these fail without any mutant, and take no part:", *failed]), file=sys.stderr)
    if len(failed) > len(noted_of) * MOST_FAILING:
        tests.unlink()
        raise SystemExit(f"{len(failed)} of {len(noted_of)} tests fail without any mutant; mend that first")
    seconds = {test: seconds for test, (seconds, has_passed) in noted_of.items() if has_passed}
    return Ran(_lines(lines, room), seconds)


def _lines(file: Path, room: str) -> Mapping[str, Mapping[int, frozenset[str]]]:
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


def _meet(
    mutant: Mutant, *, noted: _Noted, copies: SimpleQueue[Path], kept: _Kept, last: float
) -> Met | None:
    """Change a copy, run the tests that could notice, and change it back; None if it is too late to begin."""
    known = kept.met(mutant)
    if known is not None and known.caught:
        return known
    if time.monotonic() > last:
        return None
    copy = copies.get()
    try:
        own = _own_tests(mutant)
        if own and _is_noticed_by_own(copy, mutant, own):
            return Met(mutant, len(own), caught=True)
        with _changed(copy, mutant):
            if any(_fails(copy, ("-m", *one), COMMAND_SECONDS) for one in COMMANDS.get(mutant.room, ())):
                return Met(mutant, len(own), caught=True)
        ran = noted.ran(copy)
        first, beside = _chosen(mutant, ran)
        with _changed(copy, mutant):
            caught = any(_is_noticed(copy, tests, ran.seconds) for tests in (first, beside) if tests)
        return Met(mutant, len(first) + len(beside), caught=caught)
    finally:
        copies.put(copy)


@contextmanager
def _changed(copy: Path, mutant: Mutant) -> Iterator[None]:
    """Let a copy hold a mutant for as long as this lasts."""
    file = copy / mutant.file
    code = file.read_text(encoding="utf-8")
    file.write_text(mutated(code, mutant), encoding="utf-8")
    try:
        yield
    finally:
        file.write_text(code, encoding="utf-8")


def _own_tests(mutant: Mutant) -> list[str]:
    """Give the tests that are called after a mutant's file: `test_place.py`, `test_place_names.py`."""
    name = Path(mutant.file).stem
    found = [file for place in ROOMS[mutant.room][1] for file in (ROOT / place).rglob(f"test_{name}*.py")]
    return sorted(file.relative_to(ROOT).as_posix() for file in found)


def _is_noticed_by_own(copy: Path, mutant: Mutant, tests: Sequence[str]) -> bool:
    """Whether tests fail with a mutant, and pass without."""
    arguments = (*PYTEST, *NOT_HERE, "-x", *tests)
    with _changed(copy, mutant):
        fails = _fails(copy, arguments, OWN_SECONDS)
    return fails and not _fails(copy, arguments, OWN_SECONDS)


def _chosen(mutant: Mutant, of_room: Ran) -> tuple[Sequence[str], Sequence[str]]:
    """Choose the tests that could notice a mutant: those that ran its line, and others that ran its file."""
    lines = of_room.lines.get(mutant.file, {})
    if mutant.line not in lines and _is_in_function(mutant):
        return IN_PROCESS.get(mutant.room, ()), ()
    of_file = of_room.of_file(mutant.file)
    first = of_room.in_order(lines.get(mutant.line) or of_file)
    return first, of_room.in_order(of_file - set(first))


def _is_in_function(mutant: Mutant) -> bool:
    """Whether its line runs only when a function is called, so that coverage tells all of it."""
    tree = ast.parse((ROOT / mutant.file).read_text(encoding="utf-8"))
    return any(
        isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and node.body[0].lineno <= mutant.line <= (node.end_lineno or 0)
        and any(at.lineno == mutant.line for at in ast.walk(node) if isinstance(at, ast.stmt))
        for node in ast.walk(tree)
    )


def _is_noticed(copy: Path, tests: Sequence[str], seconds: Mapping[str, float]) -> bool:
    """Whether a test fails, or they come to no end."""
    chosen = copy / "chosen-tests"
    chosen.write_text("\n".join(tests) + "\n", encoding="utf-8")
    longest = TIMES_LONGER * sum(seconds.get(test, MOST_SECONDS) for test in tests) + SECONDS_BESIDE
    try:
        return _fails(copy, (*PYTEST, *NOT_HERE, "-x", f"@{chosen.name}"), longest)
    finally:
        chosen.unlink()


def _fails(copy: Path, arguments: Sequence[str], longest: float) -> bool:
    """Whether Python, so called, reports a failure or has no end."""
    try:
        ran = subprocess.run(
            [sys.executable, *arguments], cwd=copy, capture_output=True, timeout=longest, check=False
        )
    except subprocess.TimeoutExpired:
        return True
    return ran.returncode != 0


def _show(met: Met, at: int, number: int) -> None:
    end = "caught" if met.caught else f"SURVIVED {met.tests} tests"
    print(f"{at} of {number}: {end}: {met.mutant.line}: {met.mutant.name}", file=sys.stderr, flush=True)


# The page.


def page(met: Sequence[Met], equivalent: Mapping[str, Any], *, commit: str) -> str:
    """Give docs/mutants.md: how many were caught in each room, and all that were not.

    Args:
        commit: At which they were met last; a mutant whose file has changed since it was met is not told.
    """
    lines = [
        "# Mutants",
        "",
        "Made by `make mutants`: [Cosmic Ray](https://cosmic-ray.readthedocs.io) changes one thing,",
        f"at places drawn with seed {SEED}, and the tests that run the line or the file must notice.",
        "Annotations are left out: they are never run. An equivalent mutant behaves as the program does,",
        "so that no test could tell; its reason stands in benchmarks/equivalent_mutants.yaml.",
        "",
        f"Met at commit {commit}.",
        "",
        "| room | drawn | tried | caught | equivalent | not caught |",
        "|---|---|---|---|---|---|",
    ]
    for room in ROOMS:
        of_room = [one for one in met if one.mutant.room == room]
        caught = sum(one.caught for one in of_room)
        same = sum(not one.caught and one.mutant.name in equivalent for one in of_room)
        numbers = (ROOMS[room][0], len(of_room), caught, same, len(of_room) - caught - same)
        lines.append(f"| {room} | {' | '.join(map(str, numbers))} |")
    lines += ["", "## Equivalent", "", "| mutant | why nobody could tell |", "|---|---|"]
    survivors = [one.mutant for one in met if not one.caught]
    lines += [f"| {_cell(one)} | {equivalent[one.name]} |" for one in survivors if one.name in equivalent]
    lines += ["", "## Not caught", "", "| mutant |", "|---|"]
    lines += [f"| {_cell(one)} |" for one in survivors if one.name not in equivalent]
    return "\n".join(lines) + "\n"


def _commit() -> str:
    ran = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return ran.stdout.strip()


def _cell(mutant: Mutant) -> str:
    diff = mutant.diff.replace("|", chr(92) + "|").replace("`", "")
    return f"`{mutant.file}` {mutant.within}: `{diff}`"


def _caught(met: Sequence[Met], room: str, equivalent: Mapping[str, Any]) -> int:
    """Count what was caught, or could not be."""
    return sum(one.caught or one.mutant.name in equivalent for one in met if one.mutant.room == room)


if __name__ == "__main__":
    sys.exit(main())
