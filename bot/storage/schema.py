"""The schema, brought up to date at start-up under a lock; a newer one is refused."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Set as AbstractSet
from contextlib import AsyncExitStack
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import (
    Column,
    Connection,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    delete,
    insert,
    inspect,
    select,
    table,
    text,
)
from sqlalchemy import column as sql_column

from bot.storage.errors import BusyError, NewerSchemaError, shown
from bot.storage.file_lock import locked
from bot.storage.tables import METADATA

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

_LOG = logging.getLogger(__name__)

HEAD = "0008"
"""The newest file in `migrations/versions`; a current schema then costs no import of Alembic."""
SERVES = "0005"
"""The oldest program, by its own `HEAD`, that works on this schema. A migration that only adds what older
ones need not know leaves it; one that takes something away, once all replicas are newer, raises it."""
_NOTE = "schema_serves"
_ADVISORY_LOCK = 0x51_0A_15_01
_WAIT_SECONDS = 60.0
_MODE_AT, _WRITE_AHEAD = 18, b"\x02"
_NOTES = table("notes", sql_column("name"), sql_column("value"))
_VERSION = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
"""As Alembic makes it."""


async def bring_up_to_date(engine: AsyncEngine, url: str, file: Path | None) -> None:
    """Apply what is missing, while no other process does.

    Args:
        engine: Of the database.
        url: For the sentence of an error.
        file: SQLite's file; its lock lies beside it.

    Raises:
        NewerSchemaError: A newer version of the program was here.
        BusyError: Another process has been changing the schema for a minute.
    """
    if file is None or str(file).startswith("file:") or _keeps_a_log(file):
        async with engine.connect() as connection:
            if await connection.run_sync(version) == HEAD:
                return
    async with AsyncExitStack() as stack:
        if file:
            lock = locked(file.with_name(file.name + ".schema.lock"), wait_seconds=_WAIT_SECONDS)
            if not await asyncio.to_thread(lock.__enter__):
                raise BusyError(shown(url), "another process changes its schema", "wait for that one")
            stack.callback(lock.__exit__, None, None, None)
        connection = await stack.enter_async_context(engine.begin())
        await _alone(connection)
        present = await connection.run_sync(version)
        if present is not None and present > HEAD:
            if await connection.run_sync(_serves, present) <= HEAD:
                _LOG.info("the schema is a newer program's (%s), which lets this one work", present)
                return
            raise NewerSchemaError(
                shown(url),
                f"its schema ({present}) is newer than this program's ({HEAD})",
                "start the newer program, or put a backup in its place",
            )
        is_empty = present is None and not await connection.run_sync(_tables)
        await connection.run_sync(_create if is_empty else _upgrade)


def _keeps_a_log(file: Path) -> bool:
    """Whether SQLite's file has its write-ahead log for good.

    The first connection changes that, for which it must be alone: of several at once each would find the
    others in its way. The number stands in the header: https://www.sqlite.org/fileformat.html (1.3.3).
    """
    try:
        with file.open("rb") as opened:
            return opened.read(_MODE_AT + 1)[_MODE_AT:] == _WRITE_AHEAD
    except OSError:
        return False


def _tables(connection: Connection) -> AbstractSet[str]:
    return METADATA.tables.keys() & set(inspect(connection).get_table_names())


def _serves(connection: Connection, present: str) -> str:
    """Give the oldest program that the present schema serves: its maker, unless that says otherwise."""
    written = connection.execute(select(_NOTES.c.value).where(_NOTES.c.name == _NOTE)).scalar()
    made, _, oldest = str(written).partition(" ")
    return oldest if made == present and oldest else present


def version(connection: Connection) -> str | None:
    """Give the schema's version, four digits; None if there is none yet."""
    if not inspect(connection).has_table(_VERSION.name):
        return None
    found: str | None = connection.execute(select(_VERSION.c.version_num)).scalar()
    return found


async def _alone(connection: AsyncConnection) -> None:
    if connection.dialect.name == "postgresql":
        await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})


def _create(connection: Connection) -> None:
    """Lay all tables as they are now: a first start needs neither the history nor what runs it."""
    METADATA.create_all(connection)
    _VERSION.create(connection)
    connection.execute(insert(_VERSION).values(version_num=HEAD))
    _note(connection)


def _upgrade(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - a quarter of a second, and 11 MiB for good
    from alembic.config import Config  # noqa: PLC0415

    with as_file(files("bot.storage") / "migrations") as folder:
        config = Config()
        config.set_main_option("script_location", str(folder))
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        command.upgrade(config, HEAD)
    _note(connection)


def _note(connection: Connection) -> None:
    connection.execute(delete(_NOTES).where(_NOTES.c.name == _NOTE))
    connection.execute(insert(_NOTES).values(name=_NOTE, value=f"{HEAD} {SERVES}"))
