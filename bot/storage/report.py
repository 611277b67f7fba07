"""How the deliveries stand, for the operator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from bot.storage.database import Database
from bot.storage.delivery_state import UNDER_WAY, DeliveryState
from bot.storage.tables import DELIVERIES, SUBSCRIPTIONS

HORIZON = timedelta(hours=24)
_RECENT = timedelta(seconds=60)
_D, _S = DELIVERIES.c, SUBSCRIPTIONS.c


@dataclass(frozen=True, slots=True)
class Report:
    """Deliveries of the last 24 hours by what became of them.

    Attributes:
        to_plan: Subscriptions whose time has come and for which no delivery is planned yet.
        due: Planned, and in nobody's hands.
        under_way: With the engine: being sent, or waiting for another try.
        in_doubt: Those of all states that may have been sent twice: a crash or a broken connection left open
            whether Telegram had taken them, so they were sent again.
        rate: Sent per second over the last minute.
        expected_end: When all that is due will have been sent at this rate; None if nothing is, or moves.
    """

    to_plan: int
    due: int
    under_way: int
    sent: int
    failed: int
    skipped: int
    in_doubt: int
    rate: float
    expected_end: datetime | None

    @property
    def to_do(self) -> int:
        """How many are still to be sent."""
        return self.to_plan + self.due + self.under_way

    @property
    def total(self) -> int:
        """How many there are in all."""
        return self.to_do + self.sent + self.failed + self.skipped


async def report(database: Database, now: datetime) -> Report:
    """Count the deliveries.

    Raises:
        StorageError: The database failed.
    """
    recent = _D.due_at >= int((now - HORIZON).timestamp())
    states = select(
        _D.state, func.count().label("how_many"), func.count().filter(_D.doubts > 0).label("doubtful")
    )
    last = now - _RECENT
    lately = select(func.count(), func.min(_D.changed_at)).where(
        _D.state == DeliveryState.SENT, recent, _D.changed_at >= last.timestamp()
    )
    overdue = select(func.count()).where(_S.next_due_at <= int(now.timestamp()))
    async with database.reading() as connection:
        rows = (await connection.execute(states.where(recent).group_by(_D.state))).all()
        sent_lately, first = (await connection.execute(lately)).one()
        to_plan = int((await connection.execute(overdue)).scalar() or 0)
    counts = {row.state: int(row.how_many) for row in rows}
    return _report(
        counts,
        to_plan=to_plan,
        in_doubt=sum(int(row.doubtful) for row in rows),
        rate=sent_lately / max(1.0, now.timestamp() - first) if sent_lately else 0.0,
        now=now,
    )


def _report(counts: dict[str, int], *, to_plan: int, in_doubt: int, rate: float, now: datetime) -> Report:
    under_way = sum(counts.get(state, 0) for state in UNDER_WAY)
    to_do = to_plan + counts.get(DeliveryState.DUE, 0) + under_way
    return Report(
        to_plan=to_plan,
        due=counts.get(DeliveryState.DUE, 0),
        under_way=under_way,
        sent=counts.get(DeliveryState.SENT, 0),
        failed=counts.get(DeliveryState.FAILED, 0),
        skipped=counts.get(DeliveryState.SKIPPED, 0),
        in_doubt=in_doubt,
        rate=round(rate, 2),
        expected_end=now + timedelta(seconds=to_do / rate) if to_do and rate else None,
    )
