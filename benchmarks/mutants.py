"""`make mutants`: change one thing in the code, and see whether a test notices; docs/mutants.md tells.

Cosmic Ray changes what the draw fell on. Each mutant is met by the tests that are called after its file and
by the commands of its room (the golden questions, for one). Only for those that no one noticed, each file of
tests runs once without any mutant, so that it is known which lines it runs; then the mutant is met by all
that ran its line, the quickest first. What fails with a mutant must pass without it, or it does not count.
All of it happens in copies of the tree, so that the tree can be edited meanwhile. Each step is kept as soon
as it is done: the next run goes on where one was stopped, or had no more minutes. docs/mutants.md is written
anew each time.
"""

from __future__ import annotations

import json
import math
import shutil
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from queue import SimpleQueue
from typing import Any, TypeVar

import yaml

from benchmarks import mutant_tests
from benchmarks.mutant_draw import SEED, Changeable, Mutant, all_changeable, draw, mutated

ROOT = Path(__file__).parents[1]
ROOMS: Mapping[str, int] = {"knowledge": 40, "handlers": 20, "bot": 20}
"""How many mutants are drawn in a room."""
COMMANDS: Mapping[str, tuple[tuple[str, ...], ...]] = {"knowledge": (("bot", "eval"), ("bot", "check"))}
"""What `make check` runs beside the tests, and what holds the shipped record."""
COMMAND_SECONDS = 600
LEAST_CAUGHT = {"knowledge": 38, "handlers": 18, "bot": 18}
EQUIVALENT = Path(__file__).with_name("equivalent_mutants.yaml")
Value = TypeVar("Value")
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Met:
    """How a mutant ended.

    Attributes:
        by: The tests or the command that noticed it; empty if none did.
        tried: How many files of tests and commands it was met by.
    """

    mutant: Mutant
    by: str
    tried: int


def main() -> int:
    """Draw, try and write; give 1 if too few were caught in a room."""
    options = _options()
    options.kept.mkdir(parents=True, exist_ok=True)
    of_all = _drawn(ROOMS, options.kept)
    drawn = [mutant for mutant in of_all if mutant.room in options.rooms]
    if options.list:
        print("\n".join(f"{one.line}: {one.name}" for one in drawn))
        return 0
    kept = _Kept(options.kept / "met.jsonl")
    equivalent = yaml.safe_load(EQUIVALENT.read_text(encoding="utf-8")) or {}
    _try(drawn, options, kept, equivalent)
    same = [Met(one, "", 0) for one in of_all if one.name in equivalent and kept.met(one) is None]
    met = [*same, *(found for mutant in of_all if (found := kept.met(mutant)) is not None)]
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
        help="begin with nothing else after so many; the next run goes on",
    )
    parser.add_argument("--processes", type=int, default=2, metavar="N", help="mutants tried at once")
    parser.add_argument(
        "--kept",
        type=Path,
        default=ROOT / "build" / "mutants",
        metavar="DIR",
        help="what is known from earlier runs: which tests run which lines, and which mutants were met; "
        "believed until the file changes, one that survived is met again",
    )
    return parser.parse_args()


def _drawn(rooms: Iterable[str], folder: Path) -> list[Mutant]:
    """Draw the mutants of rooms; what can be changed in a file is kept while the file is as it was."""
    file = folder / "changeable.json"
    before: dict[str, list[Any]] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    now: dict[str, list[Any]] = {}

    def changeable(code: str) -> list[Changeable]:
        key = sha256(code.encode()).hexdigest()
        now[key] = before.get(key) or list(all_changeable(code))
        return [(operator, occurrence, (at[0], at[1])) for operator, occurrence, at in now[key]]

    drawn = [mutant for room in rooms for mutant in draw(ROOT, room, ROOMS[room], changeable)]
    file.write_text(json.dumps(now), encoding="utf-8")
    return drawn


