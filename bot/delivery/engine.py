"""DBOS Transact at work for the deliveries: one durable workflow per subscription and local date."""

from __future__ import annotations

import asyncio
import gc
import logging
import sqlite3
import threading
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from sqlalchemy import Engine as SqlEngine
from sqlalchemy import create_engine, event, text
from sqlalchemy.exc import DBAPIError

from bot.storage.database import Database
from bot.storage.errors import cleared
from bot.storage.ledger_rows import HandOver, Key
from bot.storage.pings import ping_the_idle

if TYPE_CHECKING:
    from dbos import DBOSConfig
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

QUEUE = "daily"
WORKFLOW = "deliver"
VERSION = "1"
"""Of the workflow's steps, with which alone it changes: another version's workflows are not taken up."""
WORKFLOWS = 1024
"""Most workflows one process has under way; nearly all of them asleep, waiting for another try."""
POLLING_SECONDS = 0.2
_FILE_NAME = "engine.sqlite"
_RECOVERIES = 10_000
_THREADS = 16
_KEPT = timedelta(minutes=1)
"""As long as a delivery may rest before the ledger asks whether its workflow is still there."""
_OVER = ("SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED")

_KNOWS_SUBSEC = (3, 42)
LAUNCH_SECONDS = 1.0
"""So long the end waits for a launch that is under way; it takes about as long."""

_LOG = logging.getLogger(__name__)
P = ParamSpec("P")
Value = TypeVar("Value")
Try = Callable[[Key], Awaitable[float | None]]


@dataclass(frozen=True, slots=True)
class Engine:
    """The engine of one process; its methods are called from the bot's event loop, its work is done beside.

    Attributes:
        url: Of the bot's database; with SQLite the engine has a file of its own beside it.
        executor: A name that is this process's alone, and the same after a restart.
        make_try: Makes one try on the bot's event loop; gives seconds until the next, or None.
        launching: Held by the thread that launches it.
    """

    url: str
    file: Path | None
    executor: str
    make_try: Try
    _opened: list[SqlEngine] = field(default_factory=list)
    launching: threading.Lock = field(default_factory=threading.Lock)

    async def start(self) -> None:
        """Import, migrate and launch DBOS in a thread, so that questions are answered meanwhile."""
        loop = asyncio.get_running_loop()
        await self._beside(_launch, self, loop)

    async def stop(self) -> None:
        """End DBOS; what is not over is taken up again by whoever starts next."""
        await asyncio.to_thread(_destroy, self._opened, self.launching)

    async def hand_over(self, deliveries: Sequence[HandOver]) -> None:
        """Enqueue a workflow for each; one that has been enqueued before is left as it is."""
        await self._beside(_enqueue, deliveries)

    async def lost(self, deliveries: Sequence[HandOver]) -> tuple[Key, ...]:
        """Tell which of these no workflow will finish: it is over, or was never there."""
        return await self._beside(_lost, deliveries)

    async def executors_at_work(self) -> frozenset[str]:
        """Give the names under which workflows are running, or were when their process died."""
        return await self._beside(_executors_at_work)

    async def take_up(self, executor: str) -> int:
        """Let the living run what a dead process was running; give how many workflows that is."""
        return await self._beside(_take_up, executor)

    async def forget(self, subscription_ids: Sequence[str]) -> None:
        """Delete every workflow of these subscriptions; in SQLite's file without a trace."""
        await self._beside(_forget, subscription_ids, self._opened)

    async def clear_away(self) -> int:
        """Delete workflows that have been over for some minutes; give how many."""
        return await self._beside(_clear_away)

    async def _beside(self, work: Callable[P, Value], *args: P.args, **more: P.kwargs) -> Value:
        """Do something in a thread; that the database failed leaves it as the rest of the bot knows it.

        Raises:
            StorageError: The database failed.
        """
        with cleared(self.url):
            return await asyncio.to_thread(work, *args, **more)


async def has_worked(database: Database) -> bool:
    """Tell whether an engine was ever started on this database: it may hold what is to be forgotten.

    Raises:
        StorageError: The database failed.
    """
    if database.file is not None:
        return database.file.with_name(_FILE_NAME).exists()
    async with database.reading() as connection:
        found = await connection.execute(text("SELECT to_regclass('dbos.workflow_status') IS NOT NULL"))
        return bool(found.scalar())


