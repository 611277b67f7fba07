"""What may be off with the database is put in plain words, and nothing is changed by looking."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.diagnosis.stored import of_database
from bot.storage.database import opened


async def test_a_database_that_is_not_there_yet_is_fine_and_is_not_made(tmp_path: Path) -> None:
    found = await of_database(None, tmp_path)

    assert found.state == "fine"
    assert "none yet" in found.said
    assert not os.listdir(tmp_path)  # noqa: PTH208 - nothing else goes on in this loop


@pytest.mark.usefixtures("database")
async def test_a_database_that_answers_is_fine(database_url: str | None, tmp_path: Path) -> None:
    found = await of_database(database_url, tmp_path)

    assert found.state == "fine"
    assert found.said.endswith(" answers")


async def test_a_newer_schema_is_off(tmp_path: Path) -> None:
    async with opened(None, tmp_path) as database, database.transaction() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    found = await of_database(None, tmp_path)

    assert found.state == "off"
    assert "newer than this program's" in found.said


async def test_an_older_schema_is_left_to_the_next_start(tmp_path: Path) -> None:
    async with opened(None, tmp_path) as database, database.transaction() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))

    found = await of_database(None, tmp_path)

    assert (found.state, "up to date" in found.said) == ("fine", True)
    looked = sqlite3.connect(tmp_path / "bot.sqlite")
    assert looked.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
    looked.close()


async def test_a_file_that_is_no_database_is_off(tmp_path: Path) -> None:
    (tmp_path / "bot.sqlite").write_text("no database" * 100)

    found = await of_database(None, tmp_path)

    assert (found.state, found.hint) == ("off", "put a backup in its place")
    assert "no SQLite database" in found.said


async def test_a_server_that_is_not_there_is_off_and_its_password_is_not_told(tmp_path: Path) -> None:
    found = await of_database("postgresql://bot:secret@127.0.0.1:1/bot", tmp_path)

    assert found.state == "off"
    assert "secret" not in found.said + found.hint


async def test_an_address_of_an_unknown_kind_is_off(tmp_path: Path) -> None:
    found = await of_database("mysql://host/bot", tmp_path)

    assert found.state == "off"
    assert "unknown kind of database" in found.said
