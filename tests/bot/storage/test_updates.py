"""Updates that came by webhook are kept for a day, whatever a replica's clock says."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.storage.database import Database, opened
from bot.storage.update_rows import NewUpdate
from bot.storage.updates import KEPT_SECONDS, Updates


@pytest.fixture
async def postgresql(postgres_url: str, tmp_path: Path) -> AsyncIterator[Database]:
    async with opened(postgres_url, tmp_path) as database:
        yield database


async def kept(database: Database) -> list[int]:
    async with database.reading() as connection:
        return list((await connection.execute(text("SELECT update_id FROM updates ORDER BY 1"))).scalars())


async def test_what_waits_is_kept_for_a_day_whatever_the_clock_of_a_replica_says(
    postgresql: Database,
) -> None:
    ahead = Updates(postgresql, me=1, clock=lambda: time.time() + 3 * KEPT_SECONDS)
    behind = Updates(postgresql, me=2, clock=lambda: time.time() - 3 * KEPT_SECONDS)
    await ahead.receive(NewUpdate(1, 42, 7, "{}"))
    await behind.receive(NewUpdate(2, 43, 8, "{}"))
    for updates in (ahead, behind):
        await updates.prune()
    assert await kept(postgresql) == [1, 2]

    async with postgresql.transaction() as connection:
        days = {"days": KEPT_SECONDS + 1}
        await connection.execute(text("UPDATE updates SET received_at = received_at - :days"), days)
    await ahead.receive(NewUpdate(3, 44, 9, "{}"))
    await behind.prune()

    assert await kept(postgresql) == [3]
