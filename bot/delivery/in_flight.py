"""What is with Telegram just now, in a small file that outlives the process: a kill leaves less in doubt.

The row of a delivery says "sending" from before its request leaves until Telegram's answer is committed. The
file tells the three parts of that time apart, since a note in it takes microseconds and no commit.
"""

from __future__ import annotations

import asyncio
import logging
import struct
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from io import FileIO
from itertools import count
from pathlib import Path

from bot.storage.file_lock import locked
from bot.storage.ledger_rows import Key

IN_FLIGHT = 16
"""Most requests one process has under way: at 30 a second, half a second of Telegram's answering time. So
many messages, and no more, can be doubtful after a SIGKILL."""

FILE_NAME = "in-flight-{}.bin"
_ENTRY = struct.Struct("<B32s10sLq")
_EMPTY = bytes(_ENTRY.size)

_LOG = logging.getLogger(__name__)


class Stage(IntEnum):
    """How far a try has come."""

    READY = 1
    """Nothing of it has left; or Telegram has refused it."""
    LEFT = 2
    """Perhaps Telegram has it."""
    ANSWERED = 3
    """Telegram has it."""


@dataclass(frozen=True, slots=True)
class AttemptState:
    """One try, as it was noted last.

    Attributes:
        attempt: Which try at this delivery, from 1.
        message_id: 0 unless Telegram has answered.
    """

    key: Key
    attempt: int
    stage: Stage
    message_id: int = 0


@dataclass(frozen=True, slots=True)
class AttemptWriter:
    """The place of one try in the file."""

    _file: InFlight
    _place: int
    _key: Key
    _attempt: int

    def ready(self) -> None:
        """Note that nothing of it is with Telegram."""
        self._write(Stage.READY)

    def left(self) -> None:
        """Note that it leaves now."""
        self._write(Stage.LEFT)

    def answered(self, message_id: int) -> None:
        """Note that Telegram has it."""
        self._write(Stage.ANSWERED, message_id)

    def _write(self, stage: Stage, message_id: int = 0) -> None:
        self._file.write(self._place, AttemptState(self._key, self._attempt, stage, message_id))


@dataclass(slots=True)
class InFlight:
    """The tries of one process.

    Written without waiting for the disk: it survives the process. A power cut leaves all of them in doubt.
    """

    _file: FileIO | None = None
    _free: list[int] = field(default_factory=lambda: list(range(IN_FLIGHT)))
    _noted: dict[int, AttemptState] = field(default_factory=dict)
    _cut_off: list[int] = field(default_factory=list)
    _fails: bool = False

    @contextmanager
    def of(self, key: Key, attempt: int) -> Iterator[AttemptWriter]:
        """Keep a place for a try until all that comes of it is committed; at first nothing of it has left."""
        place = self._free.pop()
        writer = AttemptWriter(self, place, key, attempt)
        writer.ready()
        try:
            yield writer
        except asyncio.CancelledError:
            # How far it came is for whoever takes it up.
            self._cut_off.append(place)
            raise
        except BaseException:
            self._give_back(place)
            raise
        self._give_back(place)

    @contextmanager
    def cut_off(self) -> Iterator[tuple[AttemptState, ...]]:
        """Give the tries of this process that were cancelled on their way, and forget them afterwards."""
        places = tuple(self._cut_off)
        yield tuple(self._noted[place] for place in places)
        for place in places:
            self._cut_off.remove(place)
            self._give_back(place)

    def _give_back(self, place: int) -> None:
        self.write(place, None)
        self._free.append(place)

    def write(self, place: int, noted: AttemptState | None) -> None:
        """Fill one place, or empty it."""
        if noted is None:
            self._noted.pop(place, None)
        else:
            self._noted[place] = noted
        if self._file is None:
            return
        try:
            self._file.seek(place * _ENTRY.size)
            self._file.write(_packed(noted))
        except OSError as error:
            if not self._fails:
                _LOG.warning("requests under way can't be noted (%s)", error.strerror)
            self._fails = True

    @contextmanager
    def kept_in(self, folder: Path) -> Iterator[None]:
        """Use a file of this process's alone until the end.

        Raises:
            OSError: It can't be opened.
        """
        with _unused(folder) as path, FileIO(path, "r+b") as file:
            # All of its room is taken now: a disk that fills up later does not matter.
            file.write(_EMPTY * IN_FLIGHT)
            self._file = file
            try:
                yield
            finally:
                self._file = None


@contextmanager
def left_by_the_dead(folder: Path) -> Iterator[tuple[AttemptState, ...]]:
    """Give what processes that are no more had under way in this folder, and empty their files afterwards.

    Raises:
        OSError: A file can't be read.
    """
    with ExitStack() as stack:
        paths = sorted(folder.glob(FILE_NAME.format("*")))
        dead = [path for path in paths if stack.enter_context(locked(_lock(path)))]
        found = [path.read_bytes() for path in dead]
        yield tuple(noted for content in found for noted in unpacked(content))
        for path, content in zip(dead, found, strict=True):
            path.write_bytes(bytes(len(content)))


@contextmanager
def _unused(folder: Path) -> Iterator[Path]:
    """Lock the first file that no living process has, and no dead one has left anything in."""
    for number in count(1):
        path = folder / FILE_NAME.format(number)
        with locked(_lock(path)) as mine:
            if mine and not _holds_anything(path):
                yield path
                return


def _lock(path: Path) -> Path:
    return path.with_suffix(".lock")


def _holds_anything(path: Path) -> bool:
    path.touch(mode=0o600)
    return any(path.read_bytes())


def _packed(noted: AttemptState | None) -> bytes:
    if noted is None:
        return _EMPTY
    id_ = noted.key.subscription_id.encode()
    day = noted.key.local_date.isoformat().encode()
    return _ENTRY.pack(noted.stage, id_, day, noted.attempt, noted.message_id)


def unpacked(content: bytes) -> Iterator[AttemptState]:
    """Read what a file holds."""
    whole = content[: len(content) - len(content) % _ENTRY.size]
    for stage, id_, day, attempt, message_id in _ENTRY.iter_unpack(whole):
        if stage:
            key = Key(id_.rstrip(b"\0").decode(), date.fromisoformat(day.decode()))
            yield AttemptState(key, attempt, Stage(stage), message_id)
