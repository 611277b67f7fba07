"""The database, opened: its address understood, its schema current, and closed at the end."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import (
    AbstractAsyncContextManager,
    AsyncExitStack,
    ExitStack,
    asynccontextmanager,
    contextmanager,
    nullcontext,
    suppress,
)
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import aiosqlite
from sqlalchemy import Connection, event
from sqlalchemy.engine import URL, make_url

from bot.storage import schema
from bot.storage.asyncio_engine import create_async_engine
from bot.storage.availability import Availability
from bot.storage.errors import (
    NO_PORT,
    AddressError,
    BusyError,
    GoneError,
    StorageError,
    UnknownKindError,
    cleared,
    shown,
)
from bot.storage.file_identity import FileIdentity, identity_of, stamped
from bot.storage.file_lock import locked
from bot.storage.pings import ping_the_idle
from bot.storage.write_order import WriteOrder

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

    from bot.storage.asyncio_engine import AsyncConnection, AsyncEngine

FILE_NAME = "bot.sqlite"
BUSY_TIMEOUT_SECONDS = 5
"""For other programs only: the writers of this process queue in it, and people wait for them."""
PING_SECONDS = 5.0
"""A database that takes longer counts as away."""
_JOIN_SECONDS = 5.0
_POOL_SIZE = 8
_CONNECT_SECONDS = 5
_READ_ONLY = "bot_read_only"
_UNLASTING = "bot_unlasting"
_SYNCHRONOUS = "bot_synchronous"
"""How a connection commits just now."""
_SINGLY = {"isolation_level": "AUTOCOMMIT"}
"""PostgreSQL then needs neither BEGIN nor COMMIT."""


@dataclass(slots=True)
class Gate:
    """Keeps everybody from a database that is not ready.

    Attributes:
        closed_by: Why it can't be used yet; None if it can.
    """

    closed_by: StorageError | None = None

    def pass_through(self) -> None:
        """Let it be used.

        Raises:
            StorageError: It can't be used yet.
        """
        if self.closed_by is not None:
            # One error for many: it must not grow by the places where it was raised.
            raise self.closed_by.with_traceback(None)


@dataclass(frozen=True, slots=True)
class Database:
    """An open database.

    Attributes:
        url: As the engine knows it, password included; never printed.
        file: SQLite's file; None for PostgreSQL.
        identity: Of SQLite's file when it was opened; None if nobody minds which one it is.
        gate: Closed until it is ready.
        forgotten: Subscriptions that were deleted, of which the delivery's engine may still hold something.
        is_new: Whether SQLite's file was not there before.
        unerased: Set while the write-ahead log may hold what was deleted.
    """

    engine: AsyncEngine
    url: str
    file: Path | None
    availability: Availability = field(default_factory=Availability)
    gate: Gate = field(default_factory=Gate)
    forgotten: set[str] = field(default_factory=set)
    identity: FileIdentity | None = None
    is_new: bool = False
    unerased: asyncio.Event = field(default_factory=asyncio.Event)
    _order: WriteOrder = field(default_factory=WriteOrder)

    @asynccontextmanager
    async def transaction(
        self, *, urgent: bool = False, lasting: bool = True
    ) -> AsyncIterator[AsyncConnection]:
        """Do several things as one, or none of them.

        Args:
            urgent: With SQLite, before other writers of this process: what has happened outside already.
            lasting: Whether it is to outlive a power cut; if not, the commit waits for no disk.

        Raises:
            StorageError: The database failed; nothing of the transaction is kept.
        """
        with self._watched(writing=True):
            async with self._turn(urgent=urgent):
                # First of all: what SQLite says of a file that is another one now would be said beside it.
                self._require_file()
                engine = self.engine if lasting else self.engine.execution_options(**{_UNLASTING: True})
                async with engine.begin() as connection:
                    if not lasting and not self.file:
                        await connection.exec_driver_sql("SET LOCAL synchronous_commit TO off")
                    yield connection
                    # Before the commit: what is written into a file without a name is not kept.
                    self._require_file()

    def _require_file(self) -> None:
        if self.identity is None:
            return
        is_another = self.identity.is_another()
        if is_another is not False:
            raise GoneError(shown(self.url), is_there=is_another is not None)

    def _turn(self, *, urgent: bool) -> AbstractAsyncContextManager[None]:
        return self._order.turn(urgent=urgent) if self.file else nullcontext()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """Look at the data, without holding up who writes; each statement sees one state of it.

        Raises:
            StorageError: The database failed.
        """
        options = {_READ_ONLY: True} if self.file else _SINGLY
        with self._watched(writing=False):
            self._require_file()
            async with self._connected(options) as connection:
                yield connection

    @asynccontextmanager
    async def singly(self) -> AsyncIterator[AsyncConnection]:
        """Do one statement that is a transaction of its own: half the way to the server and back.

        Raises:
            StorageError: The database failed; nothing of the statement is kept.
        """
        if self.file:
            async with self.transaction() as connection:
                yield connection
            return
        with self._watched(writing=True):
            async with self._connected(_SINGLY) as connection:
                yield connection

    async def is_there(self) -> bool:
        """Tell whether it answers in time."""
        try:
            async with asyncio.timeout(PING_SECONDS), self.reading() as connection:
                await connection.exec_driver_sql("SELECT 1")
        except (StorageError, TimeoutError):
            return False
        return True

    async def erase(self) -> None:
        """Leave no bytes of what was deleted in SQLite's files; PostgreSQL's own vacuum does so in its time.

        Deleted rows are overwritten (`secure_delete`), but older states of their pages stand in the
        write-ahead log until it is emptied. Where it can't be, since another program reads the database or
        the disk is full, `unerased` is set: the rows are gone all the same.

        Raises:
            StorageError: The database failed.
        """
        if self.file is None:
            return
        with self._watched(writing=True):
            async with self.engine.connect() as connection:
                raw = await connection.get_raw_connection()
                # Beside SQLAlchemy, which would begin a transaction first: there the log can't be emptied.
                driver = raw.driver_connection
                if isinstance(driver, aiosqlite.Connection):
                    self.unerased.set()
                    with suppress(sqlite3.Error):
                        async with driver.execute("PRAGMA wal_checkpoint(TRUNCATE)") as cursor:
                            [(was_busy, *_)] = await cursor.fetchall()
                        if not was_busy:
                            self.unerased.clear()

    @contextmanager
    def _watched(self, *, writing: bool) -> Iterator[None]:
        try:
            self.gate.pass_through()
            with cleared(self.url):
                yield
        except StorageError as error:
            self.availability.failed(error)
            raise
        self.availability.worked(writing=writing)

    @asynccontextmanager
    async def _connected(self, options: Mapping[str, Any]) -> AsyncIterator[AsyncConnection]:
        async with self.engine.connect() as connection:
            yield await connection.execution_options(**options)


def address(database_url: str | None, data_dir: Path) -> URL:
    """Understand DATABASE_URL: which driver, which file.

    Args:
        database_url: None is a file of our own in `data_dir`.
        data_dir: Folder for what is stored.

    Raises:
        StorageError: It is no address, or of an unknown kind of database.
    """
    if not database_url:
        return URL.create("sqlite+aiosqlite", database=str(data_dir / FILE_NAME))
    with cleared(database_url):
        try:
            url = make_url(database_url)
        except ValueError:
            # SQLAlchemy reads the port without looking at it first, and does not say which part it was.
            reason = "the host's bracket is not closed" if _has_open_bracket(database_url) else NO_PORT
            raise AddressError(shown(database_url), reason) from None
    match url.get_backend_name():
        case "postgresql" | "postgres":
            return url.set(drivername="postgresql+psycopg")
        case "sqlite":
            if not url.database or ":memory:" in url.database or url.query.get("mode") == "memory":
                raise AddressError(shown(database_url), "it names no file")
            if url.query and not url.database.startswith("file:"):
                raise AddressError(shown(database_url), "a file of SQLite takes no options")
            return url.set(drivername="sqlite+aiosqlite")
        case kind:
            raise UnknownKindError(shown(database_url), kind)


def _has_open_bracket(database_url: str) -> bool:
    host = database_url.rpartition("@")[2]
    return host.count("[") > host.count("]")


@asynccontextmanager
async def opened(
    database_url: str | None, data_dir: Path, *, exclusive: bool = False, current: bool = True
) -> AsyncIterator[Database]:
    """Open the database, bring its schema up to date, and close it in the end.

    Args:
        database_url: None is a file of our own in `data_dir`.
        data_dir: Folder for what is stored; must exist.
        exclusive: With SQLite, refuse to be the second process that asks for this. Commands that only
            look, or that change a row, don't need it.
        current: Whether to bring the schema up to date; if not, whoever opens PostgreSQL sees to it.

    Raises:
        StorageError: It can't be opened, is damaged, of a newer schema, or held by another process.
    """
    url = address(database_url, data_dir)
    plain = url.render_as_string(hide_password=False)
    file = Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None
    async with AsyncExitStack() as stack:
        if file and exclusive:
            with cleared(plain):
                alone = stack.enter_context(locked(file.with_name(file.name + ".lock")))
            if not alone:
                raise BusyError(shown(plain), "another process of this bot uses it", "end that one first")
        is_new = file is not None and identity_of(file) is None
        open_longer = stack.enter_context(ExitStack())
        workers: list[Thread] = []
        engine = _engine(url, workers)
        stack.push_async_callback(_join, workers)
        stack.push_async_callback(engine.dispose)
        if current or file:
            with cleared(plain):
                await schema.bring_up_to_date(engine, plain, file)
        identity = None
        if file:
            # Who only looks changes nothing, and does not mind what stands in the file later.
            identity = await stamped(file, engine, open_longer) if exclusive else identity_of(file)
        yield Database(engine, plain, file, identity=identity, is_new=is_new)


@asynccontextmanager
async def looked_at(database_url: str | None, data_dir: Path) -> AsyncIterator[Database]:
    """Open the database as it is, whatever its schema, and close it in the end.

    Raises:
        StorageError: Its address is none.
    """
    url = address(database_url, data_dir)
    file = Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None
    workers: list[Thread] = []
    engine = _engine(url, workers)
    try:
        yield Database(engine, url.render_as_string(hide_password=False), file)
    finally:
        await engine.dispose()
        await _join(workers)


def _engine(url: URL, workers: list[Thread]) -> AsyncEngine:
    """Make an engine.

    Args:
        url: Of the database.
        workers: Takes the threads of SQLite's connections, of those that fail to open too.
    """
    if url.get_backend_name() != "sqlite":
        engine = create_async_engine(
            url,
            pool_size=_POOL_SIZE,
            hide_parameters=True,
            connect_args={"connect_timeout": _CONNECT_SECONDS},
        )
        ping_the_idle(engine.sync_engine)
        return engine

    is_made = Event()

    def connect(database: str, **more: Any) -> aiosqlite.Connection:
        if is_made.is_set() and not database.startswith("file:"):
            # SQLite would make an empty file where one was taken away a moment ago.
            database, more["uri"] = f"{Path(database).absolute().as_uri()}?mode=rw", True
        connection = aiosqlite.connect(database, **more)
        thread = connection._thread  # noqa: SLF001 - it offers no way to wait for its end
        thread.daemon = True
        workers[:] = [*(each for each in workers if not each.ident or each.is_alive()), thread]
        return connection

    engine = create_async_engine(
        url,
        pool_size=_POOL_SIZE,
        hide_parameters=True,
        connect_args={"timeout": BUSY_TIMEOUT_SECONDS, "async_creator_fn": connect},
    )
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "connect", lambda *_: is_made.set())
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


async def _join(workers: list[Thread]) -> None:
    """Wait for the threads of connections that were cut short: they answer to this loop, while it runs."""
    for thread in [each for each in workers if each.is_alive()]:
        await asyncio.to_thread(thread.join, _JOIN_SECONDS)


def _prepare_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """Readers and the one writer don't wait for each other; a commit survives the process, power loss too.

    `synchronous = FULL` with WAL writes through at each commit: a delivery noted as sent stays noted.
    """
    # Ours to begin, below: the driver's own deferred transactions fail as soon as a reader wants to write.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    synchronous = "NORMAL" if options.get(_UNLASTING, False) else "FULL"
    if connection.info.get(_SYNCHRONOUS, "FULL") != synchronous:
        connection.exec_driver_sql(f"PRAGMA synchronous = {synchronous}")
        connection.info[_SYNCHRONOUS] = synchronous
    connection.exec_driver_sql("BEGIN" if options.get(_READ_ONLY, False) else "BEGIN IMMEDIATE")


async def pause_after_failure(tries: int) -> None:
    """Wait before a background loop asks a failed database again: 1, 2, 4 … 60 seconds."""
    await asyncio.sleep(min(60, 2**tries))