def _try(drawn: Sequence[Mutant], options: Namespace, kept: _Kept, equivalent: Mapping[str, Any]) -> None:
    """Meet what was not met before, then what survived; what is known for equivalent is left out."""
    unlike = [one for one in drawn if one.name not in equivalent]
    new = [one for one in unlike if kept.met(one) is None]
    survivors = [one for one in unlike if (met := kept.met(one)) is not None and not met.by]
    open_ones = [*new, *survivors]
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(options.processes) as pool:
        copies: SimpleQueue[Path] = SimpleQueue()
        for number in range(options.processes):
            copies.put(_copy(Path(folder) / str(number)))
        work = _Work(pool, copies, time.monotonic() + 60 * options.minutes)
        for room in options.rooms:
            of_room = [one for one in open_ones if one.room == room]
            if of_room:
                _refuse_failing(room, copies)
            left = []
            for met in work.each(of_room, _met_by_own):
                if met.by:
                    kept.keep(met)
                    _show(met)
                else:
                    left.append(met)
            if left and (noted := _noted(room, work, options.kept)) is not None:
                for met in work.each(left, partial(_met_by_others, noted=noted)):
                    kept.keep(met)
                    _show(met)


@dataclass(frozen=True, slots=True)
class _Work:
    """Several copies of the tree, each with one thing to do at a time, until it is too late to begin."""

    pool: ThreadPoolExecutor
    copies: SimpleQueue[Path]
    last: float

    def each(self, given: Iterable[Thing], do: Callable[[Thing, Path], Value]) -> Iterator[Value]:
        """Do it for each in some copy, and give what comes first first; what is too late is left out."""

        def one(thing: Thing) -> Value | None:
            if time.monotonic() > self.last:
                return None
            copy = self.copies.get()
            try:
                return do(thing, copy)
            finally:
                self.copies.put(copy)

        begun = [self.pool.submit(one, thing) for thing in given]
        yield from (found for done in as_completed(begun) if (found := done.result()) is not None)


def _copy(place: Path) -> Path:
    unwanted = shutil.ignore_patterns(".venv", ".git", "build", "*_cache", "__pycache__", ".hypothesis")
    shutil.copytree(ROOT, place, ignore=unwanted)
    (place / ".venv").symlink_to((ROOT / ".venv").resolve())
    # Without a repository of its own, what looks into git would find none, and fail for that.
    subprocess.run(["git", "init", "-q"], cwd=place, check=True)
    subprocess.run(["git", "add", "-A"], cwd=place, check=True)
    return place


def _noted(room: str, work: _Work, folder: Path) -> Mapping[str, mutant_tests.Noted] | None:
    """Give what each file of tests of a room runs; None if the time did not do for all of them."""
    place = folder / "tests" / room
    place.mkdir(parents=True, exist_ok=True)
    files = mutant_tests.files_of(room)
    known = {file: found for file in files if (found := mutant_tests.kept(file, place)) is not None}

    def note(file: str, copy: Path) -> mutant_tests.Noted:
        return mutant_tests.note(file, room, copy, place)

    for one in work.each([file for file in files if file not in known], note):
        known[one.file] = one
        print(f"{room}: {one.file} takes {one.seconds:.0f} s", file=sys.stderr, flush=True)
    if failed := [test for one in known.values() for test in one.failed]:
        print("\n".join(["these fail without any mutant, and take no part:", *failed]), file=sys.stderr)
    return known if len(known) == len(files) else None


def _refuse_failing(room: str, copies: SimpleQueue[Path]) -> None:
    """Stop where a command fails without any mutant: it would notice all of them."""
    copy = copies.get()
    for command in COMMANDS.get(room, ()):
        if _code(copy, command) != 0:
            raise SystemExit(f"`python -m {' '.join(command)}` fails without any mutant; mend that first")
    copies.put(copy)


