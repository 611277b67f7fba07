"""`make bench-delivery`: a million subscribers, a hundred thousand due in one minute, questions meanwhile."""

from __future__ import annotations

import asyncio
import os
import signal
import statistics
import sys
import time
from argparse import ArgumentParser
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from sqlalchemy import text

from benchmarks import crowd, delivery_page, jobqueue
from benchmarks.far_end import TOKEN, FarEnd, far_end
from bot.storage.database import opened
from knowledge.record import golden
from knowledge.record.folder import shipped

PROJECT = Path(__file__).parents[1]
QUESTIONS = 300
"""Asked before anything is due, and again while the deliveries leave."""
PAUSE_SECONDS = 0.05
LONGEST_SECONDS = 600
READY_SECONDS, PER_SECOND_FILLED = 100, 3000
"""Until the minute comes: for the questions before it, and for storing who is due in it."""


Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Answering:
    """Seconds from a question to its answer, on loopback, through the real process."""

    median: float
    p95: float
    asked: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What one run came to.

    Attributes:
        planning: Seconds until everyone due had a delivery planned.
        mebibytes: Most memory of the process, in all.
        most: Most messages within a second, answers included, while the deliveries left.
        rate: Messages a second then, on average.
    """

    database: str
    people: int
    due: int
    planning: float
    mebibytes: float
    usual: Answering
    planned_meanwhile: Answering
    sent_meanwhile: Answering
    most: int
    rate: float


async def measure(name: str, database_url: str | None, folder: Path, *, people: int, due: int) -> Figures:
    """Fill the database, start the bot, ask it, and let the minute come."""
    questions = [each.text for each in golden.read_questions(shipped() / golden.FILE_NAME)]
    later = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(hours=2)
    await crowd.scatter(database_url, folder, numbers=range(due, people), after=later)
    ready = timedelta(seconds=READY_SECONDS + due / PER_SECOND_FILLED)
    at = (datetime.now(UTC) + ready).replace(second=0, microsecond=0)
    await crowd.gather(database_url, folder, numbers=range(due), at=at)
    async with far_end() as server, _bot(database_url, folder, server.url) as process:
        await server.ask(questions[0])
        usual = await _ask(server, questions, until=_Count(QUESTIONS))
        left = (at - datetime.now(UTC)).total_seconds()
        if left < 0:
            raise SystemExit("this machine fills the database too slowly: --due FEWER")
        await asyncio.sleep(left)
        began = time.monotonic()
        planned = asyncio.create_task(_planned(database_url, folder, due))
        meanwhile = await _ask(server, questions, until=planned.done)
        planning = await planned - began
        first, since = len(server.taken), time.monotonic()
        after = await _ask(server, questions, until=_Count(QUESTIONS))
        return Figures(
            name,
            people,
            due,
            planning,
            _peak(process),
            usual,
            meanwhile,
            after,
            _most_within_a_second(server.taken[first:]),
            (len(server.taken) - first) / (time.monotonic() - since),
        )


@dataclass(slots=True)
class _Count:
    """Ends after so many."""

    left: int

    def __call__(self) -> bool:
        self.left -= 1
        return self.left < 0


async def _ask(server: FarEnd, questions: Sequence[str], *, until: object) -> Answering:
    """Ask one after the other, twenty a second at most, until told to end."""
    taken: list[float] = []
    while callable(until) and not until():
        taken.append(await server.ask(questions[len(taken) % len(questions)]))
        await asyncio.sleep(PAUSE_SECONDS)
    return Answering(statistics.median(taken), statistics.quantiles(taken, n=20)[-1], len(taken))


async def _planned(database_url: str | None, folder: Path, due: int) -> float:
    """Wait until everyone due has a row in the ledger, and give the moment."""
    query = text("SELECT count(*) FROM deliveries")
    async with asyncio.timeout(LONGEST_SECONDS), opened(database_url, folder) as database:
        while True:
            async with database.reading() as connection:
                rows = int((await connection.execute(query)).scalar() or 0)
            if rows >= due:
                return time.monotonic()
            await asyncio.sleep(0.5)


def _most_within_a_second(moments: Sequence[float]) -> int:
    most = start = 0
    for end, moment in enumerate(moments):
        while moment - moments[start] >= 1.0:
            start += 1
        most = max(most, end - start + 1)
    return most


def _peak(process: Process) -> float:
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


@asynccontextmanager
async def _bot(database_url: str | None, folder: Path, url: str) -> AsyncIterator[Process]:
    """Run the bot as its operator does."""
    variables = {
        "PATH": os.environ["PATH"],
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_BASE_URL": url,
        "DATA_DIR": str(folder),
        "LOG_LEVEL": "WARNING",
        **({"DATABASE_URL": database_url} if database_url else {}),
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", cwd=PROJECT, env=variables, stdin=DEVNULL
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        await process.wait()


def main() -> int:
    """Measure on each database and beside the peer; write docs/benchmarks-delivery.md."""
    parser = ArgumentParser(prog="make bench-delivery", description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--due", type=int, default=100_000)
    parser.add_argument("--databases", nargs="+", default=["SQLite", "PostgreSQL"])
    parser.add_argument("--jobs", type=int, nargs="*", default=jobqueue.SIZES, help="sizes of the peer")
    parser.add_argument("--print", action="store_true", help="print the page instead of writing it")
    options = parser.parse_args()
    starts = [(jobs, _shown(jobqueue.measured(jobs))) for jobs in options.jobs]
    runs = [_shown(_run(name, options.people, options.due)) for name in options.databases]
    page = delivery_page.page(runs, starts)
    print(page)
    if not options.print:
        (PROJECT / "docs" / "benchmarks-delivery.md").write_text(page, encoding="utf-8")
    return 0


def _shown(value: Value) -> Value:
    print(value, file=sys.stderr, flush=True)
    return value


def _run(name: str, people: int, due: int) -> Figures:
    with TemporaryDirectory() as folder:
        path = Path(folder)
        if name == "SQLite":
            return asyncio.run(measure(name, None, path, people=people, due=due))
        from tests import postgres  # noqa: PLC0415 - the server that the tests use

        with postgres.running() as server:
            url = server.new_database("bench")
            return asyncio.run(measure(name, url, path, people=people, due=due))


if __name__ == "__main__":
    sys.exit(main())
