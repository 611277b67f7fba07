"""Telegram's limits, kept at the moment of sending and shared by all processes through the database."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, bindparam, case, delete, func, literal
from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.database import Database
from bot.storage.errors import StorageError
from bot.storage.tables import PACES

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection
    from sqlalchemy.sql.dml import ReturningInsert

ALL_CHATS = 0
OVERALL_GAP_SECONDS = 0.0345
"""30 a second would be 0.0333; what is left over makes room for those that come late."""
LATEST_SECONDS = 0.03
"""A turn that a busy process let pass by more than this is void, and another one is taken. So what leaves
within any second had its turn within 1.03: 1.03 / 0.0345 is below 30."""
PRIVATE_GAP_SECONDS = 1.05
GROUP_GAP_SECONDS = 3.05
"""20 a minute; channels have the ids of groups and keep their pace."""
FARTHEST_SECONDS = 120.0
"""No turn is farther away, so that a clock set back can't stop everything."""
_NOTING_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Turn:
    """When a message may leave, by the monotonic clock: among those of all chats, or of its own chat only."""

    at: float
    among_all: bool


class Pace:
    """Gives turns to send; evenly spaced, since a burst of thirty could meet the next one in one second."""

    def __init__(self, database: Database) -> None:
        """Share the limits of all who use this database."""
        self._database = database
        self._statement = _turn_statement(database.engine.dialect.name)
        self._answers: dict[int, int] = {}

    async def turn(self, chat_id: int) -> Turn:
        """Take a chat's next turn, one a second or 20 a minute for a group; if it has come, one among all."""
        async with self._database.transaction() as connection:
            for_chat = await self._take(connection, chat_id, gap_seconds(chat_id))
            if for_chat > 0:
                return Turn(time.monotonic() + for_chat, among_all=False)
            return await self._next(connection)

    async def come(self, turn: Turn) -> Turn:
        """Wait for a turn among all chats, 30 a second; at once if it has come and is not void yet."""
        await _until(turn)
        while not turn.among_all or time.monotonic() - turn.at > LATEST_SECONDS:
            async with self._database.transaction() as connection:
                turn = await self._next(connection)
            await _until(turn)
        return turn

    async def _next(self, connection: AsyncConnection) -> Turn:
        wait = await self._take(connection, ALL_CHATS, OVERALL_GAP_SECONDS)
        return Turn(time.monotonic() + wait, among_all=True)

    def note_answer(self, chat_id: int) -> None:
        """Count a message that went out without waiting for its turn, since questions come first."""
        self._answers[chat_id] = self._answers.get(chat_id, 0) + 1

    async def keep_noting(self) -> None:
        """Let answers take their turns from the deliveries, until cancelled."""
        while True:
            await asyncio.sleep(_NOTING_SECONDS)
            with suppress(StorageError):
                await self.note_answers()

    async def note_answers(self) -> None:
        """Put the deliveries back by as many turns as answers have taken."""
        answers, self._answers = self._answers, {}
        for chat_id, count in answers.items():
            await self._reserve(chat_id, count * gap_seconds(chat_id))
        if answers:
            await self._reserve(ALL_CHATS, sum(answers.values()) * OVERALL_GAP_SECONDS)

    async def forget(self) -> None:
        """Delete what no longer holds anyone up."""
        old = PACES.c.next_at < time.time() - 2 * FARTHEST_SECONDS
        async with self._database.transaction() as connection:
            await connection.execute(delete(PACES).where(old, PACES.c.chat_id != ALL_CHATS))

    async def _reserve(self, chat_id: int, seconds: float) -> float:
        async with self._database.transaction() as connection:
            return await self._take(connection, chat_id, seconds)

    async def _take(self, connection: AsyncConnection, chat_id: int, seconds: float) -> float:
        """Take the next free turn and give how long to wait for it, in seconds."""
        values = {"chat": chat_id, "gap": seconds, "clock": time.time()}
        wait = (await connection.execute(self._statement, values)).scalar()
        return max(0.0, float(wait or 0.0))


async def _until(turn: Turn) -> None:
    await asyncio.sleep(max(0.0, turn.at - time.monotonic()))


def gap_seconds(chat_id: int) -> float:
    """Give the least time between two messages to one chat."""
    return PRIVATE_GAP_SECONDS if chat_id > 0 else GROUP_GAP_SECONDS


def _turn_statement(dialect: str) -> ReturningInsert[float]:
    """Move the next free turn on by `gap`, not into the past and not too far, and return the wait for it."""
    gap = bindparam("gap", type_=PACES.c.next_at.type)
    clock: ColumnElement[float] = bindparam("clock", type_=PACES.c.next_at.type)
    insert = sqlite.insert(PACES) if dialect == "sqlite" else postgresql.insert(PACES)
    if dialect != "sqlite":
        # One clock for all machines.
        clock = func.extract("epoch", func.clock_timestamp()).cast(PACES.c.next_at.type)
    free = case(
        (PACES.c.next_at < clock, clock),
        (PACES.c.next_at > clock + literal(FARTHEST_SECONDS), clock + literal(FARTHEST_SECONDS)),
        else_=PACES.c.next_at,
    )
    return (
        insert.values(chat_id=bindparam("chat"), next_at=clock + gap)
        .on_conflict_do_update(index_elements=[PACES.c.chat_id], set_={"next_at": free + gap})
        .returning(PACES.c.next_at - gap - clock)
    )
