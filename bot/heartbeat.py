"""The sign of life of a running bot: a small file in the data folder, written anew every few seconds."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

FILE_NAME = "heartbeat.json"
EVERY_SECONDS = 10
STALE_AFTER_SECONDS = 60
SILENT_AFTER_SECONDS = 300
BEHIND_AFTER_SECONDS = 3600
"""A hundred thousand subscribers of one hour are served within it."""

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that people notice.

    Attributes:
        subject: What is not well: running, updates, database or deliveries.
    """

    subject: str
    said: str


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """One sign of life; times in seconds since 1970.

    Attributes:
        process: The bot's process id.
        written_at: When the event loop last came by.
        well_at: When an update was last handled, or a poll answered with none waiting.
        failure: What keeps updates from coming, with its cure; "" if nothing does.
        stores: Whether the database answered.
        late_seconds: How long the oldest delivery that is not over is overdue.
    """

    process: int
    written_at: float
    well_at: float
    failure: str = ""
    stores: bool = True
    late_seconds: float = 0.0

    def faults(self, now: float) -> Iterator[Fault]:
        """Say in words what is not well at `now`."""
        if now - self.written_at > STALE_AFTER_SECONDS:
            said = f"the last sign of life is {now - self.written_at:.0f} seconds old; is the bot running?"
            yield Fault("running", said)
            return
        if self.failure:
            yield Fault("updates", self.failure)
        elif now - self.well_at > SILENT_AFTER_SECONDS:
            silent = now - self.well_at
            said = f"none came and none was handled for {silent:.0f} seconds; look at the network and the log"
            yield Fault("updates", said)
        if not self.stores:
            yield Fault("database", "it does not answer; look at the database server and the log")
        if self.late_seconds > BEHIND_AFTER_SECONDS:
            yield Fault(
                "deliveries", f"the oldest is {self.late_seconds / 60:.0f} minutes late; look at the log"
            )


def write(heartbeat: Heartbeat, folder: Path) -> None:
    """Replace the file whole, so that nobody reads half of one.

    Raises:
        OSError: The folder can't be written.
    """
    beside = folder / f"{FILE_NAME}.{heartbeat.process}"
    beside.write_text(json.dumps(asdict(heartbeat)), encoding="utf-8")
    beside.replace(folder / FILE_NAME)


@dataclass(slots=True)
class Writer:
    """Writes one sign after the other, and says once that it can't until it can again."""

    folder: Path
    _fails: bool = False

    def write(self, heartbeat: Heartbeat) -> None:
        """Write a sign, if that can be done."""
        try:
            write(heartbeat, self.folder)
        except OSError as error:
            if not self._fails:
                _LOG.warning("no sign of life can be written into %s: %s", self.folder, error.strerror)
            self._fails = True
        else:
            self._fails = False


def read(folder: Path) -> Heartbeat | None:
    """Give the last sign of life; None if there is none that can be read."""
    try:
        fields = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
        return Heartbeat(
            process=int(fields["process"]),
            written_at=float(fields["written_at"]),
            well_at=float(fields["well_at"]),
            failure=str(fields["failure"]),
            stores=bool(fields["stores"]),
            late_seconds=float(fields["late_seconds"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remove(folder: Path) -> None:
    """Take the file away, if it is this process's own: a bot that ended is not ill, it is gone."""
    last = read(folder)
    if last and last.process == os.getpid():
        with suppress(OSError):
            (folder / FILE_NAME).unlink()
