"""The database opened although it is away at the start: used by nobody until it is there, and is ours."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace

from bot.storage import owner, schema
from bot.storage.availability import Availability
from bot.storage.database import Database, Gate
from bot.storage.errors import AwayError, StorageError, cleared

LONGEST_PAUSE_SECONDS = 8.0
LOOK_SECONDS = 5.0


@dataclass(slots=True)
class Opening:
    """Makes a database ready to be used.

    Attributes:
        token: The bot's, whose database it has to be.
        failed: Set once it is clear that this database will not do.
        error: Why.
    """

    database: Database
    token: str
    failed: asyncio.Event = field(default_factory=asyncio.Event)
    error: StorageError | None = None

    async def begin(self) -> None:
        """Open it now, or let it be used later.

        Raises:
            StorageError: It won't do, whenever it is tried again.
        """
        try:
            await self._open()
        except AwayError as error:
            self.database.availability.failed(error)
            self.database.gate.closed_by = error

    async def finish(self) -> None:
        """Try until it is open, or won't do."""
        tries = 0
        while self.database.gate.closed_by is not None and self.error is None:
            await asyncio.sleep(min(LONGEST_PAUSE_SECONDS, 2.0**tries))
            tries += 1
            try:
                await self._open()
            except AwayError:
                continue
            except StorageError as error:
                self.error = error
                self.failed.set()

    async def keep_watch(self) -> None:
        """Look every few seconds whether it is this bot's still; PostgreSQL's may come back as another's."""
        while self.error is None:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                await owner.require(self.database, token=self.token)
            except owner.OwnerError as error:
                self.database.gate.closed_by = self.error = error
                self.failed.set()
            except StorageError:
                # Whoever is told of it then says so, once.
                continue

    async def _open(self) -> None:
        """Bring its schema up to date, and make it this bot's; nobody else is let in before."""
        # Not watched: a try that fails is no news.
        within = replace(self.database, gate=Gate(), availability=Availability())
        if within.file is None:
            # SQLite's is up to date since it was opened. To look into its file now would take all locks that
            # SQLite has on it, and the next command that looks would take its log (howtocorrupt.html, 2.2).
            with cleared(within.url):
                await schema.bring_up_to_date(within.engine, within.url, None)
        await owner.claim(within, token=self.token)
        self.database.gate.closed_by = None
        self.database.availability.worked(writing=True)
