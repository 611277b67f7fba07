"""Telegram's limits, kept at the moment of sending and shared by all processes through the database."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, bindparam, case, delete, func, literal, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.delivery.departures import Departures
from bot.storage.database import Database
from bot.storage.errors import StorageError
from bot.storage.tables import PACES

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection
    from sqlalchemy.sql.dml import ReturningInsert

ALL_CHATS = 0
PER_SECOND = 30
"""Telegram's limit for all chats together."""
LATEST_SECONDS = 0.03
"""A turn that a busy process let pass by more than this is void, and another one is taken."""
_SECOND_OF_TURNS = 1.065
"""Seconds that thirty turns take. What leaves within a second had its turn within that and `LATEST_SECONDS`,
and on its way one message falls behind another by some hundredths more: with 1.035, and four processes on two
busy cores, 32 of ten thousand messages arrived within one second."""
PRIVATE_GAP_SECONDS = 1.05
GROUP_GAP_SECONDS = 3.05
"""20 a minute; channels have the ids of groups and keep their pace."""
ANSWER_TURNS = 1.2
"""So many turns the deliveries step back for an answer: it comes when it comes, between two of them, and what
leaves unevenly arrives more unevenly."""
FARTHEST_SECONDS = 120.0
"""No turn is farther away, so that a clock set back can't stop everything; but as far as Telegram tells."""
_NOTING_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Turn:
    """When a message may leave, by the monotonic clock: among those of all chats, or of its own chat only.

    Attributes:
        answers: So many answers had taken their turns before this one was given out.
    """

    at: float
    among_all: bool
    answers: int = 0


_IN_TURN: ContextVar[bool] = ContextVar("in_turn", default=False)


@contextmanager
def taking_turn() -> Iterator[None]:
    """Mark what is sent within as having waited for its turn."""
    token = _IN_TURN.set(True)
    try:
        yield
    finally:
        _IN_TURN.reset(token)


def in_turn() -> bool:
    """Tell whether what is being sent has waited for its turn."""
    return _IN_TURN.get()


