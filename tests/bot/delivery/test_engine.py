"""The engine itself, DBOS included: what it is given is tried until it is over, whoever dies meanwhile."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.delivery import engine as engine_module
from bot.delivery.engine import Engine, _sqlite, workflow_id
from bot.storage.database import Database
from bot.storage.ledger_rows import HandOver, Key

ONE = Key("s0000001", date(2026, 11, 24))
OTHER = Key("s0000002", date(2026, 11, 24))


@dataclass(slots=True)
class Tries:
    """What the engine has tried, and how the next tries end: None is over.

    Attributes:
        pauses: Taken from its front; empty is over.
        endless: Whether a try never ends.
    """

    made: list[Key] = field(default_factory=list)
    pauses: list[float | None] = field(default_factory=list)
    endless: bool = False
    came: asyncio.Event = field(default_factory=asyncio.Event)

    async def make(self, key: Key) -> float | None:
        self.made.append(key)
        self.came.set()
        if self.endless:
            await asyncio.Event().wait()
        return self.pauses.pop(0) if self.pauses else None

    async def until(self, count: int) -> None:
        async with asyncio.timeout(60):
            while len(self.made) < count:
                self.came.clear()
                await self.came.wait()


@asynccontextmanager
async def started(database: Database, tries: Tries, *, executor: str = "bot-1") -> AsyncIterator[Engine]:
    engine = Engine(database.url, database.file, executor, tries.make)
    await engine.start()
    try:
        yield engine
    finally:
        await engine.stop()


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    """Wait for what the engine's threads write down; nobody is told of it."""
    async with asyncio.timeout(60):
        while not await holds():  # noqa: ASYNC110
            await asyncio.sleep(0.05)


async def test_a_delivery_is_tried_until_it_is_over_and_once_more_only_when_it_was_lost(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    given, tries = HandOver(ONE, 0), Tries(pauses=[0.01])
    async with started(database, tries) as engine:

        async def is_over() -> bool:
            return await engine.lost([given]) == (ONE,)

        await engine.hand_over([given])
        await tries.until(2)
        await until(is_over)
        assert await engine.lost([given, HandOver(OTHER, 0)]) == (ONE, OTHER)

        # Under its own name it is over for good.
        await engine.hand_over([given])
        await engine.hand_over([HandOver(ONE, 1)])
        await tries.until(3)
        assert tries.made == [ONE, ONE, ONE]

        assert await engine.clear_away() == 0
        monkeypatch.setattr(engine_module, "_KEPT", timedelta(0))
        cleared = 0

        async def are_cleared() -> bool:
            nonlocal cleared
            cleared += await engine.clear_away()
            return cleared == 2

        await until(are_cleared)
        assert await engine.clear_away() == 0


async def test_what_a_dead_process_was_running_is_run_by_the_living(database: Database) -> None:
    cut_off, tries = Tries(endless=True), Tries()
    async with started(database, cut_off, executor="bot-2") as engine:
        await engine.hand_over([HandOver(ONE, 0)])
        await cut_off.until(1)
        assert await engine.lost([HandOver(ONE, 0)]) == ()

    async with started(database, tries, executor="bot-1") as engine:
        assert await engine.executors_at_work() == {"bot-2"}
        assert await engine.take_up("bot-2") == 1
        await tries.until(1)

    assert tries.made == [ONE]


async def test_it_forgets_whom_it_was_told_to_and_nobody_whose_name_begins_alike(database: Database) -> None:
    alike = Key(f"{ONE.subscription_id}1", ONE.local_date)
    tries = Tries(pauses=[3600.0, 3600.0])
    async with started(database, tries) as engine:
        await engine.hand_over([HandOver(ONE, 0), HandOver(alike, 0)])
        await tries.until(2)

        await engine.forget([ONE.subscription_id])

        assert await engine.lost([HandOver(ONE, 0), HandOver(alike, 0)]) == (ONE,)


def test_each_time_a_delivery_is_handed_over_its_workflow_has_another_name() -> None:
    assert len({workflow_id(HandOver(ONE, number)) for number in range(3)}) == 3


def test_its_sqlite_tells_the_time_in_milliseconds(tmp_path: Path) -> None:
    """As DBOS asks for it from Python 3.12 on: SQLite before 3.42 gives nothing then."""
    engine = _sqlite(tmp_path / "engine.sqlite")
    before = time.time()

    with engine.connect() as connection:
        told = connection.execute(text("SELECT unixepoch('subsec') * 1000")).scalar()
    engine.dispose()

    assert told is not None
    assert 1000 * before - 1 <= told <= 1000 * time.time() + 1
