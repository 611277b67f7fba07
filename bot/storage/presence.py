"""A process's sign that it lives, which every other one on the same PostgreSQL sees: a lock of its session.

It ends with the process, however that ends; no clock is compared, and nothing is written again and again.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from secrets import randbelow
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.storage.database import Database
from bot.storage.errors import cleared

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

_SPACE = 0x51_0A_15_03
"""First half of the locks' keys; the second is the process's number, 0 stands for the webhook itself."""
_MOST = 2**31 - 1
_ALIVE = text(
    "SELECT CAST(objid AS bigint) FROM pg_locks "
    "WHERE locktype = 'advisory' AND granted AND objsubid = 2 AND CAST(classid AS bigint) = :space "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


@dataclass(slots=True)
class Presence:
    """The sign of one process.

    Attributes:
        number: Its own, drawn at random.
    """

    database: Database
    number: int
    _connection: AsyncConnection | None = None

    async def renew(self) -> None:
        """Give the sign, or see that it still stands.

        Raises:
            StorageError: The database failed; the sign may be gone.
        """
        self.database.gate.pass_through()
        try:
            with cleared(self.database.url):
                if self._connection is None:
                    self._connection = await self.database.engine.connect()
                    await self._connection.execution_options(isolation_level="AUTOCOMMIT")
                    lock = text("SELECT pg_advisory_lock(:space, :number)")
                    await self._connection.execute(lock, {"space": _SPACE, "number": self.number})
                else:
                    await self._connection.execute(text("SELECT 1"))
        except BaseException:
            await self.withdraw()
            raise

    async def withdraw(self) -> None:
        """Take the sign away."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(DBAPIError, OSError):
                # Closed, not given back to the pool: its locks end with the session.
                await connection.invalidate()
            with suppress(DBAPIError, OSError):
                await connection.close()

    async def alive(self) -> frozenset[int]:
        """Give the numbers of all processes that live, this one's included.

        Raises:
            StorageError: The database failed.
        """
        async with self.database.reading() as connection:
            found = await connection.execute(_ALIVE, {"space": _SPACE})
            return frozenset(int(number) for (number,) in found) - {0}

    @asynccontextmanager
    async def at_the_webhook(self) -> AsyncIterator[None]:
        """Let nobody else set or remove the webhook meanwhile.

        Raises:
            StorageError: The database failed.
        """
        async with self.database.transaction() as connection:
            lock = text("SELECT pg_advisory_xact_lock(:space, 0)")
            await connection.execute(lock, {"space": _SPACE})
            yield


def new(database: Database) -> Presence:
    """Draw a number: with as many processes as there are locks, two of them never have the same."""
    return Presence(database, 1 + randbelow(_MOST - 1))