class Pace:
    """Gives turns to send; evenly spaced, since a burst of thirty could meet the next one in one second."""

    def __init__(self, database: Database, *, per_second: float = PER_SECOND) -> None:
        """Share the limits of all who use this database.

        Args:
            database: Where the turns are.
            per_second: Most messages to all chats together.
        """
        self.per_second = per_second
        self.gap_seconds = _SECOND_OF_TURNS / per_second
        self._database = database
        self._statement = _turn_statement(database.engine.dialect.name)
        self._hold = _hold_statement(database.engine.dialect.name)
        self._departures = Departures(per_second)
        self._answers: dict[int, int] = {}
        self._answered = self._reserved = 0
        self._held_until = 0.0

    async def turn(self, chat_id: int) -> Turn:
        """Take a chat's next turn, one a second or 20 a minute for a group; if it has come, one among all."""
        async with self._database.transaction() as connection:
            for_chat = await self._take(connection, chat_id, gap_seconds(chat_id))
            if for_chat > 0:
                return Turn(time.monotonic() + for_chat, among_all=False)
            return await self._next(connection)

    async def come(
        self, turn: Turn, *, early_seconds: float = 0.0, unless: asyncio.Event | None = None
    ) -> Turn:
        """Wait for a turn among all chats, 30 a second; at once if it has come and is not void yet.

        Args:
            turn: As it was taken.
            early_seconds: End the waiting so much before it, for what is to be done by then.
            unless: Ends the waiting when set.
        """
        while not (unless and unless.is_set()):
            await _until(self.leaves_at(turn) - early_seconds, unless)
            if time.monotonic() < self.leaves_at(turn) - early_seconds:
                continue  # Answers have gone first meanwhile.
            if not self._is_void(turn):
                break
            async with self._database.transaction() as connection:
                turn = await self._next(connection)
        return turn

    def leaves_at(self, turn: Turn) -> float:
        """Give when a turn comes, by the monotonic clock: put back by the answers since it was given out."""
        if not turn.among_all:
            return turn.at
        return turn.at + (self._answered - turn.answers) * ANSWER_TURNS * self.gap_seconds

    def _is_void(self, turn: Turn) -> bool:
        now = time.monotonic()
        return not turn.among_all or now - self.leaves_at(turn) > LATEST_SECONDS or now < self._held_until

    async def hold(self, chat_id: int, seconds: float) -> bool:
        """Let a chat wait as Telegram has told, and all chats if another one has been told so meanwhile.

        Telegram does not say whether a 429 is for one chat or for the bot: two at a time are for the bot.

        Returns:
            Whether all chats are held.
        """
        async with self._database.transaction() as connection:
            clock = {"clock": time.time()}
            await connection.execute(self._hold, {"chat": chat_id, "seconds": seconds, **clock})
            held = select(func.count()).where(
                PACES.c.chat_id.not_in((chat_id, ALL_CHATS)),
                _is_held(_clock(connection.dialect.name)),
            )
            everyone = bool((await connection.execute(held, clock)).scalar())
            if everyone:
                await connection.execute(self._hold, {"chat": ALL_CHATS, "seconds": seconds, **clock})
        if everyone:
            self._held_until = max(self._held_until, time.monotonic() + seconds)
        return everyone

    async def _next(self, connection: AsyncConnection) -> Turn:
        reserved = self._reserved
        wait = await self._take(connection, ALL_CHATS, self.gap_seconds)
        return Turn(time.monotonic() + wait, among_all=True, answers=reserved)

    async def answer(self, chat_id: int) -> None:
        """Let an answer out: it waits for no turn, since questions come first, but for room in the second."""
        self.note_answer(chat_id)
        await self._departures.leave()

    def note_delivery(self) -> None:
        """Count a message that leaves in its turn."""
        self._departures.note()

    def note_answer(self, chat_id: int) -> None:
        """Put the deliveries back by an answer: at once those of this process, soon those of all."""
        self._answered += 1
        self._answers[chat_id] = self._answers.get(chat_id, 0) + 1

    async def keep_noting(self) -> None:
        """Let answers take their turns from the deliveries, until cancelled."""
        while True:
            await asyncio.sleep(_NOTING_SECONDS)
            with suppress(StorageError):
                await self.note_answers()

    async def note_answers(self) -> None:
        """Put the deliveries of all processes back by as many turns as answers have taken.

        Raises:
            StorageError: The database failed; what is not noted yet is noted the next time.
        """
        count = self._answered - self._reserved
        if count:
            await self._reserve(ALL_CHATS, count * ANSWER_TURNS * self.gap_seconds)
            self._reserved += count
        while self._answers:
            chat_id, count = next(iter(self._answers.items()))
            await self._reserve(chat_id, count * gap_seconds(chat_id))
            self._answers[chat_id] -= count
            if not self._answers[chat_id]:
                del self._answers[chat_id]

    async def forget(self) -> None:
        """Delete what no longer holds anyone up."""
        before = time.time() - 2 * FARTHEST_SECONDS
        old = (PACES.c.next_at < before) & (PACES.c.held_until < before)
        async with self._database.transaction() as connection:
            await connection.execute(delete(PACES).where(old, PACES.c.chat_id != ALL_CHATS))

    async def _reserve(self, chat_id: int, seconds: float) -> None:
        async with self._database.transaction() as connection:
            await self._take(connection, chat_id, seconds)

    async def _take(self, connection: AsyncConnection, chat_id: int, seconds: float) -> float:
        """Take the next free turn and give how long to wait for it, in seconds."""
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
        return bindparam("clock", type_=PACES.c.next_at.type)
    return func.extract("epoch", func.clock_timestamp()).cast(PACES.c.next_at.type)


def _is_held(clock: ColumnElement[float]) -> ColumnElement[bool]:
    """Tell whether Telegram's word still counts; it is void if the clock was set back before it."""
    return (PACES.c.held_from <= clock) & (PACES.c.held_until > clock)


def _insert(dialect: str) -> sqlite.Insert | postgresql.Insert:
    return sqlite.insert(PACES) if dialect == "sqlite" else postgresql.insert(PACES)


def _turn_statement(dialect: str) -> ReturningInsert[float]:
    """Move the next free turn on by `gap`, not into the past and not too far, and return the wait for it."""
    gap = bindparam("gap", type_=PACES.c.next_at.type)
    clock = _clock(dialect)
    first = case((_is_held(clock), PACES.c.held_until), else_=clock)
    farthest = first + literal(FARTHEST_SECONDS)
    free = case(
        (PACES.c.next_at < first, first), (PACES.c.next_at > farthest, farthest), else_=PACES.c.next_at
    )
    return (
        _insert(dialect)
        .values(chat_id=bindparam("chat"), next_at=clock + gap)
        .on_conflict_do_update(index_elements=[PACES.c.chat_id], set_={"next_at": free + gap})
        .returning(PACES.c.next_at - gap - clock)
    )


def _hold_statement(dialect: str) -> sqlite.Insert | postgresql.Insert:
    """Note a wait of `seconds` from now; a longer one that was told before stays."""
    clock = _clock(dialect)
    until = clock + bindparam("seconds", type_=PACES.c.next_at.type)
    longer = _is_held(clock) & (PACES.c.held_until > until)
    return (
        _insert(dialect)
        .values(chat_id=bindparam("chat"), next_at=clock, held_from=clock, held_until=until)
        .on_conflict_do_update(
            index_elements=[PACES.c.chat_id],
            set_={"held_from": clock, "held_until": case((longer, PACES.c.held_until), else_=until)},
        )
    )
