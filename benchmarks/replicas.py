"""What an answer costs by webhook, with one replica and with several: `python -m benchmarks.replicas 1 2`.

The real processes on one PostgreSQL, a Bot API server on loopback that takes each answer at once; a thousand
people ask two questions each. The processor time is that of the replicas alone, without the database's.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from argparse import ArgumentParser
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests import postgres
from tests.e2e.replicas import Replica, replicas
from tests.telegram.world import ANN

PEOPLE = 1_000
IDLE_SECONDS = 5.0
QUESTIONS = ("what did lavrov say about security?", "and Wang Yi?")


def processor_seconds(replica: Replica) -> float:
    """Give the processor time that a process has used."""
    fields = Path(f"/proc/{replica.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Figures:
    """What came of a run: answers a second; milliseconds of processor time an answer, and an idle second."""

    rate: float
    cost: float
    idle: float


async def measured(count: int) -> Figures:
    """Have all questions answered."""
    with postgres.running() as server, TemporaryDirectory() as folder:
        url = server.new_database("replicas")
        async with replicas(count, Path(folder), DATABASE_URL=url, LOG_LEVEL="WARNING") as those:
            world = those.world
            updates = []
            for text in QUESTIONS:
                for number in range(1, PEOPLE + 1):
                    person = {**ANN, "id": number}
                    chat = {"id": number, "type": "private", "first_name": "Ann"}
                    updates.append(world.says(text, user=person, chat=chat))
            # The engine of the daily quote has started by then.
            await asyncio.sleep(5)
            used = sum(map(processor_seconds, those.all))
            await asyncio.sleep(IDLE_SECONDS)
            idle = (sum(map(processor_seconds, those.all)) - used) / IDLE_SECONDS
            used, began = sum(map(processor_seconds, those.all)), time.perf_counter()
            await those.courier().deliver(updates)
            await those.server.until_sent(len(updates), timeout_seconds=120)
            took = time.perf_counter() - began
            used = sum(map(processor_seconds, those.all)) - used
    return Figures(len(updates) / took, 1000 * used / len(updates), 1000 * idle)


def main() -> int:
    """Measure each number of replicas asked for."""
    parser = ArgumentParser(prog="benchmarks.replicas", description=__doc__)
    parser.add_argument("replicas", nargs="*", type=int, default=[1, 2])
    print("| replicas | answers a second | processor time an answer | an idle second |")
    print("|---|---|---|---|")
    for count in parser.parse_args().replicas:
        found = asyncio.run(measured(count))
        print(f"| {count} | {found.rate:,.0f} | {found.cost:.2f} ms | {found.idle:.0f} ms |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
