"""A database full of subscribers, of whom some are due in one and the same minute."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from bot.storage.database import opened
from bot.storage.subscriptions import as_columns, due_columns
from bot.storage.tables import SUBSCRIPTIONS
from handlers.daily.cycle import QuoteFilter
from handlers.daily.schedule import Schedule
from handlers.daily.subscription import State, Subscription
from handlers.texts import LANGUAGES

ZONES = ("Asia/Tashkent", "Asia/Shanghai", "Europe/Moscow", "Asia/Kolkata", "UTC", "America/New_York")
BATCH = 20_000
_MINUTE = timedelta(minutes=1)
FIRST_CHAT = 1_000_001


async def gather(database_url: str | None, data_dir: Path, *, numbers: range, at: datetime) -> None:
    """Store subscribers who are due at one and the same time.

    Args:
        database_url: Where; None is SQLite in the folder.
        data_dir: The data folder.
        numbers: Which subscribers.
        at: Aware, a full minute, when all of them are due.
    """
    await _store(database_url, data_dir, (_subscriber(number, at) for number in numbers), at)


async def scatter(database_url: str | None, data_dir: Path, *, numbers: range, after: datetime) -> None:
    """Store subscribers who are due some time in the day that begins then, minute by minute."""
    people = (_subscriber(number, after + timedelta(minutes=number * 7 % 1320)) for number in numbers)
    await _store(database_url, data_dir, people, after)


async def _store(
    database_url: str | None, data_dir: Path, people: Iterator[Subscription], at: datetime
) -> None:
    async with opened(database_url, data_dir) as database:
        while batch := [
            {**as_columns(person), **due_columns(person, at - _MINUTE, last_date=None)}
            for person in islice(people, BATCH)
        ]:
            async with database.transaction() as connection:
                await connection.execute(insert(SUBSCRIPTIONS), batch)


def _subscriber(number: int, at: datetime) -> Subscription:
    zone = ZONES[number % len(ZONES)]
    wall = at.astimezone(ZoneInfo(zone))
    return Subscription(
        id=f"s{number:07}",
        chat_id=FIRST_CHAT + number,
        thread_id=None,
        user_id=FIRST_CHAT + number,
        schedule=Schedule(zone, time(wall.hour, wall.minute)),
        wanted=QuoteFilter(),
        language=LANGUAGES[number % len(LANGUAGES)],
        state=State.ACTIVE,
        reason=None,
        seed=number,
        created_at=datetime(2026, 1, 15, tzinfo=UTC),
    )
