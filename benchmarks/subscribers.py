"""What a great many subscriptions cost one PostgreSQL: `python -m benchmarks.subscribers 100000 1000000`.

They are written by the server itself, spread over the minutes of a day; ten thousand of them are due. No
message is sent: Telegram's limit ends that first, and is reckoned in docs/scale.md.
"""

from __future__ import annotations

import asyncio
import resource
import statistics
import sys
import time
from argparse import ArgumentParser
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import text

from bot.delivery.planner import Planner
from bot.storage.database import Database, opened
from bot.storage.plans import Plans
from bot.storage.report import report
from bot.storage.subscriptions import StoredSubscriptions
from tests import postgres

DUE = 10_000
LOOKS = 50
_INDEXES = ("next_due_at", "chat_id", "user_id")
_FILL = text("""
    INSERT INTO subscriptions (id, chat_id, user_id, zone, at_minute, weekdays, language, state, seed,
                               created_at, next_due_at, next_due_date, cycle, delivered, is_silent)
    SELECT md5(g::text), g, g, 'UTC', m.minute, 127, 'en', 'active', g, :now,
           CASE WHEN g <= :due THEN :late ELSE :day + m.minute * 60 END,
           CASE WHEN g <= :due THEN :late_date ELSE :day_date END, 0, '', 0
    FROM generate_series(1, :people) AS g,
         LATERAL (SELECT CASE WHEN g <= :due THEN :late_minute
                ELSE CAST(CAST(g AS bigint) * 7919 % 1440 AS integer) END AS minute) AS m
""")


async def measured(url: str, people: int) -> str:
    """Fill a database, plan what is due, and give the table's row."""
    async with opened(url, Path()) as database:
        fill_seconds = await _fill(database, people)
        store, planner = StoredSubscriptions(database), Planner(Plans(database))
        began = time.perf_counter()
        planned = await planner.plan_due()
        planning = time.perf_counter() - began
        if planned != DUE:
            raise SystemExit(f"planned {planned} of {DUE}")
        look = await _median_ms(planner.plan_due)
        person = await _median_ms(lambda: store.of_user(people // 2))
        counted = time.perf_counter()
        await report(database, datetime.now(UTC))
        counted = time.perf_counter() - counted
        async with database.reading() as connection:
            size = text("SELECT pg_total_relation_size('subscriptions')")
            mebibytes = int((await connection.execute(size)).scalar() or 0) / 2**20
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"| {people:,} | {fill_seconds:.0f} s | {mebibytes:,.0f} MiB | {DUE / planning:,.0f} a second | "
        f"{look:.1f} ms | {person:.1f} ms | {1000 * counted:.0f} ms | {memory:.0f} MiB |"
    )


async def _fill(database: Database, people: int) -> float:
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    late, day = now - timedelta(minutes=2), (now + timedelta(days=1)).replace(hour=0, minute=0)
    began = time.perf_counter()
    async with database.transaction() as connection:
        # As whoever fills a table does: the indexes are built once, at the end.
        for name in _INDEXES:
            await connection.execute(text(f"DROP INDEX subscriptions_{name}"))
        await connection.execute(
            _FILL,
            {
                "now": int(now.timestamp()),
                "due": DUE,
                "people": people,
                "late": int(late.timestamp()),
                "late_date": late.date().isoformat(),
                "late_minute": late.hour * 60 + late.minute,
                "day": int(day.timestamp()),
                "day_date": day.date().isoformat(),
            },
        )
        for name in _INDEXES:
            await connection.execute(text(f"CREATE INDEX subscriptions_{name} ON subscriptions ({name})"))
        await connection.execute(text("ANALYZE subscriptions"))
    return time.perf_counter() - began


async def _median_ms(work: Callable[[], Awaitable[object]]) -> float:
    taken = []
    for _ in range(LOOKS):
        began = time.perf_counter()
        await work()
        taken.append(1000 * (time.perf_counter() - began))
    return statistics.median(taken)


def main() -> int:
    """Measure each size asked for."""
    parser = ArgumentParser(prog="benchmarks.subscribers", description=__doc__)
    parser.add_argument("people", nargs="*", type=int, default=[100_000, 1_000_000])
    print("| subscriptions | filled in | on disk | planned | a look | one person's | count | memory |")
    print("|---|---|---|---|---|---|---|---|")
    for people in parser.parse_args().people:
        with postgres.running() as server:
            print(asyncio.run(measured(server.new_database("subscribers"), people)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
