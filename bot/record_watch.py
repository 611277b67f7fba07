"""Takes an edited record into use while the bot runs; a broken edit is logged and the old record stays."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from knowledge.record.problem import RecordError
from knowledge.snapshot import LiveSnapshot, Snapshot

Traces: TypeAlias = frozenset[tuple[str, int, int]]
Read: TypeAlias = Callable[[Path], Snapshot]
EVERY_SECONDS = 2.0

_LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class RecordWatch:
    """Looks whether the files of a record have changed.

    Attributes:
        read: Reads a record, or raises what is wrong with it.
        every_seconds: Pause between two looks of `keep_watch`.
        asked: Set it to have the record read at once, changed or not.
    """

    live: LiveSnapshot
    folder: Path
    read: Read
    every_seconds: float = EVERY_SECONDS
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    _seen: Traces = field(init=False)

    def __post_init__(self) -> None:
        """Take the files as they are for those the live snapshot was built from."""
        self._seen = traces(self.folder)

    def reload_if_edited(self) -> None:
        """Look once, and read the record if it was edited; waits for the disk."""
        found = traces(self.folder)
        if found != self._seen:
            self._seen = found
            self._take(self._read())

    async def keep_watch(self) -> None:
        """Look every few seconds until cancelled; reading is done in a thread, answers go on meanwhile.

        An edit is read once the files have held still from one look to the next: editors write in steps.
        """
        before = self._seen
        while True:
            asked = await self._pause()
            found = await asyncio.to_thread(traces, self.folder)
            if asked or (found != self._seen and found == before):
                self._seen = found
                self._take(await asyncio.to_thread(self._read))
            before = found

    async def _pause(self) -> bool:
        try:
            async with asyncio.timeout(self.every_seconds):
                await self.asked.wait()
        except TimeoutError:
            return False
        self.asked.clear()
        return True

    def _read(self) -> Snapshot | None:
        try:
            snapshot = self.read(self.folder)
        except RecordError as error:
            for line in str(error).splitlines():
                _LOG.error("the edited record is not used, the one before stays: %s", line)
            return None
        snapshot.prepare()
        return snapshot

    def _take(self, snapshot: Snapshot | None) -> None:
        if snapshot is None:
            return
        self.live.replace(snapshot)
        _LOG.info("record %s is in use: %d entries", snapshot.version, len(snapshot.record.entries))


def traces(folder: Path) -> Traces:
    """Give what changes when a record is edited: names, sizes and times of its files."""
    found = []
    for path in folder.rglob("*.yaml"):
        try:
            state = path.stat()
        except OSError:
            continue
        found.append((str(path), state.st_mtime_ns, state.st_size))
    return frozenset(found)
