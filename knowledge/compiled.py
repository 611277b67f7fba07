"""A record as it was built once, kept: it is there in a tenth of the time, and of the memory of building it.

What is kept is made of the very files that are there, by the very code that is there, or it is made
anew. Only what nobody else can have written is trusted, as Python trusts the code that it compiled.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import pickle
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import astuple, dataclass
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any

from knowledge.record import folder
from knowledge.record.problem import Grade, Problem, RecordError
from knowledge.record.values import frozen_mapping
from knowledge.snapshot import Snapshot

MOST_KEPT = 4
"""Records, so that edits and other folders don't pile up: those that were read or built last."""
DRAWN_ON = ("anyascii", "opencc", "pypinyin", "Stemmer", "wordfreq")
"""Libraries whose tables become a part of what is built."""
_DIGEST_BYTES = 32
_STEPS_BACK = 10
"""In priority: who builds a record takes only what nobody else wants."""
_PAUSE_SECONDS = 0.001
_IS_WRONG = 3
"""Exit code of who built a record that is wrong: no other end has it."""


def load_snapshot(
    place: Path | None, *, kept: Path, beside: bool = False, in_steps: bool = False
) -> Snapshot:
    """Give a record ready to answer, as `knowledge.loader.load_snapshot` does.

    Args:
        place: The record's folder; None for the shipped one.
        kept: The folder of built records; nothing is kept where nothing can be written.
        beside: Whether a process of its own builds what is not kept: building takes twice the memory that the
            record does, and a process that goes on for months would not give it back.
        in_steps: Whether other threads answer people meanwhile: that process then gives way to them, and what
            it built is read in steps, of a millisecond each, between which they go on.

    Raises:
        RecordError: The folder is missing or anything in it is wrong; holds every problem.
    """
    files = folder.read(folder.shipped() if place is None else place)
    file = kept / f"record.{files.version}-{_code_version()}.{sys.implementation.cache_tag}.bin"
    snapshot = None if files.unread else _read(file, in_steps=in_steps)
    if snapshot is None and beside:
        _build_beside(place, kept, gives_way=in_steps)
        snapshot = _read(file, in_steps=in_steps)
    if snapshot is None:
        from knowledge import loader  # noqa: PLC0415 - reading YAML and checking it take most of the start

        snapshot = loader.load_snapshot(place)
        # Sorted once for all that read it, who then need not wait at their first misspelt word.
        snapshot.prepare()
        _keep(snapshot, file)
    return snapshot


def _build_beside(place: Path | None, kept: Path, *, gives_way: bool) -> None:
    """Let a process build a record and keep it; where it can't, who asked builds it.

    Raises:
        RecordError: The record is wrong, as that process found.
    """
    arguments = [str(kept), str(place or ""), "gives way" if gives_way else ""]
    paths = os.pathsep.join(path or os.curdir for path in sys.path)
    with suppress(OSError):
        ended = subprocess.run(  # noqa: S603 - Python itself, with folders of the settings
            [sys.executable, "-m", __name__, *arguments],
            env={**os.environ, "PYTHONPATH": paths},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        if ended.returncode == _IS_WRONG:
            raise RecordError([_problem(*one) for one in json.loads(ended.stdout)])


def _problem(file: str, line: int, column: int, what: str, found: str, hint: str, grade: str) -> Problem:
    return Problem(file, line, column, what, found, hint, Grade(grade))


def _build(kept: Path, place: Path | None) -> int:
    """Build a record for who asked, and give an exit code; what is wrong with it is printed as JSON."""
    try:
        load_snapshot(place, kept=kept)
    except RecordError as error:
        sys.stdout.write(json.dumps([astuple(one) for one in error.problems]))
        return _IS_WRONG
    return 0


class _Writer(pickle.Pickler):
    def reducer_override(self, value: object) -> Any:
        """Write read-only mappings as what they were made of."""
        if isinstance(value, MappingProxyType):
            return frozen_mapping, (dict(value),)
        return NotImplemented


def _read(file: Path, *, in_steps: bool) -> Snapshot | None:
    try:
        if not _is_ours(file.stat()) or not _is_ours(file.parent.stat()):
            return None
        content = memoryview(file.read_bytes())
    except OSError:
        return None
    digest, built = content[:_DIGEST_BYTES], content[_DIGEST_BYTES:]
    if hashlib.sha256(built).digest() != digest:
        return None
    source = _Steps(io.BytesIO(built)) if in_steps else io.BytesIO(built)
    snapshot = pickle.load(source)  # noqa: S301 - whole, and written by us
    if len(_all_kept(file.parent)) > 1:
        with suppress(OSError):
            os.utime(file)  # in use: it is not the first to go; where it is alone, nothing is written
    return snapshot if isinstance(snapshot, Snapshot) else None


@dataclass(frozen=True, slots=True)
class _Steps:
    """A file that is read with pauses.

    Reading a pickle is one step for the interpreter, in which no other thread goes on: 70 ms for the shipped
    record. It asks for 64 KiB at a time, and each time others have their turn.
    """

    file: io.BytesIO

    def read(self, size: int = -1) -> bytes:
        """Give so many bytes."""
        time.sleep(_PAUSE_SECONDS)
        return self.file.read(size)

    def readline(self) -> bytes:
        """Give a line."""
        return self.file.readline()


def _is_ours(state: os.stat_result) -> bool:
    """Whether nobody but this user and root can have written it."""
    if sys.platform == "win32":
        return True
    return state.st_uid in {0, os.getuid()} and not state.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _keep(snapshot: Snapshot, file: Path) -> None:
    """Keep what was built, whole or not at all; where that can't be, the next start takes as long again."""
    built = io.BytesIO()
    _Writer(built, protocol=5).dump(snapshot)
    beside = file.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        file.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        beside.write_bytes(hashlib.sha256(built.getvalue()).digest() + built.getvalue())
        beside.chmod(0o644)
        beside.replace(file)
        _forget_old(file.parent)
    with suppress(OSError):
        beside.unlink(missing_ok=True)


def _forget_old(kept: Path) -> None:
    files = sorted(_all_kept(kept), key=lambda file: file.stat().st_mtime_ns)
    for file in files[:-MOST_KEPT]:
        file.unlink(missing_ok=True)


def _all_kept(folder: Path) -> list[Path]:
    return list(folder.glob("record.*.bin"))


def _code_version() -> str:
    """Give what changes when any file of this room does."""
    digest = hashlib.sha256()
    room = Path(__file__).parent
    for file in sorted(room.rglob("*.py")):
        digest.update(f"{file.relative_to(room).as_posix()}\0".encode())
        digest.update(file.read_bytes())
    for changed in _libraries_changed():
        digest.update(changed.to_bytes(8, "big"))
    return digest.hexdigest()[:8]


def _libraries_changed() -> Iterator[int]:
    """Give when each library that a record draws on was installed."""
    for name in DRAWN_ON:
        found = find_spec(name)
        if found is not None and found.origin is not None:
            yield Path(found.origin).stat().st_mtime_ns


if __name__ == "__main__":
    _kept, _place, _gives_way = sys.argv[1:]
    if _gives_way and hasattr(os, "nice"):
        os.nice(_STEPS_BACK)
    sys.exit(_build(Path(_kept), Path(_place) if _place else None))
