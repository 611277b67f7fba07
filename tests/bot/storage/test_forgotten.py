"""Forgotten means gone: no row, and in SQLite's files no byte, of who asked to be forgotten."""

from __future__ import annotations

import asyncio
import sqlite3
import struct
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import serving
from bot.storage.database import FILE_NAME, Database, opened
from bot.storage.preferences import StoredPreferences
from bot.storage.subscriptions import StoredSubscriptions
from handlers.daily.subscription import Reason
from tests.bot.subscribers import SOMEONE

PERSON = 5_123_456_789
GROUP = -1_009_876_543_210
NOW = datetime(2024, 1, 15, tzinfo=UTC)


def traces(folder: Path, *numbers: int) -> list[str]:
    """Name the files in which a number stands, as text or as SQLite packs it."""
    # SQLite stores such numbers big-endian in six bytes.
    spellings = [(number, (str(number).encode(), struct.pack(">q", number)[2:])) for number in numbers]
    return [
        f"{file.name}: {number}"
        for file in sorted(folder.iterdir())
        for number, spelt in spellings
        if any(one in file.read_bytes() for one in spelt)
    ]


async def fill(database: Database, *, others: int) -> None:
    store = StoredSubscriptions(database)
    for number in range(others):
        one = replace(SOMEONE, id=f"o{number:07}", user_id=9_000_000 + number, chat_id=9_000_000 + number)
        await store.save(one, now=NOW)
        if number % 10 == 0:
            mine = replace(SOMEONE, id=f"m{number:07}", user_id=PERSON, chat_id=GROUP - number)
            await store.save(mine, now=NOW)
            await store.pause(mine.id, reason=Reason.ASKED)
    await StoredPreferences(database).choose_language(PERSON, "ru")


@pytest.mark.parametrize("others", [1, 400])
async def test_sqlites_files_hold_no_byte_of_who_was_forgotten(tmp_path: Path, others: int) -> None:
    async with opened(None, tmp_path) as database:
        await fill(database, others=others)
        assert traces(tmp_path, PERSON)

        await StoredPreferences(database).forget(PERSON)
        await StoredSubscriptions(database).forget_user(PERSON)

        assert traces(tmp_path, PERSON, *(GROUP - number for number in range(0, others, 10))) == []
        assert await StoredSubscriptions(database).count() == others


async def test_they_hold_none_though_somebody_reads_meanwhile(tmp_path: Path) -> None:
    async with opened(None, tmp_path) as database:
        await fill(database, others=20)
        async with database.reading():
            await StoredPreferences(database).forget(PERSON)
        await StoredSubscriptions(database).forget_user(PERSON)

        assert traces(tmp_path, PERSON) == []


async def test_who_is_forgotten_while_another_program_reads_is_erased_as_soon_as_it_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "ERASE_SECONDS", 0.0)
    async with opened(None, tmp_path) as database:
        await fill(database, others=20)
        with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM subscriptions").fetchall()
            await StoredPreferences(database).forget(PERSON)
            await StoredSubscriptions(database).forget_user(PERSON)
            assert database.unerased.is_set()
            reader.execute("COMMIT")
        erasing = asyncio.create_task(serving._erase(database))
        async with asyncio.timeout(60):
            while database.unerased.is_set():  # noqa: ASYNC110 - it is a file that is waited for
                await asyncio.sleep(0.01)
        erasing.cancel()

        assert traces(tmp_path, PERSON) == []
