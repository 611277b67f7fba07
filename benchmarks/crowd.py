"""A database full of subscribers, of whom some are due in one and the same minute."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from bot.storage.database import opened
from bot.storage.subscriptions import as_columns, due_columns
from bot.storage.tables import SUBSCRIPTIONS
from handlers.daily.cycle import QuoteFilter
from handlers.daily.schedule import Schedule
from handlers.daily.subscription import Subscription

ZONES = ("Asia/Tashkent", "Asia/Shanghai", "Europe/Moscow", "Asia/Kolkata", "UTC", "America/New_York")
BATCH = 20_000
FIRST_CHAT = 1_000_001


async def gather(database_url: str | None, data_dir: Path, *, people: int, due: int, at: datetime) -> None:
    """Store so many subscribers.

    Args:
        database_url: Where; None is SQLite in the folder.
        data_dir: The data folder.
        people: How many in all, spread over zones, and over the day from an hour after `at`.
        due: How many of them are due at `at`.
        at: Aware, a full minute.
    """
    rng = Random(1)
    now = at - timedelta(minutes=30)
    async with opened(database_url, data_dir) as database:
        batch: list[dict[str, str | int | None]] = []
        for person in _people(people, due, at, rng):
            batch.append({**as_columns(person), **due_columns(person, now, last_date=None)})
            if len(batch) == BATCH:
                async with database.transaction() as connection:
                    await connection.execute(insert(SUBSCRIPTIONS), batch)
                batch = []
        if batch:
            async with database.transaction() as connection:
                await connection.execute(insert(SUBSCRIPTIONS), batch)


def _people(people: int, due: int, at: datetime, rng: Random) -> Iterator[Subscription]:
    for number in range(people):
        moment = at if number < due else at + timedelta(minutes=rng.randrange(60, 23 * 60))
        zone = rng.choice(ZONES)
        wall = moment.astimezone(ZoneInfo(zone))
        yield Subscription(
            id=f"s{number:07}",
            chat_id=FIRST_CHAT + number,
            thread_id=None,
            user_id=FIRST_CHAT + number,
            schedule=Schedule(zone, time(wall.hour, wall.minute)),
            wanted=QuoteFilter(),
            language=rng.choice(("en", "ru", "zh")),
            state="active",
            reason=None,
            seed=number,
            created_at=datetime(2026, 1, 15, tzinfo=UTC),
        )
