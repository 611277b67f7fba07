"""How far behind the deliveries are, by indexes alone: asked every few seconds."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from bot.storage.database import Database
from bot.storage.delivery_state import DeliveryState
from bot.storage.tables import DELIVERIES, SUBSCRIPTIONS

_D, _S = DELIVERIES.c, SUBSCRIPTIONS.c


async def late_seconds(database: Database, now: datetime) -> float:
    """Give how long the oldest delivery that nobody has in hand is overdue; 0 if none is.

    Raises:
        StorageError: The database failed.
    """
    to_plan = select(func.min(_S.next_due_at)).scalar_subquery()
    to_send = select(func.min(_D.due_at)).where(_D.state == DeliveryState.DUE).scalar_subquery()
    async with database.reading() as connection:
        oldest = (await connection.execute(select(to_plan, to_send))).one()
    seconds = int(now.timestamp())
    return float(max(0, *(seconds - int(due) for due in oldest if due is not None), 0))
