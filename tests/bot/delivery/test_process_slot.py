"""Places of processes that share a database: who has which, who leads, and whose may be taken over."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.delivery import process_slot
from bot.delivery.process_slot import taken
from bot.storage.database import Database, opened
from bot.storage.errors import StorageError


async def cut_all(database: Database) -> None:
    """End every connection to the database but the one that does so, as a server that restarts."""
    async with database.reading() as connection:
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
        await connection.execute(text(others + "AND pid <> pg_backend_pid()"))


async def until_locked(database: Database, count: int) -> None:
    """Wait until the server has noticed that sessions ended: so many locks are left."""
    held = text(
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' "
        "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    )
    async with asyncio.timeout(60), database.reading() as connection:
        # Nobody is told of it.
        while (await connection.execute(held)).scalar() != count:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def test_whoever_asks_at_a_lost_place_hears_that_the_database_failed(
    postgres_url: str, tmp_path: Path
) -> None:
    async with (
        opened(postgres_url, tmp_path) as database,
        opened(postgres_url, tmp_path) as other,
        taken(database) as mine,
    ):
        assert await mine.leads()
        await cut_all(other)

        told = await asyncio.gather(*(mine.leads() for _ in range(5)), return_exceptions=True)

    assert {isinstance(error, StorageError) for error in told} == {True}, told


async def test_each_process_takes_the_lowest_free_place_and_one_of_them_leads(
    postgres_url: str, tmp_path: Path
) -> None:
    async with opened(postgres_url, tmp_path) as database:
        async with taken(database) as first, taken(database) as second:
            assert (first.executor, second.executor) == ("bot-1", "bot-2")
            assert [await second.leads(), await first.leads(), await second.leads()] == [True, False, True]
        await until_locked(database, 0)
        async with taken(database) as again:
            assert again.executor == "bot-1"
            assert await again.leads()


async def test_a_place_is_kept_without_a_transaction_that_would_hold_up_the_vacuum(
    postgres_url: str, tmp_path: Path
) -> None:
    async with opened(postgres_url, tmp_path) as database, taken(database) as mine:
        assert await mine.leads()
        async with database.reading() as connection:
            query = text("SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction'")
            idle = (await connection.execute(query)).scalar()

    assert idle == 0


async def test_who_follows_leads_as_soon_as_the_leader_is_gone(postgres_url: str, tmp_path: Path) -> None:
    async with opened(postgres_url, tmp_path) as database, taken(database) as first:
        async with taken(database) as second:
            assert await second.leads()
            assert not await first.leads()

        await until_locked(database, 1)
        assert await first.leads()


async def test_with_all_places_taken_a_process_is_refused(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process_slot, "SLOTS", 2)
    async with opened(postgres_url, tmp_path) as database, taken(database), taken(database):
        with pytest.raises(StorageError, match="2 processes use it already"):
            async with taken(database):
                pass


async def test_the_place_of_a_dead_process_is_kept_while_its_work_is_taken_up(
    postgres_url: str, tmp_path: Path
) -> None:
    async with opened(postgres_url, tmp_path) as database, taken(database) as mine:
        async with taken(database), mine.vacant("bot-2") as dead:
            assert not dead
        await until_locked(database, 1)
        async with mine.vacant("bot-2") as dead:
            assert dead
            async with taken(database) as another:
                assert another.executor == "bot-3"
        await until_locked(database, 1)
        async with taken(database) as later:
            assert later.executor == "bot-2"


@pytest.mark.parametrize("executor", ["bot-1", "local"])
async def test_no_process_takes_itself_or_what_is_no_process_for_a_dead_one(
    postgres_url: str, tmp_path: Path, executor: str
) -> None:
    async with (
        opened(postgres_url, tmp_path) as database,
        taken(database) as mine,
        mine.vacant(executor) as dead,
    ):
        assert not dead


async def test_with_sqlite_the_one_process_leads_and_no_other_is_dead(tmp_path: Path) -> None:
    async with (
        opened(None, tmp_path) as database,
        taken(database) as mine,
        mine.vacant("bot-2") as dead,
    ):
        assert (mine.executor, await mine.leads(), dead) == ("bot-1", True, False)
