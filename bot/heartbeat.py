"""The sign of life of a running bot: a small file in the data folder, written anew every few seconds."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

FILE_NAME = "heartbeat.json"
EVERY_SECONDS = 10
STALE_AFTER_SECONDS = 60
SILENT_AFTER_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """One sign of life; times in seconds since 1970.

    Attributes:
        process: The bot's process id.
        written_at: When the event loop last came by.
        heard_at: When the Bot API server last answered.
    """

    process: int
    written_at: float
    heard_at: float

    def fault(self, now: float) -> str | None:
        """Say in words why the bot is not well at `now`; None if it is."""
        if now - self.written_at > STALE_AFTER_SECONDS:
            return f"the last sign of life is {now - self.written_at:.0f} seconds old; is the bot running?"
        if now - self.heard_at > SILENT_AFTER_SECONDS:
            return f"Telegram has not answered for {now - self.heard_at:.0f} seconds; look at the network"
        return None


def write(heartbeat: Heartbeat, folder: Path) -> None:
    """Replace the file whole, so that nobody reads half of one.

    Raises:
        OSError: The folder can't be written.
    """
    beside = folder / f"{FILE_NAME}.{heartbeat.process}"
    beside.write_text(json.dumps(asdict(heartbeat)), encoding="utf-8")
    beside.replace(folder / FILE_NAME)


def read(folder: Path) -> Heartbeat | None:
    """Give the last sign of life; None if there is none that can be read."""
    try:
        fields = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
        return Heartbeat(int(fields["process"]), float(fields["written_at"]), float(fields["heard_at"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remove(folder: Path) -> None:
    """Take the file away, if it is this process's own: a bot that ended is not ill, it is gone."""
    last = read(folder)
    if last and last.process == os.getpid():
        (folder / FILE_NAME).unlink(missing_ok=True)
