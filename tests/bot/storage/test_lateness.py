"""How far behind the deliveries are, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert

from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from bot.storage.delivery_state import DeliveryState
from bot.storage.lateness import late_seconds
from bot.storage.tables import DELIVERIES

NOW = datetime(2026, 1, 2, 12, tzinfo=UTC)


async def due(database: Database, seconds_ago: int, *, state: str = "due", date: str = "2026-01-02") -> None:
    row = {"subscription_id": "a", "local_date": date, "state": state, "changed_at": 0.0}
    async with database.transaction() as connection:
        at = int(NOW.timestamp()) - seconds_ago
        await connection.execute(insert(DELIVERIES).values(row | {"due_at": at}))


async def test_without_deliveries_nothing_is_late(database: Database) -> None:
    assert await late_seconds(database, NOW) == 0


@pytest.mark.parametrize(
    "state",
    [DeliveryState.DUE, DeliveryState.CLAIMED, DeliveryState.SENDING, DeliveryState.WAITING],
)
async def test_the_oldest_that_is_not_over_counts(database: Database, state: DeliveryState) -> None:
    await due(database, 9000, state=DeliveryState.SENT, date="2026-01-01")
    await due(database, 90, state=state)

    assert await late_seconds(database, NOW) == 90


async def test_what_is_due_later_is_not_late(database: Database) -> None:
    await due(database, -90)

    assert await late_seconds(database, NOW) == 0


async def test_what_is_due_later_is_handed_to_nobody_until_its_second(database: Database) -> None:
    ledger = Deliveries(database)
    await due(database, -90)

    assert await ledger.waiting(NOW + timedelta(seconds=89), limit=9) == ()
    (found,) = await ledger.waiting(NOW + timedelta(seconds=90), limit=9)
    assert found.key.subscription_id == "a"
