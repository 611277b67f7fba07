"""SQLite's file taken away, replaced, or another bot's: told at once, and nothing lost is confirmed."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.storage import owner
from bot.storage.database import Database, opened
from bot.storage.errors import GoneError
from bot.storage.owner import OwnerError
from bot.storage.preferences import StoredPreferences


def take_away(file: Path) -> None:
    for each in file.parent.glob(file.name + "*"):
        each.rename(each.with_name("away-" + each.name))


async def write_while_it_is_taken_away(database: Database, file: Path) -> None:
    async with database.transaction() as connection:
        await connection.execute(text("INSERT INTO notes VALUES ('a', 'b')"))
        take_away(file)


async def test_an_order_after_the_file_is_gone_is_not_confirmed_and_told_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot.storage")
    async with opened(None, tmp_path) as database:
        assert database.file
        preferences = StoredPreferences(database)
        await preferences.choose_language(1, "ru")
        take_away(database.file)

        for _ in range(5):
            with pytest.raises(GoneError, match="its file is gone"):
                await preferences.choose_language(1, "zh")
            with pytest.raises(GoneError):
                await preferences.language(1)

    assert len(caplog.records) == 1


async def test_a_file_that_goes_amid_a_transaction_keeps_nothing_of_it(tmp_path: Path) -> None:
    async with opened(None, tmp_path) as database:
        assert database.file
        with pytest.raises(GoneError):
            await write_while_it_is_taken_away(database, database.file)


async def test_another_file_in_its_place_is_not_taken_for_it(tmp_path: Path) -> None:
    async with opened(None, tmp_path) as database:
        assert database.file
        take_away(database.file)
        (tmp_path / database.file.name).write_bytes(b"")

        with pytest.raises(GoneError, match="replaced"):
            await StoredPreferences(database).choose_language(1, "ru")


async def test_another_bots_database_is_refused_and_its_own_is_not(database: Database) -> None:
    await owner.claim(database, token="4242:AAsecretsecret")
    await owner.claim(database, token="4242:AAnewsecret")

    with pytest.raises(OwnerError, match="of bot 4242, and this is bot 77") as caught:
        await owner.claim(database, token="77:AAothersecret")

    assert "secret" not in str(caught.value)
