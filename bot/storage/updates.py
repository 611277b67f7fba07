"""The updates that came by webhook, on PostgreSQL: stored before they are acknowledged, handled in order.

One update of a chat is being handled at a time, by whichever process has it; the others of its chat wait.
Whatever is done to a chat is done under a lock of the transaction's: two processes never both begin with it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from zlib import crc32

from sqlalchemy import text

from bot.storage import memories
from bot.storage.database import Database
from bot.storage.group_commit import GroupCommit
from bot.storage.update_rows import (
    ClaimedUpdate,
    HandledUpdate,
    LoadedMemories,
    MemoryKey,
    NewUpdate,
    Receipt,
)

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

KEPT_SECONDS = 24 * 3600.0
"""As long as Telegram itself keeps what it could not deliver."""
GATHER_SECONDS = 0.01
"""While many write at once."""
_SPACE = 0x51_0A_15_04
_LOCK = text("SELECT pg_advisory_xact_lock(:space, key) FROM unnest(CAST(:keys AS integer[])) AS key")
_STORE = text("""
    INSERT INTO updates (update_id, chat_id, user_id, state, taken_by, received_at, body)
    SELECT n.update_id, n.chat_id, n.user_id,
           CASE WHEN n.is_first THEN 1 ELSE 0 END, CASE WHEN n.is_first THEN :me END,
           extract(epoch FROM now()), n.body
    FROM (
        SELECT r.*,
               row_number() OVER (PARTITION BY r.chat_id ORDER BY r.update_id) = 1 AND NOT EXISTS (
                   SELECT 1 FROM updates o WHERE o.chat_id = r.chat_id AND o.state < 2
               ) AS is_first
        FROM json_to_recordset(CAST(:rows AS json))
             AS r(update_id bigint, chat_id bigint, user_id bigint, body text)
        WHERE NOT EXISTS (SELECT 1 FROM updates u WHERE u.update_id = r.update_id)
    ) AS n
    ON CONFLICT DO NOTHING
    RETURNING update_id, state
""")
_FINISH = text("""
    UPDATE updates SET state = 2, body = '', chat_id = 0, user_id = NULL, taken_by = NULL
    WHERE update_id = ANY(CAST(:ids AS bigint[])) AND (state = 0 OR taken_by = :me)
""")
_TAKE = text("""
    UPDATE updates SET state = 1, taken_by = :me
    WHERE update_id IN (
        SELECT min(w.update_id) FROM updates w
        WHERE w.chat_id = ANY(CAST(:chats AS bigint[])) AND w.state = 0
          AND NOT EXISTS (SELECT 1 FROM updates o WHERE o.chat_id = w.chat_id AND o.state = 1)
        GROUP BY w.chat_id
    )
    RETURNING update_id, chat_id, body
""")
_WAITING_CHATS = text("""
    SELECT w.chat_id FROM updates w
    WHERE w.state = 0 AND NOT EXISTS (SELECT 1 FROM updates o WHERE o.chat_id = w.chat_id AND o.state = 1)
    GROUP BY w.chat_id ORDER BY min(w.update_id) LIMIT :limit
""")
_FORGET = text("DELETE FROM updates WHERE user_id = :person AND state = 0 AND update_id < :before")
_GIVE_BACK = text("""
    UPDATE updates SET state = 0, taken_by = NULL
    WHERE state = 1 AND taken_by = ANY(CAST(:those AS integer[]))
""")
_GIVE_BACK_STRAY = text("""
    UPDATE updates SET state = 0, taken_by = NULL
    WHERE state = 1 AND taken_by = :me AND NOT update_id = ANY(CAST(:known AS bigint[]))
