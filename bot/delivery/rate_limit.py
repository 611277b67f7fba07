"""Telegram's bulk limit for deliveries, kept at the moment of sending and shared by all processes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, bindparam, case, delete, func, literal, select

from bot.settings import MESSAGES_PER_SECOND
from bot.storage.database import Database
from bot.storage.group_commit import GroupCommit
from bot.storage.tables import RATE_LIMITS
from bot.storage.upsert import Upsert, upsert
from bot.transports.back_off import TOGETHER_SECONDS, BackOff

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncConnection
    from sqlalchemy.sql.dml import ReturningInsert

ALL_CHATS = 0
LATEST_SECONDS = 0.03
"""A slot that a busy process let pass by more than this is void, and another one is taken."""
_SECOND_OF_SLOTS = 1.09
"""Seconds that thirty slots take. What leaves within a second had its slot within that and `LATEST_SECONDS`,
and on its way one message falls behind another by some hundredths more: with 1.035, and four processes on two
busy cores, 32 of ten thousand messages arrived within one second; with 1.065 once, amid all tests."""
LEEWAY_SECONDS = 0.3
"""Who lets two slots pass by is on a busy machine, and gets time to be late the third time, and twice as much
each time after. Without, one process at load 22 on two cores sent 0.7 messages a second."""
LONGEST_LEEWAY_SECONDS = 2.4
PRIVATE_GAP_SECONDS = 1.05
GROUP_GAP_SECONDS = 3.05
"""20 a minute; channels have the ids of groups and keep their pace."""
FARTHEST_SECONDS = 120.0
"""No slot is farther away, so that a clock set back can't stop everything; but as far as Telegram tells."""


@dataclass(frozen=True, slots=True)
class Slot:
    """When a delivery may leave, by the monotonic clock: among those of all chats, or of its chat only.

    Attributes:
        leeway: How many seconds later it may still leave; afterwards the slot is void.
    """

    at: float
    among_all: bool
    leeway: float = LATEST_SECONDS


class RateLimiter:
    """Gives slots to deliveries; evenly spaced, since two bursts of thirty could meet in one second."""

    def __init__(
        self, database: Database, *, per_second: float = MESSAGES_PER_SECOND, back_off: BackOff | None = None
    ) -> None:
        """Share the limits of all who use this database.

        Args:
            database: Where the slots are.
            per_second: Most messages to all chats together.
            back_off: What this process was told by a 429 to answers, too.
        """
        self.per_second = per_second
        self.gap_seconds = _SECOND_OF_SLOTS / per_second
        self._database = database
        self._back_off = back_off or BackOff()
        # After a power cut every slot that was given out is past.
        self._reservations = GroupCommit(database, self._reserve_all, lasting=False)
        self._others = GroupCommit(database, self._other_slots, lasting=False)
        self._line, self._next_leaves_at = asyncio.Lock(), 0.0
        self._statement = _slot_statement(database.engine.dialect.name)
        self._wait_statement = _wait_statement(database.engine.dialect.name)

    async def reserve(self, chat_id: int) -> Slot:
        """Take a chat's next slot, one a second or 20 a minute for a group; if it has come, one among all."""
        return await self._reservations(chat_id)

    async def _reserve_all(self, connection: AsyncConnection, chats: Sequence[int]) -> Sequence[Slot]:
        return [await self._reserve(connection, chat_id) for chat_id in chats]

    async def _reserve(self, connection: AsyncConnection, chat_id: int) -> Slot:
        for_chat = await self._take(connection, chat_id, gap_seconds(chat_id))
        told = self._back_off.seconds(chat_id)
        if for_chat > 0 or told > 0:
            return Slot(time.monotonic() + max(for_chat, told), among_all=False)
        return (await self._other_slots(connection, [0]))[0]

    async def wait_for(
        self, slot: Slot, *, early_seconds: float = 0.0, unless: asyncio.Event | None = None
    ) -> Slot:
        """Wait for a slot among all chats, 30 a second; at once if it has come and is not void yet.

        Args:
            slot: As it was reserved.
            early_seconds: End the waiting so much before it, for what is to be done by then.
            unless: Ends the waiting when set.
        """
        passed_by = 0
        while not (unless and unless.is_set()):
            told = time.monotonic() + self._back_off.seconds(None)
            await _until(max(slot.at - early_seconds, told), unless)
            if slot.leeway > LATEST_SECONDS and not early_seconds:
                await self._behind_the_last(unless)
            if not self._is_void(slot):
                break
            passed_by += slot.among_all
            slot = await self._others(passed_by)
        return slot

    async def _behind_the_last(self, unless: asyncio.Event | None) -> None:
        """Let those that may be late leave as far apart as their slots are."""
        async with self._line:
            await _until(self._next_leaves_at, unless)
            self._next_leaves_at = time.monotonic() + self.gap_seconds

    def _is_void(self, slot: Slot) -> bool:
        return (
            not slot.among_all or time.monotonic() - slot.at > slot.leeway or self._back_off.seconds(None) > 0
        )

    async def back_off(self, chat_id: int, seconds: float) -> bool:
        """Let a chat wait as Telegram has told, and all chats if another one has been told the same.

        Returns:
            Whether all chats wait.
        """
        told = {"chat": chat_id, "seconds": seconds, "clock": time.time()}
        async with self._database.transaction() as connection:
            together = _told_together(connection.dialect.name)
            await connection.execute(self._wait_statement, told)
            everyone = bool((await connection.execute(together, told)).scalar())
            if everyone:
                await connection.execute(self._wait_statement, {**told, "chat": ALL_CHATS})
        if everyone:
            self._back_off.told(None, seconds)
        return everyone

    async def _other_slots(self, connection: AsyncConnection, passed_by: Sequence[int]) -> Sequence[Slot]:
        """Take slots among all chats, one behind the other; with leeway, their own, if one is late again."""
        again = max(passed_by) - 2
        leeway = min(LONGEST_LEEWAY_SECONDS, LEEWAY_SECONDS * 2**again) if again >= 0 else 0.0
        asked, length = time.monotonic(), len(passed_by) * self.gap_seconds + leeway
        wait = await self._take(connection, ALL_CHATS, length)
        # Nobody knows when in between the database has answered.
        first, end = time.monotonic() + wait, asked + wait + length
        slots = [first + number * self.gap_seconds for number in range(len(passed_by))]
        return [Slot(at, among_all=True, leeway=end - at if leeway else LATEST_SECONDS) for at in slots]

    async def forget(self) -> None:
        """Delete what no longer holds anyone up."""
        before = time.time() - 2 * FARTHEST_SECONDS
        old = (RATE_LIMITS.c.next_at < before) & (RATE_LIMITS.c.held_until < before)
        async with self._database.transaction() as connection:
            await connection.execute(delete(RATE_LIMITS).where(old, RATE_LIMITS.c.chat_id != ALL_CHATS))

    async def drop(self, chat_id: int) -> None:
        """Delete all that is known of one chat."""
        async with self._database.transaction() as connection:
            await connection.execute(delete(RATE_LIMITS).where(RATE_LIMITS.c.chat_id == chat_id))

    async def _take(self, connection: AsyncConnection, chat_id: int, seconds: float) -> float:
        """Take the next free slot and give how long to wait for it, in seconds."""
        values = {"chat": chat_id, "gap": seconds, "clock": time.time()}
        wait = (await connection.execute(self._statement, values)).scalar()
        return max(0.0, float(wait or 0.0))


