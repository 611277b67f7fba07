"""A server that was away meanwhile: the connections kept open to it are replaced, and nobody notices."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from bot.storage.database import Database, opened
from bot.storage.errors import StorageError


async def own_process(database: Database) -> int:
    async with database.reading() as connection:
        return int((await connection.execute(text("SELECT pg_backend_pid()"))).scalar_one())


def end(url: str, process: int) -> None:
    """Break a connection from the server's side, as a restart does."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SELECT pg_terminate_backend(%s, 5000)", (process,))


@pytest.fixture
async def broken(postgres_url: str, tmp_path: Path) -> AsyncIterator[tuple[Database, int]]:
    """Give a database whose one open connection the server has ended, and the process that served it."""
    async with opened(postgres_url, tmp_path) as database:
        before = await own_process(database)
        end(postgres_url, before)
        yield database, before


async def test_a_connection_that_broke_while_idle_is_replaced(
    broken: tuple[Database, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    database, before = broken
    later = time.monotonic() + 60
    monkeypatch.setattr("bot.storage.pings.time.monotonic", lambda: later)

    assert await own_process(database) != before


async def test_a_connection_that_broke_in_use_is_told_once_and_never_used_again(
    broken: tuple[Database, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    database, before = broken
    now = time.monotonic()
    monkeypatch.setattr("bot.storage.pings.time.monotonic", lambda: now)

    with pytest.raises(StorageError):
        await own_process(database)
    assert await own_process(database) != before
