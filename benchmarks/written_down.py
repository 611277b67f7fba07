"""`python -m benchmarks.written_down`: from Telegram's acceptance of a delivery to its committed row."""

from __future__ import annotations

import asyncio
import random
import sys
import time
from argparse import ArgumentParser
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.delivery.attempt import Attempts
from bot.delivery.in_flight import IN_FLIGHT
from bot.delivery.planner import Planner
from bot.delivery.rate_limit import RateLimiter
from bot.settings import cache_dir
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

PER_SECOND = 300.0
"""Ten times the usual limit, so that sixteen are in flight all the time."""
ANSWER_SECONDS = (0.02, 0.15)


@dataclass(slots=True)
class Acceptances:
    """Telegram, as far as a delivery sees it: accepts after a while, and notes when."""

    rng: random.Random = field(default_factory=lambda: random.Random(1))
    at: dict[str, float] = field(default_factory=dict)

    async def send(self, subscription: Subscription, entry_id: str) -> int:  # noqa: ARG002
        """Accept."""
        await asyncio.sleep(self.rng.uniform(*ANSWER_SECONDS))
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


async def measure(database: Database, deliveries: int) -> list[float]:
    """Deliver, sixteen in flight, and give the seconds from each acceptance to its row, shortest first."""
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
    telegram = Acceptances()
    ledger = Watched(database, telegram=telegram)
    attempts = Attempts(ledger, store, telegram, RateLimiter(database, per_second=PER_SECOND), lambda: record)
    await asyncio.gather(
        *(attempts.make(Key(f"s{number:07}", due.date())) for number in range(1, deliveries + 1))
    )
    return sorted(ledger.seconds)


async def both(deliveries: int) -> None:
    """Measure on both databases."""
    with TemporaryDirectory() as folder, postgres.running() as server:
        for name, url in (("SQLite", None), ("PostgreSQL", server.new_database("bench"))):
            began = time.perf_counter()
            async with opened(url, Path(folder)) as database:
                seconds = await measure(database, deliveries)
            shown = [seconds[int(share * (len(seconds) - 1))] * 1000 for share in (0.5, 0.99, 1.0)]
            print(
                f"{name}: {len(seconds)} deliveries, {IN_FLIGHT} in flight; acceptance to row: median "
                f"{shown[0]:.0f} ms, 99 % {shown[1]:.0f} ms, longest {shown[2]:.0f} ms; "
                f"{time.perf_counter() - began:.0f} s in all",
                flush=True,
            )


def main() -> int:
    """Measure and print."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--deliveries", type=int, default=600)
    asyncio.run(both(parser.parse_args().deliveries))
    return 0


if __name__ == "__main__":
    sys.exit(main())
