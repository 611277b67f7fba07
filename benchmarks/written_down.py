"""`python -m benchmarks.written_down`: from Telegram's acceptance of a delivery to its committed row."""

from __future__ import annotations

import asyncio
import os
import random
import sys
import time
from argparse import ArgumentParser
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from math import inf
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.delivery.attempt import Attempts
from bot.delivery.planner import Planner
from bot.delivery.rate_limit import RateLimiter
from bot.settings import MESSAGES_PER_SECOND, cache_dir
from bot.storage.database import Database, opened
from bot.storage.deliveries import Deliveries
from bot.storage.ledger_rows import Key
from bot.storage.plans import Plans
from bot.storage.subscriptions import StoredSubscriptions
from handlers.daily.cycle import QuoteFilter
from handlers.daily.schedule import Schedule
from handlers.daily.subscription import Reason, State, Subscription
from knowledge.compiled import load_snapshot
from tests import postgres

PER_SECOND = (MESSAGES_PER_SECOND, 10.0 * MESSAGES_PER_SECOND)
"""As Telegram allows it, and ten times as much: a bot that is being hurried through a crowd."""
ANSWER_SECONDS = {PER_SECOND[0]: (0.45, 0.65), PER_SECOND[1]: (0.02, 0.15)}
"""Telegram's answering time at which sixteen are in flight at that rate."""
SOON_SECONDS = 0.05
"""So soon 99 % of acceptances are to have their row."""


@dataclass(slots=True)
class Acceptances:
    """Telegram, as far as a delivery sees it: accepts after a while, and notes when."""

    rng: random.Random = field(default_factory=lambda: random.Random(1))
    at: dict[str, float] = field(default_factory=dict)
    answer_seconds: tuple[float, float] = (0.0, 0.0)
    open: int = 0
    most_open: int = 0

    async def send(self, subscription: Subscription, entry_id: str) -> int:  # noqa: ARG002
        """Accept."""
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        await asyncio.sleep(self.rng.uniform(*self.answer_seconds))
        self.open -= 1
        self.at[subscription.id] = time.perf_counter()
        return len(self.at)

    async def tell(self, subscription: Subscription, reason: Reason) -> None:
        """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Watched(Deliveries):
    """The ledger, with the moment of each commit."""

    seconds: list[float] = field(default_factory=list)
    telegram: Acceptances = field(default_factory=Acceptances)

    async def sent(self, key: Key, *args: object, **more: object) -> None:
        """Note how long after its acceptance a row is there."""
        await Deliveries.sent(self, key, *args, **more)  # type: ignore[arg-type]
        self.seconds.append(time.perf_counter() - self.telegram.at[key.subscription_id])


async def measure(database: Database, deliveries: int, per_second: float) -> tuple[list[float], int]:
    """Deliver, and give the seconds from each acceptance to its row, shortest first, and most in flight."""
    record = load_snapshot(None, kept=cache_dir()).record
    due = datetime.now(UTC).replace(second=0, microsecond=0)
    schedule = Schedule("UTC", due.time())
    store = StoredSubscriptions(database)
    one = Subscription(
        id="",
        chat_id=0,
        thread_id=None,
        user_id=0,
        schedule=schedule,
        wanted=QuoteFilter(),
        language="en",
        state=State.ACTIVE,
        reason=None,
        seed=1,
        created_at=due,
    )
    for number in range(1, deliveries + 1):
        subscriber = replace(one, id=f"s{number:07}", chat_id=number, user_id=number)
        await store.save(subscriber, now=due - timedelta(minutes=1))
    await Planner(Plans(database)).plan_due()
    telegram = Acceptances(answer_seconds=ANSWER_SECONDS[per_second])
    ledger = Watched(database, telegram=telegram)
    attempts = Attempts(ledger, store, telegram, RateLimiter(database, per_second=per_second), lambda: record)
    await asyncio.gather(
        *(attempts.make(Key(f"s{number:07}", due.date())) for number in range(1, deliveries + 1))
    )
    return sorted(ledger.seconds), telegram.most_open


async def both(deliveries: int, rounds: int) -> bool:
    """Measure on both databases, and tell whether 99 % were soon enough in some round of each.

    What else a machine does can only make it later: the quickest round tells most of the program.
    """
    best: dict[tuple[str, float], float] = {}
    with postgres.running() as server:
        for number in range(rounds):
            for per_second in PER_SECOND:
                for name, url in (
                    ("SQLite", None),
                    ("PostgreSQL", server.new_database(f"rows{number}-{per_second}")),
                ):
                    found = await _round(name, url, deliveries, per_second)
                    best[name, per_second] = min(found, best.get((name, per_second), inf))
    return max(best.values()) <= SOON_SECONDS


async def _round(name: str, url: str | None, deliveries: int, per_second: float) -> float:
    with TemporaryDirectory() as folder:
        async with opened(url, Path(folder)) as database:
            seconds, most_open = await measure(database, deliveries, per_second)
    half, most, longest = (seconds[int(share * (len(seconds) - 1))] for share in (0.5, 0.99, 1.0))
    print(
        f"{name}, {per_second:.0f} a second, at most {most_open} in flight: acceptance to row: median "
        f"{1000 * half:.0f} ms, 99 % {1000 * most:.0f} ms, longest {1000 * longest:.0f} ms "
        f"({len(seconds)} deliveries, load {os.getloadavg()[0]:.1f})",
        flush=True,
    )
    return most


def main() -> int:
    """Measure and print; give 1 if the rows came too late."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--deliveries", type=int, default=600)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    return 0 if asyncio.run(both(options.deliveries, options.rounds)) else 1


if __name__ == "__main__":
    sys.exit(main())