def workflow_id(delivery: HandOver) -> str:
    """Give the workflow of a delivery; another one only after the engine lost the first."""
    key = delivery.key
    again = f":{delivery.handovers}" if delivery.handovers else ""
    return f"{key.subscription_id}:{key.local_date.isoformat()}{again}"


def _launch(engine: Engine, loop: asyncio.AbstractEventLoop) -> None:
    from dbos import DBOS  # noqa: PLC0415 - most of a second, spent while the bot answers already

    with engine.launching:
        _quieten()
        DBOS(config=_config(engine))
        _register(engine.make_try, loop)
        DBOS.launch()
        DBOS.register_queue(
            QUEUE,
            worker_concurrency=WORKFLOWS,
            polling_interval_sec=POLLING_SECONDS,
            on_conflict="always_update",
        )
    # What lives as long as the process is no garbage: each time the collector went through the record and the
    # libraries, nothing else moved for 200 to 450 ms.
    gc.freeze()


def _register(make_try: Try, loop: asyncio.AbstractEventLoop) -> None:
    from dbos import DBOS  # noqa: PLC0415

    async def attempt(subscription_id: str, day: str) -> float | None:
        work = asyncio.run_coroutine_threadsafe(_awaited(make_try(_key(subscription_id, day))), loop)
        return await asyncio.wrap_future(work)

    async def deliver(subscription_id: str, day: str) -> None:
        while True:
            pause = await DBOS.run_step_async({"name": "try"}, attempt, subscription_id, day)
            if pause is None:
                return
            await DBOS.sleep_async(pause)

    DBOS.workflow(name=WORKFLOW, max_recovery_attempts=_RECOVERIES)(deliver)


async def _awaited(work: Awaitable[float | None]) -> float | None:
    return await work


def _config(engine: Engine) -> DBOSConfig:
    config: DBOSConfig = {
        "name": "daily-quote",
        "application_version": VERSION,
        "executor_id": engine.executor,
        "max_executor_threads": _THREADS,
        "use_listen_notify": False,
        "log_level": "ERROR",
    }
    if engine.file is None:
        config["system_database_url"] = engine.url
        connections = _postgresql(engine.url)
    else:
        own = engine.file.with_name(_FILE_NAME)
        config["system_database_url"] = f"sqlite:///{own}"
        connections = _sqlite(own)
    engine._opened.append(connections)  # noqa: SLF001
    config["system_database_engine"] = connections
    return config


def _postgresql(url: str) -> SqlEngine:
    """Give DBOS its connections as it would open them, but without asking the server before each use."""
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_size=5,
        max_overflow=0,
        connect_args={"connect_timeout": 10, "options": "-c idle_in_transaction_session_timeout=60000"},
    )
    ping_the_idle(engine)
    return engine


