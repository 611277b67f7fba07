"""Opening a database: schema, locks, and what is said when it can't be used."""

from __future__ import annotations

import asyncio
import re
import sqlite3
import stat
import subprocess
import sys
from contextlib import AbstractAsyncContextManager, closing
from datetime import date
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery.rate_limit import RateLimiter
from bot.storage.database import BUSY_TIMEOUT_SECONDS, FILE_NAME, Database, opened, pause_after_failure
from bot.storage.deliveries import Deliveries
from bot.storage.errors import (
    BusyError,
    CorruptError,
    FullError,
    NewerSchemaError,
    ReadOnlyError,
    StorageError,
    shown,
)
from bot.storage.file_lock import locked
from bot.storage.ledger_rows import Key
from bot.storage.preferences import StoredPreferences
from bot.storage.schema import HEAD, version
from bot.storage.subscriptions import StoredSubscriptions
from bot.storage.tables import METADATA
from handlers.daily.cycle import Cycle, Pick
from handlers.daily.subscription import Reason
from tests.bot.subscribers import NOON, SOMEONE, become_due, subscribers

PROJECT = Path(__file__).parents[3]
MIGRATIONS = PROJECT / "bot" / "storage" / "migrations" / "versions"


def one_line(error: pytest.ExceptionInfo[StorageError]) -> str:
    said = str(error.value)
    assert said.startswith("DATABASE_URL: ")
    assert "\n" not in said
    return said


def migrations(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS.parent))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def structure(connection: Connection) -> dict[str, object]:
    """Describe all tables; columns and indexes by name, since migrations add new ones behind the others."""
    found, described = inspect(connection), dict[str, object]()
    for name in found.get_table_names():
        columns = sorted((each["name"], str(each)) for each in found.get_columns(name))
        indexes = sorted(
            (str(each["name"]), each["column_names"], [*map(str, each.get("dialect_options", {}).values())])
            for each in found.get_indexes(name)
        )
        described[name] = (columns, indexes, found.get_pk_constraint(name))
    return described


async def test_an_empty_database_gets_the_very_tables_that_the_migrations_make(database: Database) -> None:
    def migrated_anew(connection: Connection) -> None:
        METADATA.drop_all(connection)
        connection.execute(text("DROP TABLE alembic_version"))
        command.upgrade(migrations(connection), HEAD)

    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), METADATA))

    async with database.engine.begin() as connection:
        laid = await connection.run_sync(structure)
        await connection.run_sync(migrated_anew)

        assert laid == await connection.run_sync(structure)
        assert await connection.run_sync(differences) == []
        assert await connection.run_sync(version) == HEAD


def test_a_first_start_needs_no_migration(tmp_path: Path) -> None:
    script = f"""
import asyncio, pathlib, sys
from bot.storage.database import opened

async def start():
    async with opened(None, pathlib.Path({str(tmp_path)!r})):
        pass

asyncio.run(start())
assert "alembic" not in sys.modules
"""

    subprocess.run([sys.executable, "-c", script], check=True, cwd=PROJECT)


def test_the_head_is_the_newest_migration() -> None:
    assert max(file.name[:4] for file in MIGRATIONS.glob("[0-9]*.py")) == HEAD


async def test_an_older_schema_is_brought_up_to_date_with_all_it_holds(
    database_url: str | None, tmp_path: Path
) -> None:
    def go_back(connection: Connection) -> None:
        command.downgrade(migrations(connection), "0001")

    async with opened(database_url, tmp_path) as database:
        await StoredSubscriptions(database).save(SOMEONE, now=NOON)
        async with database.engine.begin() as connection:
            await connection.run_sync(go_back)
            assert await connection.run_sync(version) == "0001"

    async with opened(database_url, tmp_path) as database:
        assert await StoredSubscriptions(database).get(SOMEONE.id) == SOMEONE
        async with database.engine.connect() as connection:
            assert await connection.run_sync(version) == HEAD


async def test_processes_that_start_together_migrate_once(database_url: str | None, tmp_path: Path) -> None:
    async def start() -> None:
        async with opened(database_url, tmp_path) as database:
            await StoredSubscriptions(database).of_user(1)

    await asyncio.gather(*(start() for _ in range(4)))


