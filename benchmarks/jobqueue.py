"""The peer of the daily quote: python-telegram-bot's JobQueue with one daily job per subscriber."""

from __future__ import annotations

import asyncio
import json
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime

SIZES = (10_000, 100_000, 1_000_000)
LONGEST_SECONDS = 900


@dataclass(frozen=True, slots=True)
class Start:
    """What it costs until the jobs are scheduled: after each restart, since they live in memory."""

    jobs: int
    seconds: float
    mebibytes: float


def measured(jobs: int) -> Start | None:
    """Start it in a process of its own; None if that took longer than anybody would wait."""
    command = [sys.executable, "-m", "benchmarks.jobqueue", str(jobs)]
    try:
        ran = subprocess.run(command, capture_output=True, timeout=LONGEST_SECONDS, check=True)
    except subprocess.TimeoutExpired:
        return None
    return Start(**json.loads(ran.stdout))


async def _start(jobs: int) -> Start:
    from telegram.ext import ContextTypes, JobQueue  # noqa: PLC0415 - its scheduler is installed for benchmarks only

    began = time.monotonic()
    queue = JobQueue[ContextTypes.DEFAULT_TYPE]()
    for number in range(jobs):
        minute = number % 1440
        at = datetime(2026, 1, 15, *divmod(minute, 60), tzinfo=UTC).timetz()
        queue.run_daily(_send, at, chat_id=number, name=str(number))
    await queue.start()
    seconds = time.monotonic() - began
    await queue.stop(wait=False)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Start(jobs, round(seconds, 2), round(peak, 1))


async def _send(_context: object) -> None:
    """Send nothing: only the scheduling is measured."""


if __name__ == "__main__":
    started = asyncio.run(_start(int(sys.argv[1])))
    print(json.dumps({"jobs": started.jobs, "seconds": started.seconds, "mebibytes": started.mebibytes}))
