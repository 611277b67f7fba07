"""Which file a database is: neither another of the same name nor other content in it is taken for it."""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from io import FileIO
from pathlib import Path
from secrets import randbelow
from typing import TYPE_CHECKING

import aiosqlite
from sqlalchemy.exc import DBAPIError

if TYPE_CHECKING:
    from bot.storage.asyncio_engine import AsyncEngine

_STAMP_AT, _STAMP_BYTES = 68, 4
"""Where SQLite's header has `application_id`, of which SQLite makes no use itself: https://sqlite.org/fileformat.html"""
_MOST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class FileIdentity:
    """One file, as it was when it was opened.

    Attributes:
        place: Device and number of the file; `cp` over an open file leaves both as they are.
        stamp: What the bot has written into its header; empty if it has written nothing.
    """

    path: Path
    place: tuple[int, int]
    stamp: bytes = b""
    _content: FileIO | None = None

    def is_another(self) -> bool | None:
        """Tell whether something else stands under its name now; None if nothing does."""
        present = _place_of(self.path)
        if present is None:
            return None
        return present != self.place or (self._content is not None and _stamp_in(self._content) != self.stamp)


def identity_of(path: Path) -> FileIdentity | None:
    """Give a file's identity by its place alone; None if there is no such file."""
    place = _place_of(path)
    return FileIdentity(path, place) if place else None


async def stamped(path: Path, engine: AsyncEngine, open_until: ExitStack) -> FileIdentity | None:
    """Stamp a database's file as this process's, so that a backup that is copied over it is noticed too.

    Where it can't be stamped, as on a full disk, its place alone tells it.

    Args:
        path: The file; None is given if there is none.
        engine: Which writes it.
        open_until: Keeps the file open until after the engine is closed: whoever closes a file loses all the
            locks that SQLite has on it (https://sqlite.org/howtocorrupt.html).
    """
    found = identity_of(path)
    if found is None:
        return None
    content = open_until.enter_context(FileIO(path))
    stamp = 1 + randbelow(_MOST)
    with suppress(DBAPIError, sqlite3.Error):
        await _write(stamp, engine)
    in_file = stamp.to_bytes(_STAMP_BYTES, "big")
    # Who reads the database just now keeps the stamp in the write-ahead log.
    return replace(found, stamp=in_file, _content=content) if _stamp_in(content) == in_file else found


async def _write(stamp: int, engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        driver = (await connection.get_raw_connection()).driver_connection
        if isinstance(driver, aiosqlite.Connection):
            for pragma in (f"application_id = {stamp}", "wal_checkpoint(TRUNCATE)"):
                async with driver.execute(f"PRAGMA {pragma}") as cursor:
                    await cursor.fetchall()


def _place_of(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _stamp_in(content: FileIO) -> bytes:
    content.seek(_STAMP_AT)
    return content.read(_STAMP_BYTES) or b""