async def test_a_new_file_is_not_touched_while_another_process_sets_it_up(tmp_path: Path) -> None:
    async def start() -> None:
        async with opened(None, tmp_path) as database:
            await StoredSubscriptions(database).of_user(1)

    file = tmp_path / FILE_NAME
    with locked(file.with_name(f"{FILE_NAME}.schema.lock")):
        starting = asyncio.create_task(start())
        await asyncio.sleep(0.2)
        was_there = file.exists()
    await starting

    assert (was_there, file.exists()) == (False, True)


async def test_a_newer_schema_that_serves_this_program_is_used(
    database_url: str | None, tmp_path: Path
) -> None:
    async with opened(database_url, tmp_path) as database, database.transaction() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9998'"))
        served = {"value": f"9998 {HEAD}"}
        await connection.execute(text("UPDATE notes SET value = :value WHERE name = 'schema_serves'"), served)

    async with opened(database_url, tmp_path) as database:
        await StoredPreferences(database).choose_language(7, "ru")
        async with database.transaction() as connection:
            await connection.execute(
                text("UPDATE notes SET value = '9998 9998' WHERE name = 'schema_serves'")
            )

    with pytest.raises(NewerSchemaError):
        async with opened(database_url, tmp_path):
            pass


async def test_a_newer_schema_is_refused_with_one_line(database_url: str | None, tmp_path: Path) -> None:
    async with opened(database_url, tmp_path) as database, database.transaction() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(NewerSchemaError) as error:
        async with opened(database_url, tmp_path):
            pass

    assert "(9999) is newer than this program's" in one_line(error)


async def test_a_second_process_on_sqlite_is_refused_with_one_line(tmp_path: Path) -> None:
    async with opened(None, tmp_path, exclusive=True), opened(None, tmp_path):
        with pytest.raises(BusyError) as error:
            async with opened(None, tmp_path, exclusive=True):
                pass

    assert "another process of this bot uses it" in one_line(error)
    async with opened(None, tmp_path, exclusive=True):
        pass


async def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    rubbish = b"these are my notes, not a database" * 100
    (tmp_path / FILE_NAME).write_bytes(rubbish)

    with pytest.raises(CorruptError) as error:
        async with opened(None, tmp_path):
            pass

    assert "no SQLite database" in one_line(error)
    assert (tmp_path / FILE_NAME).read_bytes() == rubbish


async def test_a_damaged_database_is_told_in_one_line(tmp_path: Path) -> None:
    async with opened(None, tmp_path) as database:
        await become_due(database, subscribers(2000), due=NOON)
    file = tmp_path / FILE_NAME
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(file.read_bytes())
    content[8192:] = b"\xff" * (len(content) - 8192)
    file.write_bytes(content)

    with pytest.raises(CorruptError) as error:
        async with opened(None, tmp_path) as database:
            await StoredSubscriptions(database).of_user(1)

    assert "damaged" in one_line(error)


async def test_a_full_disk_is_one_line_and_loses_nothing_stored(tmp_path: Path) -> None:
    async with opened(None, tmp_path) as database:
        store = StoredSubscriptions(database)
        await store.save(SOMEONE, now=NOON)
        async with database.engine.connect() as connection:
            pages = (await connection.execute(text("PRAGMA page_count"))).scalar()
            # The limit holds for this connection, so it must be the one that writes.
            await connection.execute(text(f"PRAGMA max_page_count = {pages}"))
        with pytest.raises(FullError) as error:
            await become_due(database, subscribers(5000), due=NOON)

    assert "disk is full" in one_line(error)
    async with opened(None, tmp_path) as database:
        assert await StoredSubscriptions(database).get(SOMEONE.id) == SOMEONE
        assert await StoredSubscriptions(database).count() == 1


async def test_a_database_that_can_not_be_written_is_told_in_one_line(tmp_path: Path) -> None:
    async with opened(None, tmp_path) as database:
        await StoredSubscriptions(database).save(SOMEONE, now=NOON)
    url = f"sqlite:///file:{tmp_path / FILE_NAME}?mode=ro&uri=true"

    with pytest.raises(ReadOnlyError) as error:
        async with opened(url, tmp_path) as database:
            await StoredSubscriptions(database).pause(SOMEONE.id, reason=Reason.ASKED)

    assert "can't be written" in one_line(error)


