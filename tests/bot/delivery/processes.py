"""The delivery as a process of its own: started, killed, told to end; and what its database says then."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import text

from bot.settings import MESSAGES_PER_SECOND
from bot.storage.database import Database, opened
from tests.bot.delivery.bot_api import BotApi

PROJECT = Path(__file__).parents[3]


@dataclass(slots=True)
class Deliverers:
    """Processes on one database, talking to one far end."""

    database_url: str | None
    data_dir: Path
    api: BotApi
    per_second: float = MESSAGES_PER_SECOND
    running: list[Process] = field(default_factory=list)

    async def start(self) -> Process:
        """Start one more."""
        environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(PROJECT), "PYTHONWARNINGS": "error"}
        environment["PTB_TIMEDELTA"] = "true"
        log = (self.data_dir / "log").open("ab")
        with log:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "tests.e2e.delivery_runner",
                self.database_url or "",
                str(self.data_dir),
                self.api.url,
                str(self.per_second),
                env=environment,
                cwd=PROJECT,
                stderr=log,
            )
        self.running.append(process)
        return process

    def stop(self, process: Process) -> None:
        """Let one stand still as it is, so that what it has under way can be counted."""
        process.send_signal(signal.SIGSTOP)
        # Waited for in place: nothing else may happen meanwhile, at the far end neither.
        os.waitid(os.P_PID, process.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)

    async def kill(self, process: Process) -> None:
        """End one as a power cut would."""
        process.kill()
        await process.wait()
        self.running.remove(process)

    async def end(self, process: Process) -> int:
        """Tell one to end and give its exit code."""
        process.send_signal(signal.SIGTERM)
        self.running.remove(process)
        async with asyncio.timeout(30):
            return await process.wait()

    @property
    def log(self) -> str:
        """What the processes have written."""
        return (self.data_dir / "log").read_text(encoding="utf-8")


@asynccontextmanager
async def deliverers(
    database_url: str | None, data_dir: Path, api: BotApi, *, per_second: float = MESSAGES_PER_SECOND
) -> AsyncIterator[Deliverers]:
    """Give the means to start processes; none outlives the test."""
    those = Deliverers(database_url, data_dir, api, per_second)
    try:
        yield those
    finally:
        for process in [*those.running]:
            await those.kill(process)


async def in_state(database_url: str | None, data_dir: Path, *states: str) -> set[str]:
    """Give the subscriptions whose delivery is in one of these states."""
    async with opened(database_url, data_dir) as database:
        return await subscriptions_in(database, *states)


async def subscriptions_in(database: Database, *states: str) -> set[str]:
    """Give the subscriptions whose delivery is in one of these states."""
    query = text("SELECT subscription_id, state FROM deliveries")
    async with database.reading() as connection:
        return {row.subscription_id for row in await connection.execute(query) if row.state in states}


async def finished(database_url: str | None, data_dir: Path, people: int) -> None:
    """Wait until everyone's delivery is over: on a slow machine most are left for after the last kill."""
    over = text("SELECT count(*) FROM deliveries WHERE state IN ('sent', 'failed', 'skipped')")
    async with asyncio.timeout(120 + people / 10), opened(database_url, data_dir) as database:
        while True:
            async with database.reading() as connection:
                if (await connection.execute(over)).scalar_one() == people:
                    return
            await asyncio.sleep(0.2)


async def doubts(database: Database) -> int:
    """Give how many deliveries were counted as doubtful."""
    async with database.reading() as connection:
        query = text("SELECT count(*) FROM deliveries WHERE doubts > 0")
        return int((await connection.execute(query)).scalar() or 0)