""")
_HOLDERS = text("SELECT DISTINCT taken_by FROM updates WHERE state = 1")
_WAITING = text("SELECT count(*) FROM updates WHERE state = 0")
# By the database's clock, as they were received: a replica a day ahead must not delete what waits.
_PRUNE = text("DELETE FROM updates WHERE received_at < extract(epoch FROM now()) - :kept")


@dataclass(slots=True)
class Updates:
    """The stored updates, as one process sees them.

    Attributes:
        me: The process's number, of `presence`.
        clock: Gives seconds since 1970.
    """

    database: Database
    me: int
    clock: Callable[[], float] = time.time
    _receive: GroupCommit[NewUpdate, Receipt] = field(init=False)
    _finish: GroupCommit[HandledUpdate, ClaimedUpdate | None] = field(init=False)

    def __post_init__(self) -> None:
        self._receive = GroupCommit(self.database, self._store, gather_seconds=GATHER_SECONDS)
        self._finish = GroupCommit(self.database, self._settle, gather_seconds=GATHER_SECONDS)

    async def receive(self, update: NewUpdate) -> Receipt:
        """Store an update, unless it came before; it is stored when this returns.

        Raises:
            StorageError: The database failed: it may be stored, or not.
        """
        return await self._receive(update)

    async def finish(self, finished: HandledUpdate) -> ClaimedUpdate | None:
        """Empty an update that was handled, write what is remembered, and take the chat's next one.

        Raises:
            StorageError: The database failed; nothing is kept of it.
        """
        return await self._finish(finished)

    async def take(self, most: int) -> tuple[ClaimedUpdate, ...]:
        """Take, of chats of which nobody handles any, the one that is next; give at most so many.

        Raises:
            StorageError: The database failed.
        """
        async with self.database.transaction() as connection:
            chats = [int(chat) for (chat,) in await connection.execute(_WAITING_CHATS, {"limit": most})]
            return await self._take(connection, chats) if chats else ()

    async def load_memories(self, keys: Sequence[MemoryKey], person: int | None) -> LoadedMemories:
        """Give what is remembered under these keys, and the language the person chose.

        Raises:
            StorageError: The database failed.
        """
        async with self.database.transaction() as connection:
            found = await memories.load(connection, {0: (keys, person)}, now=self.clock())
            return found[0]

    async def holders(self) -> frozenset[int]:
        """Give the processes that have updates in hand.

        Raises:
            StorageError: The database failed.
        """
        async with self.database.reading() as connection:
            return frozenset(int(number) for (number,) in await connection.execute(_HOLDERS))

    async def waiting(self) -> int:
        """Give how many wait.

        Raises:
            StorageError: The database failed.
        """
        async with self.database.reading() as connection:
            return int((await connection.execute(_WAITING)).scalar() or 0)

    async def give_back(self, processes: Collection[int]) -> int:
        """Let others handle what these processes had in hand; give how many that is.

        Raises:
            StorageError: The database failed.
        """
        async with self.database.transaction() as connection:
            return (await connection.execute(_GIVE_BACK, {"those": list(processes)})).rowcount

    async def give_back_stray(self, known: Collection[int]) -> int:
        """Let go of what is this process's by the table, and is not in its hands: its answer got lost.

        Raises:
            StorageError: The database failed.
        """
        async with self.database.transaction() as connection:
            return (
                await connection.execute(_GIVE_BACK_STRAY, {"me": self.me, "known": list(known)})
            ).rowcount

    async def prune(self) -> None:
        """Delete what is a day old, and what is remembered no longer.

        Raises:
            StorageError: The database failed.
        """
        async with self.database.transaction() as connection:
            await connection.execute(_PRUNE, {"kept": KEPT_SECONDS})
            await memories.prune(connection, now=self.clock())

    async def _store(self, connection: AsyncConnection, news: Sequence[NewUpdate]) -> Sequence[Receipt]:
        each = {new.update_id: new for new in news}
        await _lock(connection, (new.chat for new in each.values()))
        rows = [_update_row(new) for new in each.values()]
        parameters = {"me": self.me, "rows": json.dumps(rows)}
        stored = {
            int(update_id): int(state) == 1
            for update_id, state in await connection.execute(_STORE, parameters)
        }
        mine = {one: (each[one].keys, each[one].person) for one, is_mine in stored.items() if is_mine}
        loaded = await memories.load(connection, mine, now=self.clock()) if mine else {}
        receipts = []
        for new in news:
            # Of two of one id in one batch only the first may be begun with.
            found = loaded.pop(new.update_id, None)
            receipts.append(Receipt(is_mine=found is not None, loaded=found or LoadedMemories()))
        return receipts

    async def _settle(
        self, connection: AsyncConnection, those: Sequence[HandledUpdate]
    ) -> Sequence[ClaimedUpdate | None]:
        await _lock(connection, (one.chat for one in those))
        await memories.remember(
            connection,
            written=[row for one in those for row in one.written],
            deleted=[key for one in those for key in one.deleted],
        )
        for one in those:
            if one.forgotten is not None:
                await memories.forget(connection, one.forgotten)
                await connection.execute(_FORGET, {"person": one.forgotten, "before": one.update_id})
        await connection.execute(_FINISH, {"ids": [one.update_id for one in those], "me": self.me})
        chats = [one.chat for one in those if one.goes_on]
        taken = {one.chat: one for one in await self._taken(connection, chats)}
        return [taken.get(one.chat) if one.goes_on else None for one in those]

    async def _take(self, connection: AsyncConnection, chats: Collection[int]) -> tuple[ClaimedUpdate, ...]:
        await _lock(connection, chats)
        return await self._taken(connection, chats)

    async def _taken(self, connection: AsyncConnection, chats: Collection[int]) -> tuple[ClaimedUpdate, ...]:
        if not chats:
            return ()
        found = await connection.execute(_TAKE, {"me": self.me, "chats": list(chats)})
        return tuple(ClaimedUpdate(int(update_id), int(chat), str(body)) for update_id, chat, body in found)


async def _lock(connection: AsyncConnection, chats: Iterable[int]) -> None:
    """Keep others from these chats until the transaction ends; in one order, against deadlocks."""
    keys = sorted({crc32(str(chat).encode()) - 2**31 for chat in chats})
    await connection.execute(_LOCK, {"space": _SPACE, "keys": keys})


def _update_row(new: NewUpdate) -> dict[str, object]:
    return {"update_id": new.update_id, "chat_id": new.chat, "user_id": new.person, "body": new.body}
