"""Subscriptions for tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import insert

from bot.storage.database import Database
from bot.storage.subscriptions import as_columns
from bot.storage.tables import SUBSCRIPTIONS
from handlers.daily.cycle import QuoteFilter
from handlers.daily.schedule import Schedule
from handlers.daily.subscription import State, Subscription

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
TASHKENT = Schedule("Asia/Tashkent", time(7, 30))
SOMEONE = Subscription(
    id="abc",
    chat_id=1001,
    thread_id=None,
    user_id=7,
    schedule=TASHKENT,
    wanted=QuoteFilter(),
    language="en",
    state=State.ACTIVE,
    reason=None,
    seed=5,
    created_at=NOON,
)


def subscribers(count: int, *, schedule: Schedule = TASHKENT, first_chat: int = 1001) -> list[Subscription]:
    """Give so many subscriptions, each of a chat of its own."""
    return [
        replace(
            SOMEONE,
            id=f"s{number:07}",
            chat_id=first_chat + number,
            user_id=number,
            schedule=schedule,
            seed=number,
        )
        for number in range(count)
    ]


async def become_due(database: Database, chosen: Sequence[Subscription], *, due: datetime) -> None:
    """Store subscriptions that are due at a moment, on that moment's date in UTC."""
    rows = [
        {
            **as_columns(subscription),
            "next_due_at": int(due.timestamp()),
            "next_due_date": due.date().isoformat(),
        }
        for subscription in chosen
    ]
    async with database.transaction() as connection:
        for start in range(0, len(rows), 5000):
            await connection.execute(insert(SUBSCRIPTIONS), rows[start : start + 5000])


def just_now() -> tuple[datetime, Schedule]:
    """Give a moment of the last minutes, and the schedule that makes it due."""
    moment = (datetime.now(UTC) - timedelta(minutes=2)).replace(second=0, microsecond=0)
    return moment, Schedule("UTC", moment.time())