async def _until(moment: float, unless: asyncio.Event | None) -> None:
    pause = max(0.0, moment - time.monotonic())
    if unless is None:
        await asyncio.sleep(pause)
        return
    with suppress(TimeoutError):
        async with asyncio.timeout(pause):
            await unless.wait()


def gap_seconds(chat_id: int) -> float:
    """Give the least time between two messages to one chat."""
    return PRIVATE_GAP_SECONDS if chat_id > 0 else GROUP_GAP_SECONDS


def _clock(dialect: str) -> ColumnElement[float]:
    """Give the time: the server's with PostgreSQL, one clock for all machines."""
    if dialect == "sqlite":
        return bindparam("clock", type_=RATE_LIMITS.c.next_at.type)
    return func.extract("epoch", func.clock_timestamp()).cast(RATE_LIMITS.c.next_at.type)


def _is_held(clock: ColumnElement[float]) -> ColumnElement[bool]:
    """Tell whether Telegram's word still counts; it is void if the clock was set back before it."""
    return (RATE_LIMITS.c.held_from <= clock) & (RATE_LIMITS.c.held_until > clock)


def _told_together(dialect: str) -> Select[int]:
    """Ask whether another chat was told a wait that ends at the same moment."""
    clock = _clock(dialect)
    until = clock + bindparam("seconds", type_=RATE_LIMITS.c.next_at.type)
    return select(func.count()).where(
        RATE_LIMITS.c.chat_id != bindparam("chat"),
        _is_held(clock),
        func.abs(RATE_LIMITS.c.held_until - until) < TOGETHER_SECONDS,
    )


def _slot_statement(dialect: str) -> ReturningInsert[float]:
    """Move the next free slot on by `gap`, not into the past and not too far, and return the wait for it."""
    gap = bindparam("gap", type_=RATE_LIMITS.c.next_at.type)
    clock = _clock(dialect)
    first = case((_is_held(clock), RATE_LIMITS.c.held_until), else_=clock)
    farthest = first + literal(FARTHEST_SECONDS)
    free = case(
        (RATE_LIMITS.c.next_at < first, first),
        (RATE_LIMITS.c.next_at > farthest, farthest),
        else_=RATE_LIMITS.c.next_at,
    )
    return (
        upsert(RATE_LIMITS, dialect)
        .values(chat_id=bindparam("chat"), next_at=clock + gap)
        .on_conflict_do_update(index_elements=[RATE_LIMITS.c.chat_id], set_={"next_at": free + gap})
        .returning(RATE_LIMITS.c.next_at - gap - clock)
    )


def _wait_statement(dialect: str) -> Upsert:
    """Note a wait of `seconds` from now; a longer one that was told before stays."""
    clock = _clock(dialect)
    until = clock + bindparam("seconds", type_=RATE_LIMITS.c.next_at.type)
    longer = _is_held(clock) & (RATE_LIMITS.c.held_until > until)
    return (
        upsert(RATE_LIMITS, dialect)
        .values(chat_id=bindparam("chat"), next_at=clock, held_from=clock, held_until=until)
        .on_conflict_do_update(
            index_elements=[RATE_LIMITS.c.chat_id],
            set_={"held_from": clock, "held_until": case((longer, RATE_LIMITS.c.held_until), else_=until)},
        )
    )