def _sqlite(file: Path) -> SqlEngine:
    """Give DBOS its file as it would open it, but with write-ahead logging: half the time per delivery.

    `synchronous = NORMAL` survives a SIGKILL; what a power cut takes is in the ledger, and handed over again.
    """
    engine = create_engine(f"sqlite:///{file}", hide_parameters=True)

    def prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = "IMMEDIATE"
        if sqlite3.sqlite_version_info < _KNOWS_SUBSEC:
            connection.create_function("unixepoch", 1, _unixepoch)
        cursor = connection.cursor()
        for pragma in (
            "busy_timeout = 30000",
            "foreign_keys = ON",
            "journal_mode = WAL",
            "synchronous = NORMAL",
            "secure_delete = ON",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    event.listen(engine, "connect", prepare)
    return engine


def _unixepoch(what: str) -> float:
    """Give the time as SQLite does since 3.42: from Python 3.12 on DBOS asks for it, Debian 12 has 3.40."""
    if what != "subsec":
        raise ValueError(what)
    return time.time()


def _quieten() -> None:
    """Let DBOS write into the bot's log, masked as everything else, and no advertisement."""
    logger = logging.getLogger("dbos")
    if not logger.handlers:
        # It adds a console of its own unless it finds a handler.
        logger.addHandler(logging.NullHandler())
    logger.propagate = True
    if not any(isinstance(each, _WithoutDatabaseFailures) for each in logger.filters):
        logger.addFilter(_WithoutDatabaseFailures())


class _WithoutDatabaseFailures(logging.Filter):
    """Leaves out what the bot says itself, in one line: that the database fails."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether it is something else."""
        error = record.exc_info[1] if record.exc_info else None
        return not isinstance(error, (DBAPIError, OSError)) and "OperationalError" not in record.getMessage()


def _destroy(opened: list[SqlEngine], launching: threading.Lock) -> None:
    from dbos import DBOS  # noqa: PLC0415

    # What is destroyed amid its launch leaves connections open.
    if launching.acquire(timeout=LAUNCH_SECONDS):
        launching.release()
    # Its queue's thread may still want to start workflows, on a closed loop; whoever starts next finds them.
    # To wait for that thread (`workflow_completion_timeout_sec`) takes twenty seconds amid a launch.
    logging.getLogger("dbos").setLevel(logging.CRITICAL)
    DBOS.destroy(destroy_registry=True)
    # It closes only those that it has opened itself.
    while opened:
        opened.pop().dispose()


def _enqueue(deliveries: Sequence[HandOver]) -> None:
    from dbos import DBOS, EnqueueOptions  # noqa: PLC0415

    for delivery in deliveries:
        options: EnqueueOptions = {
            "workflow_name": WORKFLOW,
            "queue_name": QUEUE,
            "workflow_id": workflow_id(delivery),
            "app_version": VERSION,
        }
        DBOS.enqueue_workflow_with_options(
            options, delivery.key.subscription_id, delivery.key.local_date.isoformat()
        )


def _lost(deliveries: Sequence[HandOver]) -> tuple[Key, ...]:
    from dbos import DBOS  # noqa: PLC0415

    by_id = {workflow_id(delivery): delivery.key for delivery in deliveries}
    found = DBOS.list_workflows(workflow_ids=list(by_id), load_input=False, load_output=False)
    alive = {workflow.workflow_id for workflow in found if workflow.status not in _OVER}
    return tuple(key for name, key in by_id.items() if name not in alive)


def _executors_at_work() -> frozenset[str]:
    from dbos import DBOS  # noqa: PLC0415

    running = DBOS.list_workflows(status="PENDING", load_input=False, load_output=False)
    return frozenset(workflow.executor_id for workflow in running if workflow.executor_id)


def _take_up(executor: str) -> int:
    from dbos import DBOS  # noqa: PLC0415

    left = DBOS.list_workflows(status="PENDING", executor_id=executor, load_input=False, load_output=False)
    DBOS.resume_workflows([workflow.workflow_id for workflow in left], queue_name=QUEUE)
    return len(left)


def _forget(subscription_ids: Sequence[str], opened: Sequence[SqlEngine]) -> None:
    from dbos import DBOS  # noqa: PLC0415

    found = DBOS.list_workflows(
        workflow_id_prefix=[f"{id_}:" for id_ in subscription_ids], load_input=False, load_output=False
    )
    under_way = [workflow.workflow_id for workflow in found if workflow.status not in _OVER]
    if under_way:
        DBOS.cancel_workflows(under_way)
    if found:
        DBOS.delete_workflows([workflow.workflow_id for workflow in found])
    for engine in opened:
        if engine.dialect.name == "sqlite":
            with engine.connect() as connection:
                driver = connection.connection.driver_connection
                if isinstance(driver, sqlite3.Connection):
                    driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _clear_away() -> int:
    from dbos import DBOS  # noqa: PLC0415

    before = (datetime.now(UTC) - _KEPT).isoformat()
    over = DBOS.list_workflows(
        status=list(_OVER), completed_before=before, limit=1000, load_input=False, load_output=False
    )
    if over:
        DBOS.delete_workflows([workflow.workflow_id for workflow in over])
    return len(over)


def _key(subscription_id: str, day: str) -> Key:
    return Key(subscription_id, date.fromisoformat(day))
