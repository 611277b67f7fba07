"""A process's place on PostgreSQL, when the server cuts the connection that holds it."""

from __future__ import annotations

import asyncio
from pathlib import Path

from sqlalchemy import text

from bot.delivery.process_slot import taken
from bot.storage.database import Database, opened
from bot.storage.errors import StorageError


async def cut_all(database: Database) -> None:
    """End every connection to the database but the one that does so, as a server that restarts."""
    async with database.reading() as connection:
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
        await connection.execute(text(others + "AND pid <> pg_backend_pid()"))


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
