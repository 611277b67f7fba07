"""The ledger of deliveries: one row per subscription and local date says what was, or is, to be sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import bindparam, delete, exists, func, or_, select, update

from bot.storage.database import Database
from bot.storage.delivery_state import OVER, UNDER_WAY, DeliveryState
from bot.storage.group_commit import GroupCommit
from bot.storage.ledger_rows import HandOver, Job, Key, is_key, job_of, key_of, noted_as_skipped, parameters
from bot.storage.send_log import Send, Start, sent, started
from bot.storage.tables import DELIVERIES, SUBSCRIPTIONS
from handlers.daily.cycle import Pick
from handlers.daily.subscription import SkipReason

if TYPE_CHECKING:
    from sqlalchemy import Select, Update

_D, _S = DELIVERIES.c, SUBSCRIPTIONS.c
_KEPT = timedelta(days=8)
"""Rows that are over stay a week, so that every zone and every clock step finds its date's row."""


@dataclass(frozen=True, slots=True)
class Deliveries:
    """The ledger in the database."""

    database: Database
    _starts: GroupCommit[Start, bool] = field(init=False)
    _sends: GroupCommit[Send, None] = field(init=False)

    def __post_init__(self) -> None:
        """Join what writes deliveries on their way, of all that share this value, together."""
        object.__setattr__(self, "_starts", GroupCommit(self.database, started))
        object.__setattr__(self, "_sends", GroupCommit(self.database, sent, urgent=True))

    async def waiting(self, now: datetime, *, limit: int) -> tuple[HandOver, ...]:
        """Give planned deliveries that nobody has in hand, longest due first.

        One planned by a clock that was ahead waits until its time has come.
        """
        async with self.database.reading() as connection:
            rows = await connection.execute(waiting_query(limit).params(now=int(now.timestamp())))
            return tuple(HandOver(key_of(row), row.handovers) for row in rows)

    async def claimed(self, keys: Sequence[Key], *, now: datetime) -> None:
        """Note that the engine has these."""
        await self._each(
            update(DELIVERIES)
            .where(_D.state == DeliveryState.DUE)
            .values(state=DeliveryState.CLAIMED, changed_at=now.timestamp()),
            keys,
        )

    async def is_untouched(self) -> bool:
        """Tell whether nobody has subscribed and nothing is kept of anybody who had."""
        query = select(or_(exists(select(_S.id)), exists(select(_D.subscription_id))))
        async with self.database.reading() as connection:
            return not (await connection.execute(query)).scalar()

    async def under_way(self) -> tuple[int, int]:
        """Give how many the engine has in hand, and how many of these wait for another try."""
        waiting = func.count().filter(_D.state == DeliveryState.WAITING)
        query = select(func.count(), waiting).select_from(DELIVERIES).where(_D.state.in_(UNDER_WAY))
        async with self.database.reading() as connection:
            all_, waiting_ = (await connection.execute(query)).one()
        return int(all_), int(waiting_)

    async def expire(self, before: datetime, *, now: datetime) -> int:
        """Skip, as too late, what was planned for earlier than `before` and never begun; give how many."""
        late = (_D.state == DeliveryState.DUE) & (_D.due_at < int(before.timestamp())) & (_D.attempts == 0)
        async with self.database.transaction() as connection:
            rows = (await connection.execute(select(_D.subscription_id, _D.local_date).where(late))).all()
            if rows:
                await connection.execute(
                    noted_as_skipped(),
                    [
                        {"key": row.subscription_id, "date": row.local_date, "why": SkipReason.LATE}
                        for row in rows
                    ],
                )
            await connection.execute(
                update(DELIVERIES)
                .where(late)
                .values(state=DeliveryState.SKIPPED, reason=SkipReason.LATE, changed_at=now.timestamp())
            )
        return len(rows)

    async def job(self, key: Key) -> Job | None:
        """Read all that an attempt needs; None if the subscription was forgotten."""
        query = (
            select(
                SUBSCRIPTIONS,
                _D.due_at,
                _D.state.label("delivery_state"),
                _D.attempts,
                _D.doubts,
                _D.entry_id,
                _D.cycle.label("picked_cycle"),
            )
            .join(DELIVERIES, _D.subscription_id == _S.id)
            .where(is_key(key))
        )
        async with self.database.reading() as connection:
            row = (await connection.execute(query)).first()
        return job_of(key, row) if row else None

    async def doubt(self, key: Key, *, now: datetime) -> None:
        """Note that a process died while sending this one, if its state says so still."""
        await self._leave_sending(key, now, {"state": DeliveryState.WAITING, "doubts": _D.doubts + 1})

    async def start(self, key: Key, pick: Pick, *, now: datetime) -> bool:
        """Note that the request goes out now; false if the delivery is over, or in other hands."""
        return await self._starts(Start(key, pick, now))

    async def sent(self, key: Key, pick: Pick, *, message_id: int, now: datetime) -> None:
        """Note that Telegram has it, and how far the subscription's cycle has come."""
        await self._sends(Send(key, pick, now, message_id))

    async def unanswered(self, key: Key, pick: Pick, *, reason: str, now: datetime) -> None:
        """Note that Telegram most likely has it, though it did not say so: in doubt, and not sent again."""
        await self._sends(Send(key, pick, now, None, reason))

    async def not_sent(self, key: Key, *, now: datetime) -> None:
        """Note that a process ended before it sent this one."""
        await self._leave_sending(key, now, {"state": DeliveryState.CLAIMED})

    async def wait(self, key: Key, *, reason: str, doubtful: bool, now: datetime) -> None:
        """Note that it will be tried again; doubtful if Telegram may have taken it all the same."""
        await self._leave_sending(
            key,
            now,
            {"state": DeliveryState.WAITING, "reason": reason, "doubts": _D.doubts + int(doubtful)},
        )

    async def set_aside(
        self,
        key: Key,
        *,
        state: Literal[DeliveryState.FAILED, DeliveryState.SKIPPED],
        why: SkipReason,
        reason: str,
        now: datetime,
        doubtful: bool = False,
    ) -> None:
        """Note that this date goes without: in the ledger, and for /settings."""
        values = {"state": state, "reason": reason, "changed_at": now.timestamp()}
        async with self.database.transaction() as connection:
            changed = await connection.execute(
                update(DELIVERIES)
                .where(is_key(key), _D.state != DeliveryState.SENT)
                .values({**values, "doubts": _D.doubts + int(doubtful)})
            )
            if changed.rowcount:
                await connection.execute(noted_as_skipped(), [{**parameters(key), "why": why}])

    async def abandoned(self, before: datetime, *, limit: int) -> tuple[HandOver, ...]:
        """Give deliveries in the engine's hands in which nothing has moved since `before`."""
        query = (
            select(_D.subscription_id, _D.local_date, _D.handovers)
            .where(_D.state.in_(UNDER_WAY), _D.changed_at < before.timestamp())
            .limit(limit)
        )
        async with self.database.reading() as connection:
            return tuple(HandOver(key_of(row), row.handovers) for row in await connection.execute(query))

    async def take_back(self, keys: Sequence[Key], *, now: datetime) -> None:
        """Plan anew what the engine lost and nobody is sending."""
        # Not by IN, which can't be said for many rows at once.
        rests = or_(_D.state == DeliveryState.CLAIMED, _D.state == DeliveryState.WAITING)
        await self._each(
            update(DELIVERIES)
            .where(rests)
            .values(state=DeliveryState.DUE, handovers=_D.handovers + 1, changed_at=now.timestamp()),
            keys,
        )

    async def prune(self, now: datetime, *, limit: int) -> int:
        """Delete rows that have been over for a week, and give how many."""
        old = (
            select(_D.subscription_id, _D.local_date)
            .where(_D.state.in_(OVER), _D.due_at < int((now - _KEPT).timestamp()))
            .limit(limit)
        )
        async with self.database.transaction() as connection:
            keys = [key_of(row) for row in await connection.execute(old)]
            if keys:
                await connection.execute(
                    delete(DELIVERIES).where(
                        _D.subscription_id == bindparam("key"), _D.local_date == bindparam("date")
                    ),
                    [parameters(key) for key in keys],
                )
        return len(keys)

    async def _leave_sending(self, key: Key, now: datetime, values: Mapping[str, object]) -> None:
        """Change one that is being sent; leave any other alone."""
        async with self.database.singly() as connection:
            await connection.execute(
                update(DELIVERIES)
                .where(is_key(key), _D.state == DeliveryState.SENDING)
                .values({**values, "changed_at": now.timestamp()})
            )

    async def _each(self, statement: Update, keys: Sequence[Key]) -> None:
        if not keys:
            return
        async with self.database.transaction() as connection:
            await connection.execute(
                statement.where(_D.subscription_id == bindparam("key"), _D.local_date == bindparam("date")),
                [parameters(key) for key in keys],
            )


def waiting_query(limit: int) -> Select[*tuple[Any, ...]]:
    """Ask for what is planned for `now` or earlier and in nobody's hands, by the index alone."""
    return (
        select(_D.subscription_id, _D.local_date, _D.handovers)
        .where(_D.state == DeliveryState.DUE, _D.due_at <= bindparam("now"))
        .order_by(_D.due_at)
        .limit(limit)
    )
