"""A database that an earlier program left is brought up to date with all that it holds."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import time
from pathlib import Path

import pytest

from bot.storage.database import FILE_NAME, opened
from bot.storage.preferences import StoredPreferences
from bot.storage.schema import HEAD, version
from bot.storage.subscriptions import StoredSubscriptions
from handlers.daily.schedule import Schedule
from handlers.daily.subscription import State
from tests.bot.subscribers import NOON

KEPT = Path(__file__).parents[2] / "data" / "schemas"
MIGRATIONS = Path(__file__).parents[3] / "bot" / "storage" / "migrations" / "versions"
WITH_PREFERENCES = "0002"


def left_by(revision: str, folder: Path) -> None:
    """Lay down the database of a program whose schema was that revision."""
    with closing(sqlite3.connect(folder / FILE_NAME)) as database:
        database.executescript((KEPT / f"{revision}.sql").read_text(encoding="utf-8"))


def test_one_is_kept_of_each_revision() -> None:
    revisions = {file.name[:4] for file in MIGRATIONS.glob("[0-9]*.py")}

    assert {file.stem for file in KEPT.glob("*.sql")} == revisions


@pytest.mark.parametrize("revision", sorted(file.stem for file in KEPT.glob("*.sql")))
async def test_what_people_chose_outlives_the_upgrade(revision: str, tmp_path: Path) -> None:
    left_by(revision, tmp_path)

    async with opened(None, tmp_path) as database:
        async with database.engine.connect() as connection:
            assert await connection.run_sync(version) == HEAD
        store = StoredSubscriptions(database)
        found = await store.get("abc")
        assert found is not None
        assert found.schedule == Schedule("Asia/Tashkent", time(7, 30))
        assert (found.wanted.theme, found.state, found.is_silent) == ("security", State.ACTIVE, False)
        chosen = await StoredPreferences(database).language(7)
        assert chosen == ("ru" if revision >= WITH_PREFERENCES else None)
        await store.save(found, now=NOON)
        assert await store.forget_user(7) == 1