class _Kept:
    """How mutants ended in an earlier run, while their file is as it was."""

    def __init__(self, file: Path) -> None:
        self._file = file
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        self._known: dict[str, Any] = {row["key"]: row for row in map(json.loads, lines)}

    def met(self, mutant: Mutant) -> Met | None:
        """Give how a mutant ended; None if it was not met yet."""
        row = self._known.get(_key(mutant))
        return None if row is None else Met(mutant, row["by"], row["tried"])

    def keep(self, met: Met) -> None:
        """Add a line for what was met now; the last one counts."""
        key = _key(met.mutant)
        row = {"key": key, "by": met.by, "tried": met.tried}
        self._known[key] = row
        with self._file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")


def _key(mutant: Mutant) -> str:
    text = (ROOT / mutant.file).read_bytes()
    return sha256(text + json.dumps(asdict(mutant)).encode()).hexdigest()


def _met_by_own(mutant: Mutant, copy: Path) -> Met:
    """Let a mutant be met by the tests that are called after its file, and by the commands of its room."""
    tests = mutant_tests.called_after(mutant.file, mutant.room)
    by = next((test for test in tests if _is_noticed(mutant, copy, test, None)), "")
    commands = () if by else COMMANDS.get(mutant.room, ())
    by = next((" ".join(one) for one in commands if _is_noticed_by_command(mutant, copy, one)), by)
    return Met(mutant, by, len(tests) + len(commands))


def _met_by_others(met: Met, copy: Path, *, noted: Mapping[str, mutant_tests.Noted]) -> Met:
    """Let a mutant that survived all this be met by the other tests that ran its line."""
    mutant = met.mutant
    tests = mutant_tests.that_ran(mutant.file, mutant.line, mutant.room, noted.values())
    by = next((test for test in tests if _is_noticed(mutant, copy, test, noted.get(test))), "")
    return Met(mutant, by, met.tried + len(tests))


def _is_noticed(mutant: Mutant, copy: Path, file: str, known: mutant_tests.Noted | None) -> bool:
    """Whether tests fail with a mutant, and pass without; with no end they must have come to one before."""
    with _changed(copy, mutant):
        outcome = mutant_tests.until_one_fails(copy, file, known)
    if not outcome.has_ended:
        return known is not None
    return outcome.has_failed and mutant_tests.passes(copy, outcome.failed or [file])


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


def _is_noticed_by_command(mutant: Mutant, copy: Path, command: Sequence[str]) -> bool:
    """Whether a command fails with a mutant, or comes to no end that it comes to without."""
    with _changed(copy, mutant):
        code = _code(copy, command)
    return code not in {0, None} or (code is None and _code(copy, command) == 0)


def _code(copy: Path, command: Sequence[str]) -> int | None:
    """Give the exit code of `python -m …`; None if it came to no end."""
    called = [sys.executable, "-m", *command]
    try:
        ran = subprocess.run(called, cwd=copy, capture_output=True, timeout=COMMAND_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return None
    return ran.returncode


def _show(met: Met) -> None:
    end = f"caught by {met.by}" if met.by else f"SURVIVED {met.tried}"
    print(f"{end}: {met.mutant.line}: {met.mutant.name}", file=sys.stderr, flush=True)


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
        "so that no test could tell; its reason stands in benchmarks/equivalent_mutants.yaml, and it is not",
        "tried again.",
        "",
        f"Met at commit {commit}.",
        "",
        "| room | drawn | judged | caught | equivalent | not caught |",
        "|---|---|---|---|---|---|",
    ]
    for room in ROOMS:
        of_room = [one for one in met if one.mutant.room == room]
        caught = sum(bool(one.by) for one in of_room)
        same = sum(not one.by and one.mutant.name in equivalent for one in of_room)
        numbers = (ROOMS[room], len(of_room), caught, same, len(of_room) - caught - same)
        lines.append(f"| {room} | {' | '.join(map(str, numbers))} |")
    lines += ["", "## Equivalent", "", "| mutant | why nobody could tell |", "|---|---|"]
    survivors = [one.mutant for one in met if not one.by]
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
    return sum(bool(one.by) or one.mutant.name in equivalent for one in met if one.mutant.room == room)


if __name__ == "__main__":
    sys.exit(main())
