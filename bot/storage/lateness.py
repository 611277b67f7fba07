"""How far behind the deliveries are, by indexes alone: asked every few seconds."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from bot.storage.database import Database
from bot.storage.delivery_state import DeliveryState
from bot.storage.tables import DELIVERIES, SUBSCRIPTIONS

_D, _S = DELIVERIES.c, SUBSCRIPTIONS.c
_UNDER_WAY = (DeliveryState.DUE, DeliveryState.CLAIMED, DeliveryState.SENDING, DeliveryState.WAITING)
"""What is being tried is late too: or all seems well while Telegram is asked once more."""


async def late_seconds(database: Database, now: datetime) -> float:
    """Give how long the oldest delivery that is not over is overdue; 0 if none is.

    Raises:
        StorageError: The database failed.
    """
    to_plan = select(func.min(_S.next_due_at)).scalar_subquery()
    # One question for each state: the first row of an index, however many there are.
    to_send = [select(func.min(_D.due_at)).where(_D.state == state).scalar_subquery() for state in _UNDER_WAY]
    async with database.reading() as connection:
        oldest = (await connection.execute(select(to_plan, *to_send))).one()
    seconds = int(now.timestamp())
    return float(max(0, *(seconds - int(due) for due in oldest if due is not None), 0))
