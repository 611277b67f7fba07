"""What it costs to take an update through a durable queue: the engine's, and the table of updates.

Both on one PostgreSQL: 40 deliver at a time, of 200 chats, one update of a chat being handled at a time; the
handling itself does nothing. `python -m benchmarks.queues` prints the table of docs/decisions/0013.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

from bot.storage.database import opened
from bot.storage.update_rows import ClaimedUpdate, HandledUpdate, NewUpdate
from bot.storage.updates import Updates
from tests import postgres

UPDATES, CHATS, AT_ONCE = 2_000, 200, 40
BODY = json.dumps({"update_id": 1, "message": {"text": "what did the minister say of trade?" * 4}})
WAIT_SECONDS = 120.0


@dataclass(slots=True)
class Run:
    """One way through, measured.

    Attributes:
        stored: Seconds until an update could be acknowledged, each.
        handled: Seconds until it was handled, each.
    """

    stored: list[float] = field(default_factory=list)
    handled: dict[int, float] = field(default_factory=dict)
    began: dict[int, float] = field(default_factory=dict)
    wall_seconds: float = 0.0
    processor_seconds: float = 0.0

    def row(self, name: str) -> str:
        """Give the table's row."""
        waits = [self.handled[one] - self.began[one] for one in self.handled]
        return (
            f"| {name} | {len(self.handled) / self.wall_seconds:,.0f} | "
            f"{1000 * self.processor_seconds / UPDATES:.2f} ms | {1000 * median(self.stored):.1f} ms | "
            f"{1000 * median(waits):.0f} ms | {1000 * quantiles(waits, n=100)[98]:.0f} ms |"
        )


async def measured(store: Callable[[int, int], Awaitable[None]], run: Run) -> None:
    """Deliver all, and wait until all are handled."""
    free = asyncio.Semaphore(AT_ONCE)
    began, used = time.perf_counter(), time.process_time()

    async def deliver(number: int) -> None:
        async with free:
            run.began[number] = time.perf_counter()
            await store(number, number % CHATS)
            run.stored.append(time.perf_counter() - run.began[number])

    async with asyncio.timeout(WAIT_SECONDS):
        await asyncio.gather(*(deliver(number) for number in range(UPDATES)))
        while len(run.handled) < UPDATES:  # noqa: ASYNC110 - it is another loop that is waited for
            await asyncio.sleep(0.005)
    run.wall_seconds = time.perf_counter() - began
    run.processor_seconds = time.process_time() - used


async def of_table(url: str) -> Run:
    """Take updates through the table."""
    run = Run()
    async with opened(url, Path()) as database:
        updates = Updates(database, 1)
        going: set[asyncio.Task[None]] = set()

        async def handle(number: int, chat: int) -> None:
            taken: ClaimedUpdate | None = ClaimedUpdate(number, chat, BODY)
            while taken is not None:
                run.handled[taken.update_id] = time.perf_counter()
                taken = await updates.finish(HandledUpdate(taken.update_id, chat))

        async def store(number: int, chat: int) -> None:
            receipt = await updates.receive(NewUpdate(number, chat + 1, chat + 1, BODY))
            if receipt.is_mine:
                task = asyncio.create_task(handle(number, chat + 1))
                going.add(task)
                task.add_done_callback(going.discard)

        await measured(store, run)
        await asyncio.gather(*going)
    return run


async def of_engine(url: str) -> Run:
    """Take updates through the engine's queue, in which each chat has a part of its own."""
    from dbos import DBOS, EnqueueOptions  # noqa: PLC0415

    run = Run()
    DBOS(config={"name": "queues", "system_database_url": url, "executor_id": "1", "log_level": "ERROR"})

    @DBOS.workflow(name="handle")
    async def handle(number: int, body: str) -> None:
        del body
        run.handled[number] = time.perf_counter()

    DBOS.launch()
    await DBOS.register_queue_async("updates", partition_concurrency=1, polling_interval_sec=0.05)

    async def store(number: int, chat: int) -> None:
        options: EnqueueOptions = {
            "workflow_name": "handle",
            "queue_name": "updates",
            "workflow_id": str(number),
            "queue_partition_key": str(chat),
        }
        await DBOS.enqueue_workflow_with_options_async(options, number, BODY)

    try:
        await measured(store, run)
    finally:
        DBOS.destroy(destroy_registry=True)
    return run


def main() -> None:
    """Measure both, and print the table."""
    print("| | updates a second | processor time | acknowledged after | handled after | 99 % |")
    print("|---|---|---|---|---|---|")
    for name, work in (("table of updates", of_table), ("engine's queue", of_engine)):
        with postgres.running() as server:
            print(asyncio.run(work(server.new_database("queues"))).row(name), flush=True)


if __name__ == "__main__":
    main()
