"""What many want to write at one time is written together: a commit costs as much for one row as for sixteen.

Group commit: DeWitt et al., 1984, "Implementation techniques for main memory database systems".
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

from bot.storage.database import Database
from bot.storage.errors import StorageError

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

Item = TypeVar("Item")
Result = TypeVar("Result")
Write: TypeAlias = "Callable[[AsyncConnection, Sequence[Item]], Awaitable[Sequence[Result]]]"


@dataclass(slots=True)
class GroupCommit(Generic[Item, Result]):
    """Writes of one kind; those that come while others are being written wait, and go together then.

    Attributes:
        write: Writes some and gives a result for each, in order.
        urgent: Whether these go before other writers.
        lasting: Whether they are to outlive a power cut.
        gather_seconds: Behind a group of several the next waits so long for more to come: what a transaction
            costs a process is then shared by more. Whoever writes alone never waits.
    """

    database: Database
    write: Write[Item, Result]
    urgent: bool = False
    lasting: bool = True
    gather_seconds: float = 0.0
    _waiting: list[tuple[Item, asyncio.Future[Result]]] = field(default_factory=list)
    _work: asyncio.Task[None] | None = None

    async def __call__(self, item: Item) -> Result:
        """Write one; it is committed when this returns.

        Raises:
            StorageError: The database failed; nothing of it is kept.
        """
        done: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, done))
        if self._work is None:
            self._work = asyncio.create_task(self._write_all())
        return await done

    async def _write_all(self) -> None:
        try:
            while self._waiting:
                together, self._waiting = self._waiting, []
                await self._write(together)
                if self.gather_seconds and len(together) > 1:
                    await asyncio.sleep(self.gather_seconds)
        finally:
            self._work = None
            for _, done in self._waiting:
                done.cancel()
            self._waiting = []

    async def _write(self, together: Sequence[tuple[Item, asyncio.Future[Result]]]) -> None:
        wanted = [(item, done) for item, done in together if not done.done()]
        try:
            async with self.database.transaction(urgent=self.urgent, lasting=self.lasting) as connection:
                results = await self.write(connection, [item for item, _ in wanted])
        except StorageError as error:
            for _, done in wanted:
                if not done.done():
                    done.set_exception(error)
        except BaseException:
            for _, done in wanted:
                done.cancel()
            raise
        else:
            for (_, done), result in zip(wanted, results, strict=True):
                if not done.done():
                    done.set_result(result)
