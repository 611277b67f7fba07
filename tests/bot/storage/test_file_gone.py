"""SQLite's file taken away, replaced, or another bot's: told at once, and nothing lost is confirmed."""

from __future__ import annotations

import asyncio
import logging
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from bot.storage import owner
from bot.storage.database import FILE_NAME, Database, opened
from bot.storage.errors import GoneError
from bot.storage.opening import Opening
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


async def test_no_empty_file_is_made_where_one_was_taken_away(tmp_path: Path) -> None:
    async with opened(None, tmp_path) as database, database.reading():
        assert database.file
        take_away(database.file)

        # As if it went after it was looked for, and before one more connection is opened.
        with pytest.raises(OperationalError, match="unable to open"):
            async with database.engine.connect():
                pass
        assert not database.file.exists()


async def test_another_file_in_its_place_is_not_taken_for_it(tmp_path: Path) -> None:
    async with opened(None, tmp_path) as database:
        assert database.file
        take_away(database.file)
        (tmp_path / database.file.name).write_bytes(b"")

        with pytest.raises(GoneError, match="replaced"):
            await StoredPreferences(database).choose_language(1, "ru")


async def checkpointed(folder: Path, *, language: str = "en") -> Path:
    """Make a database in which one person has chosen a language, and nothing is left in its log."""
    async with opened(None, folder) as database:
        await StoredPreferences(database).choose_language(1, language)
    return folder / FILE_NAME


@pytest.mark.parametrize("what", ["another bot's", "a backup", "nothing"])
async def test_what_is_copied_over_the_open_file_is_not_taken_for_it(tmp_path: Path, what: str) -> None:
    file = await checkpointed(tmp_path)
    copied = tmp_path / "copied"
    copied.write_bytes(b"" if what == "nothing" else file.read_bytes())
    if what == "another bot's":
        file.unlink()
        copied = (await checkpointed(tmp_path, language="de")).rename(copied)
        file = await checkpointed(tmp_path)
    async with opened(None, tmp_path, exclusive=True) as database:
        preferences = StoredPreferences(database)
        await preferences.choose_language(1, "ru")
        assert await preferences.language(1) == "ru"
        shutil.copyfile(copied, file)

        with pytest.raises(GoneError, match="replaced"):
            await preferences.choose_language(1, "zh")
        with pytest.raises(GoneError, match="replaced"):
            await preferences.language(1)


async def test_what_another_program_writes_by_sqlite_is_no_other_file(tmp_path: Path) -> None:
    async with opened(None, tmp_path, exclusive=True) as database:
        await checkpointed(tmp_path, language="ru")
        with closing(sqlite3.connect(tmp_path / FILE_NAME)) as another:
            another.execute("VACUUM")
            another.execute("PRAGMA wal_checkpoint(TRUNCATE)")

        assert await StoredPreferences(database).language(1) == "ru"


async def test_a_file_that_somebody_reads_at_the_start_is_told_by_its_place(tmp_path: Path) -> None:
    file = await checkpointed(tmp_path)
    with closing(sqlite3.connect(file, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM notes").fetchall()
        async with opened(None, tmp_path, exclusive=True) as database:
            await StoredPreferences(database).choose_language(1, "zh")
            reader.execute("COMMIT")
            await database.erase()

            assert await StoredPreferences(database).language(1) == "zh"
            take_away(file)
            with pytest.raises(GoneError, match="gone"):
                await StoredPreferences(database).language(1)


async def test_the_file_stays_locked_while_it_is_open(tmp_path: Path) -> None:
    async with opened(None, tmp_path, exclusive=True) as database:
        await StoredPreferences(database).choose_language(1, "ru")
        # The last one to close a database empties its log and deletes it; here it is not the last.
        await asyncio.to_thread(_opened_and_closed_elsewhere, tmp_path / FILE_NAME)

        assert (tmp_path / f"{FILE_NAME}-wal").exists()


def _opened_and_closed_elsewhere(file: Path) -> None:
    script = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('SELECT * FROM notes'); c.close()"
    )
    subprocess.run([sys.executable, "-c", script, str(file)], check=True)


async def test_another_bots_database_is_refused_and_its_own_is_not(database: Database) -> None:
    await owner.claim(database, token="4242:AAsecretsecret")
    await owner.claim(database, token="4242:AAnewsecret")

    with pytest.raises(OwnerError, match="of bot 4242, and this is bot 77") as caught:
        await owner.claim(database, token="77:AAothersecret")

    assert "secret" not in str(caught.value)


def looked_at_by_another_process(file: Path) -> list[str]:
    """Give the languages that are kept there: as a command does that the operator types beside the bot."""
    query = "SELECT language FROM preferences"
    look = f"import sqlite3, sys; print(*sqlite3.connect(sys.argv[1]).execute({query!r}))"
    ran = subprocess.run([sys.executable, "-c", look, file], capture_output=True, text=True, check=True)
    return re.findall(r"\w+", ran.stdout)


async def test_a_command_that_looks_beside_the_bot_takes_nothing_of_it_away(tmp_path: Path) -> None:
    """The last to close a database deletes its log; whoever has lost its locks is taken for gone."""
    async with opened(None, tmp_path, exclusive=True, current=False) as database:
        await Opening(database, "4242:token").begin()
        preferences = StoredPreferences(database)
        file = tmp_path / FILE_NAME
        await preferences.choose_language(1, "ru")
        assert await asyncio.to_thread(looked_at_by_another_process, file) == ["ru"]

        await preferences.choose_language(2, "zh")

        assert await asyncio.to_thread(looked_at_by_another_process, file) == ["ru", "zh"]