async def test_a_folder_that_is_missing_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as error:
        async with opened(f"sqlite:///{tmp_path}/missing/bot.sqlite", tmp_path):
            pass

    one_line(error)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://user@host/name", "unknown kind of database"),
        ("nonsense", "unknown kind of database"),
        ("postgresql://user:secret@127.0.0.1:1/name", "127.0.0.1"),
        ("postgresql://user:secret@host:port/name", "the port is no number"),
        ("postgresql://user:sec[ret@[::1]:port/name", "the port is no number"),
        ("postgresql://user:secret@[::1/name", "the host's bracket is not closed"),
        ("sqlite://", "it names no file"),
        ("sqlite:///:memory:", "it names no file"),
        ("sqlite:///file:x?mode=memory&uri=true", "it names no file"),
        ("sqlite:////tmp/x.db?timeout=long", "takes no options"),
        ("sqlite:////tmp/x.db?password=secret", "takes no options"),
    ],
)
async def test_a_wrong_address_is_told_in_one_line_without_its_password(
    url: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(StorageError) as error:
        async with opened(url, tmp_path):
            pass

    assert said in one_line(error)
    assert "secret" not in str(error.value)


async def test_a_missing_database_on_postgresql_is_told_in_one_line(
    postgres_url: str, tmp_path: Path
) -> None:
    with pytest.raises(StorageError) as error:
        async with opened(re.sub(r"/[0-9a-f]{32}", "/nowhere", postgres_url), tmp_path):
            pass

    assert "there is no such database" in one_line(error)


async def test_sqlite_writes_ahead_and_waits_for_others(tmp_path: Path) -> None:
    async with opened(None, tmp_path) as database, database.reading() as connection:
        mode = (await connection.execute(text("PRAGMA journal_mode"))).scalar()
        patience = (await connection.execute(text("PRAGMA busy_timeout"))).scalar()

    assert (mode, patience) == ("wal", 1000 * BUSY_TIMEOUT_SECONDS)
    assert not stat.S_IMODE((tmp_path / FILE_NAME).stat().st_mode) & stat.S_IWOTH


async def test_a_reader_holds_up_no_writer(database: Database) -> None:
    async with asyncio.timeout(60), database.reading() as connection:
        await connection.execute(text("SELECT 1"))
        await StoredSubscriptions(database).save(SOMEONE, now=NOON)


def test_an_address_is_shown_without_its_password() -> None:
    assert shown("postgresql://me:secret@host/name") == "postgresql://me:***@host/name"


async def test_a_loop_asks_a_failed_database_again_after_ever_longer_pauses(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    for tries in range(8):
        await pause_after_failure(tries)

    assert slept == [1, 2, 4, 8, 16, 32, 60, 60]


async def test_only_what_need_not_outlive_a_power_cut_is_committed_without_waiting_for_the_disk(
    database: Database,
) -> None:
    asked = "PRAGMA synchronous" if database.file else "SHOW synchronous_commit"
    waits, does_not = (2, 1) if database.file else ("on", "off")
    found = []
    # By one connection, which goes from hand to hand.
    for lasting in (True, False, False, True):
        async with database.transaction(lasting=lasting) as connection:
            found.append((await connection.exec_driver_sql(asked)).scalar())

    assert found == [waits, does_not, does_not, waits]


async def test_slots_are_committed_without_waiting_for_the_disk_and_sends_are_not(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    lasts, transaction = list[bool](), Database.transaction

    def noted(
        self: Database, *, urgent: bool = False, lasting: bool = True
    ) -> AbstractAsyncContextManager[AsyncConnection]:
        lasts.append(lasting)
        return transaction(self, urgent=urgent, lasting=lasting)

    monkeypatch.setattr(Database, "transaction", noted)
    limiter, ledger = RateLimiter(database), Deliveries(database)
    await limiter.reserve(1)
    await limiter._others(1)
    assert lasts == [False, False]

    key, pick = Key("abc", date(2026, 11, 24)), Pick("a-quote", Cycle())
    await ledger.start(key, pick, now=NOON)
    await ledger.sent(key, pick, message_id=1, now=NOON)
    await limiter.back_off(1, 5.0)
    assert lasts[2:] == [True, True, True]
