"""Which files of tests could notice a mutant: those that ran its line when nothing was changed.

A file of tests runs as one process, since to start pytest and to read the record take longer than most tests.
What each did without any mutant is kept, so that another run has not to see it again.
"""

from __future__ import annotations

import ast
import json
import math
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PLACES: Mapping[str, tuple[str, ...]] = {
    "knowledge": ("tests/test_values.py", "tests/knowledge", "tests/record", "tests/bot/commands"),
    "handlers": ("tests/test_values.py", "tests/handlers"),
    "bot": ("tests/test_values.py", "tests/bot"),
}
"""Where the tests of a room are."""
OF_PROCESS: Mapping[str, tuple[str, ...]] = {
    "bot": ("tests/e2e/test_telegram.py", "tests/e2e/test_update_source.py")
}
"""Tests of the process itself, whose lines can't be noted: for lines that no other test runs."""
PYTEST = ("-m", "pytest", "-n0", "-q", "-p", "no:randomly", "-p", "no:cacheprovider")
NOT_HERE = ("-m", "not torture and not image")
PLUGIN = "benchmarks.noted_tests"
LONGEST = 300.0
"""Seconds that a file of tests may take without any mutant: the slowest kill processes for minutes."""
MOST_SECONDS = 240.0
"""Of tests that ran the line, tried on one mutant one after another, beside those called after its file."""
TIMES_LONGER, SECONDS_BESIDE = 5, 60
"""Tests that take longer than so many times what they took, and so many seconds, have no end."""


@dataclass(frozen=True, slots=True)
class Noted:
    """What a file of tests did without any mutant.

    Attributes:
        file: Relative to the tree.
        text: Hash of the file, as it was.
        seconds: All of it; infinite if it came to no end.
        failed: Tests that fail by themselves, and so take no part.
        lines: Lines that ran, by file of the room.
        sources: Hash of each of these files, as it was.
    """

    file: str
    text: str
    seconds: float
    failed: tuple[str, ...]
    lines: Mapping[str, frozenset[int]]
    sources: Mapping[str, str]

    def has_run(self, source: str, lines: range) -> bool:
        """Whether any of the lines ran; where the source has changed since, whether any line of it did."""
        ran = self.lines.get(source, frozenset())
        return bool(ran) and (self.sources[source] != text_hash(source) or not ran.isdisjoint(lines))


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run of tests ended: which failed, and whether it came to an end at all."""

    failed: tuple[str, ...]
    has_failed: bool
    has_ended: bool = True


def files_of(room: str) -> tuple[str, ...]:
    """Give the files of tests of a room, by name."""
    found = (file for place in PLACES[room] for file in _test_files(ROOT / place))
    return tuple(sorted(file.relative_to(ROOT).as_posix() for file in found))


def _test_files(place: Path) -> Iterator[Path]:
    yield from [place] if place.is_file() else place.rglob("test_*.py")


def text_hash(file: str) -> str:
    """Tell a file's text by its hash."""
    return sha256((ROOT / file).read_bytes()).hexdigest()


def kept(file: str, folder: Path) -> Noted | None:
    """Give what was noted of a file of tests; None if it was not, or has changed since."""
    note = _note(file, folder)
    if not note.exists():
        return None
    row: dict[str, Any] = json.loads(note.read_text(encoding="utf-8"))
    lines = {name: frozenset(ran) for name, ran in row["lines"].items()}
    noted = Noted(row["file"], row["text"], row["seconds"], tuple(row["failed"]), lines, row["sources"])
    return noted if noted.text == text_hash(file) else None


def note(file: str, room: str, copy: Path, folder: Path) -> Noted:
    """Run a file of tests in a tree without any mutant, and keep what it did."""
    outcome, seconds, lines = _run(copy, (file,), longest=LONGEST, room=room)
    seconds = seconds if outcome.has_ended else math.inf
    ran = {name: frozenset(numbers) for name, numbers in lines.items() if numbers}
    sources = {name: text_hash(name) for name in ran}
    noted = Noted(file, text_hash(file), seconds, outcome.failed, ran, sources)
    row = asdict(noted) | {"lines": {name: sorted(numbers) for name, numbers in ran.items()}}
    _note(file, folder).write_text(json.dumps(row), encoding="utf-8")
    return noted


