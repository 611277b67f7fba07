"""A process's place among those that share a database: its stable name, and whether it leads."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.storage.database import Database
from bot.storage.errors import StorageError, cleared, shown

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

SLOTS = 64
_LEADER = 0
_SPACE = 0x51_0A_15_02
"""First half of the advisory locks' keys; the second is the place's number."""
_PREFIX = "bot-"


@dataclass(slots=True)
class ProcessSlot:
    """Where one process stands.

    With SQLite there is one process, and it leads. With PostgreSQL the lowest free place is kept by an
    advisory lock, which ends with its session: a process that was killed frees its place at once.

    Attributes:
        number: From 1.
    """

    number: int
    _connection: AsyncConnection | None
    _url: str
    _leads: bool = False
    _busy: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def executor(self) -> str:
        """The engine's name for this process."""
        return f"{_PREFIX}{self.number}"

    async def leads(self) -> bool:
        """Tell whether this process plans and hands over; the first that asks while nobody does so.

        Raises:
            StorageError: The place is lost: another process may have it by now.
        """
        if self._connection is None:
            return True
        if self._leads:
            await self._ask("SELECT 1")
        else:
            self._leads = await self._try(_LEADER)
        return self._leads

    @asynccontextmanager
    async def vacant(self, executor: str) -> AsyncIterator[bool]:
        """Keep the place of another process from being taken, and tell whether it was free.

        Raises:
            StorageError: The place is lost.
        """
        number = int(executor.removeprefix(_PREFIX)) if executor.startswith(_PREFIX) else None
        if self._connection is None or number is None or number == self.number:
            yield False
            return
        free = await self._try(number)
        try:
            yield free
        finally:
            if free:
                await self._ask(f"SELECT pg_advisory_unlock({_SPACE}, {number})")

    async def _try(self, number: int) -> bool:
        return bool(await self._ask(f"SELECT pg_try_advisory_lock({_SPACE}, {number})"))

    async def _ask(self, question: str) -> object:
        if self._connection is None:
            return None
        async with self._busy:
            with cleared(self._url):
                return (await self._connection.execute(text(question))).scalar()


@asynccontextmanager
async def taken(database: Database) -> AsyncIterator[ProcessSlot]:
    """Take the lowest free place, and leave it in the end.

    Raises:
        StorageError: The database failed, or all places are taken.
    """
    if database.file:
        yield ProcessSlot(1, None, database.url)
        return
    with cleared(database.url):
        connection = await database.engine.connect()
    try:
        with cleared(database.url):
            await connection.execution_options(isolation_level="AUTOCOMMIT")
        yield await _lowest(connection, database.url)
    finally:
        with suppress(DBAPIError):
            # Closed, not given back to the pool: its locks end with the session.
            await connection.invalidate()
        await connection.close()


async def _lowest(connection: AsyncConnection, url: str) -> ProcessSlot:
    for number in range(1, SLOTS + 1):
        slot = ProcessSlot(number, connection, url)
        if await slot._try(number):  # noqa: SLF001
            return slot
    raise StorageError(shown(url), f"{SLOTS} processes use it already", "end some of them")