def _note(file: str, folder: Path) -> Path:
    return folder / f"{file.removesuffix('.py').replace('/', '.')}.json"


def called_after(source: str, room: str) -> list[str]:
    """Give the files of tests called after a source: `test_place_names.py` could be of `place.py`."""
    return [file for file in files_of(room) if Path(file).stem.startswith(f"test_{Path(source).stem}")]


def that_ran(source: str, line: int, room: str, noted: Iterable[Noted]) -> list[str]:
    """Give the other files of tests that ran a line, the quickest first, as far as the time goes."""
    lines = _statement(source, line)
    ran = [one for one in noted if one.seconds < math.inf and one.has_run(source, lines)]
    own = called_after(source, room)
    beside = sorted((one for one in ran if one.file not in own), key=lambda one: one.seconds)
    passed = accumulate(one.seconds for one in beside)
    in_time = [one.file for one, seconds in zip(beside, passed, strict=True) if seconds <= MOST_SECONDS]
    return in_time or ([] if ran else [*OF_PROCESS.get(room, ())])


def _statement(source: str, line: int) -> range:
    """Give the lines of the innermost statement around a line: coverage tells it by some of them only."""
    around = [
        range(node.lineno, _end(node) + 1)
        for node in ast.walk(_tree(source))
        if isinstance(node, ast.stmt) and node.lineno <= line <= _end(node)
    ]
    return min(around, key=len, default=range(line, line + 1))


def _end(node: ast.stmt) -> int:
    """Give the last line of a statement; of one that holds others, of what stands before them."""
    body = getattr(node, "body", None)
    return body[0].lineno - 1 if body and body[0].lineno > node.lineno else node.end_lineno or node.lineno


@cache
def _tree(source: str) -> ast.Module:
    return ast.parse((ROOT / source).read_text(encoding="utf-8"))


def until_one_fails(copy: Path, test: str, known: Noted | None) -> Outcome:
    """Run a file of tests until one fails, other than those known to, or it is plain that there is no end."""
    longest = TIMES_LONGER * known.seconds + SECONDS_BESIDE if known else 2 * LONGEST
    without = [f"--deselect={one}" for one in (known.failed if known else ())]
    return _run(copy, ("-x", *without, test), longest=longest)[0]


def passes(copy: Path, tests: Sequence[str]) -> bool:
    """Whether these tests pass in a tree, as they are."""
    return not _run(copy, tests, longest=LONGEST)[0].has_failed


def _run(
    copy: Path, arguments: Sequence[str], *, longest: float, room: str = ""
) -> tuple[Outcome, float, Mapping[str, Sequence[int]]]:
    """Call pytest; give how it ended, the seconds that it took and the lines of the room that ran."""
    notes = copy / "noted-tests.json"
    notes.unlink(missing_ok=True)
    environment = {**os.environ, "NOTED_TESTS": str(notes), "NOTED_ROOM": room}
    command = [sys.executable, *PYTEST, "-p", PLUGIN, *NOT_HERE, *arguments]
    code = _code(command, copy, environment, longest)
    if code is None:
        return Outcome((), has_failed=True, has_ended=False), longest, {}
    if not notes.exists():
        return Outcome((), has_failed=True), 0.0, {}
    row: dict[str, Any] = json.loads(notes.read_text(encoding="utf-8"))
    # 5: nothing was left to run.
    return Outcome(tuple(row["failed"]), code not in {0, 5}), row["seconds"], row["lines"]


def _code(command: Sequence[str], copy: Path, environment: Mapping[str, str], longest: float) -> int | None:
    """Run a command and give its exit code; None if it took too long: it ends with all that it started."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        command, cwd=copy, env=environment, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    ) as process:
        try:
            return process.wait(longest)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return None
