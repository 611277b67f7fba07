"""The store of subscriptions: fulfils the protocol of `handlers.daily.subscription`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import delete, func, insert, select, update

from bot.storage.database import Database
from bot.storage.delivery_state import DeliveryState
from bot.storage.tables import DELIVERIES, RATE_LIMITS, SUBSCRIPTIONS
from handlers.daily.cycle import Cycle, QuoteFilter, pick
from handlers.daily.schedule import Schedule, next_due
from handlers.daily.subscription import Outlook, Reason, Skipped, SkipReason, State, Subscription

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Row, Select
    from sqlalchemy.ext.asyncio import AsyncConnection

StoredRow: TypeAlias = "Row[*tuple[Any, ...]]"
"""A row as the driver gives it; the functions below turn it into values."""

_T, _D = SUBSCRIPTIONS.c, DELIVERIES.c
MOST_MISSED = 3
"""So many of the dates that went without are kept and told; more would be a list of regrets."""


@dataclass(frozen=True, slots=True)
class StoredSubscriptions:
    """Subscriptions in the database."""

    database: Database

    async def get(self, subscription_id: str) -> Subscription | None:
        """Find one; None if it is not there (any more)."""
        found = await self._where(_T.id == subscription_id)
        return found[0] if found else None

    async def of_chat(self, chat_id: int) -> tuple[Subscription, ...]:
        """Give all of a chat, of all its topics, ended ones too, oldest first."""
        return await self._where(_T.chat_id == chat_id)

    async def of_user(self, user_id: int) -> tuple[Subscription, ...]:
        """Give all that one person made, wherever, ended ones too, oldest first."""
        return await self._where(_T.user_id == user_id)

    async def save(self, subscription: Subscription, *, now: datetime) -> None:
        """Keep a new one, or what was changed of one; its next delivery follows from its schedule."""
        async with self.database.transaction() as connection:
            known = (
                await connection.execute(
                    select(_T.last_date).where(_T.id == subscription.id).with_for_update()
                )
            ).first()
            values = as_columns(subscription) | due_columns(
                subscription, now, last_date=known.last_date if known else None
            )
            if known:
                await connection.execute(update(SUBSCRIPTIONS).where(_T.id == subscription.id).values(values))
            else:
                await connection.execute(insert(SUBSCRIPTIONS).values(values))

    async def pause(self, subscription_id: str, *, reason: Reason) -> None:
        """Let an active one rest; nothing happens to others."""
        await self._rest(State.PAUSED, reason, (_T.id == subscription_id) & (_T.state == State.ACTIVE))

    async def resume(self, subscription_id: str, *, now: datetime) -> None:
        """Make it active again, from now on."""
        async with self.database.transaction() as connection:
            row = (
                await connection.execute(
                    select(SUBSCRIPTIONS).where(_T.id == subscription_id).with_for_update()
                )
            ).first()
            if row is None or row.state == State.ACTIVE:
                return
            due = due_columns(from_row(row), now, last_date=row.last_date, active=True)
            await connection.execute(
                update(SUBSCRIPTIONS)
                .where(_T.id == subscription_id)
                .values(state=State.ACTIVE, reason=None, **due)
            )

    async def end(self, subscription_id: str, *, reason: Reason) -> None:
        """Stop it; its row stays, so that /settings can say why."""
        await self._rest(State.ENDED, reason, _T.id == subscription_id)

    async def end_chat(self, chat_id: int, *, reason: Reason) -> int:
        """Stop all of a chat and give how many were not over yet."""
        return await self._rest(State.ENDED, reason, _T.chat_id == chat_id)

    async def move_chat(self, old_chat_id: int, new_chat_id: int) -> None:
        """Follow a group that became a supergroup."""
        async with self.database.transaction() as connection:
            await connection.execute(
                update(SUBSCRIPTIONS).where(_T.chat_id == old_chat_id).values(chat_id=new_chat_id)
            )

    async def forget_user(self, user_id: int) -> int:
        """Delete all that one person made, with its deliveries, and give how many there were.

        In SQLite's files nothing of it is left, nor of what was deleted before.
        """
        own = select(_T.id, _T.chat_id).where(_T.user_id == user_id)
        async with self.database.transaction() as connection:
            found = (await connection.execute(own)).all()
            ids = [row.id for row in found]
            await connection.execute(delete(DELIVERIES).where(DELIVERIES.c.subscription_id.in_(ids)))
            # A private chat has the person's own id.
            chats = {user_id, *(row.chat_id for row in found)}
            await connection.execute(delete(RATE_LIMITS).where(RATE_LIMITS.c.chat_id.in_(chats)))
            await connection.execute(delete(SUBSCRIPTIONS).where(_T.id.in_(ids)))
        self.database.forgotten.update(ids)
        await self.database.erase()
        return len(ids)

    async def another(self, subscription_id: str, *, entries: Collection[str]) -> str | None:
        """Take the next entry of its cycle out of turn; None without a subscription, or any entry."""
        own = _T.id == subscription_id
        query = select(_T.seed, _T.cycle, _T.delivered, _T.last_entry).where(own).with_for_update()
        async with self.database.transaction() as connection:
            row = (await connection.execute(query)).first()
            taken = pick(row.seed, cycle_of(row), entries) if row else None
            if taken is None:
                return None
            come = taken.cycle.after(taken.entry_id)
            await connection.execute(update(SUBSCRIPTIONS).where(own).values(**cycle_columns(come)))
        return taken.entry_id

    async def outlook(self, subscription_id: str) -> Outlook | None:
        """Tell what was and will be delivered; None if there is no such subscription."""
        async with self.database.reading() as connection:
            row = (await connection.execute(select(SUBSCRIPTIONS).where(_T.id == subscription_id))).first()
            without = (await connection.execute(_without(subscription_id))).all()
        return _outlook(row, without) if row else None

    async def count(self) -> int:
        """Give how many there are, ended ones too."""
        async with self.database.reading() as connection:
            found = (await connection.execute(select(func.count()).select_from(SUBSCRIPTIONS))).scalar()
        return int(found or 0)

    async def _where(self, condition: ColumnElement[bool]) -> tuple[Subscription, ...]:
        query = select(SUBSCRIPTIONS).where(condition).order_by(_T.created_at, _T.id)
        async with self.database.reading() as connection:
            return tuple(from_row(row) for row in await connection.execute(query))

    async def _rest(self, state: State, reason: Reason, condition: ColumnElement[bool]) -> int:
        async with self.database.transaction() as connection:
            return await rest(connection, state=state, reason=reason, condition=condition)


async def rest(
    connection: AsyncConnection, *, state: State, reason: Reason, condition: ColumnElement[bool]
) -> int:
    """Pause or end those that fit and are not over yet; give how many."""
    changed = await connection.execute(
        update(SUBSCRIPTIONS)
        .where(condition, _T.state != State.ENDED)
        .values(state=state, reason=reason, next_due_at=None, next_due_date=None)
    )
    return changed.rowcount


def from_row(row: StoredRow) -> Subscription:
    """Turn a row into the value."""
    return Subscription(
        id=row.id,
        chat_id=row.chat_id,
        thread_id=row.thread_id,
        user_id=row.user_id,
        schedule=schedule_of(row.zone, row.at_minute, row.weekdays),
        wanted=QuoteFilter(row.speaker, row.theme),
        language=row.language,
        state=State(row.state),
        reason=None if row.reason is None else Reason(row.reason),
        seed=row.seed,
        created_at=moment(row.created_at),
        place=row.place,
        is_silent=bool(row.is_silent),
    )


@lru_cache(maxsize=10_000)
def schedule_of(zone: str, at_minute: int, weekdays: int) -> Schedule:
    """Read a schedule; many share one."""
    return Schedule(zone, clock_time(at_minute), weekday_set(weekdays))


def cycle_of(row: StoredRow) -> Cycle:
    """Read how far a subscription has come."""
    return Cycle(row.cycle, tuple(row.delivered.split()), row.last_entry)


def cycle_columns(cycle: Cycle) -> dict[str, str | int | None]:
    """Write how far a subscription has come."""
    return {"cycle": cycle.number, "delivered": " ".join(cycle.delivered), "last_entry": cycle.last}


def as_columns(subscription: Subscription) -> dict[str, str | int | None]:
    """Turn the value into a row, without what the deliveries add to it."""
    schedule = subscription.schedule
    return {
        "id": subscription.id,
        "chat_id": subscription.chat_id,
        "thread_id": subscription.thread_id,
        "user_id": subscription.user_id,
        "zone": schedule.zone,
        "at_minute": minute_of(schedule.at),
        "weekdays": weekday_bits(schedule.weekdays),
        "speaker": subscription.wanted.speaker,
        "theme": subscription.wanted.theme,
        "language": subscription.language,
        "state": subscription.state,
        "reason": subscription.reason,
        "seed": subscription.seed,
        "created_at": int(subscription.created_at.timestamp()),
        "place": subscription.place,
        "is_silent": int(subscription.is_silent),
    }


def due_columns(
    subscription: Subscription, now: datetime, *, last_date: str | None, active: bool | None = None
) -> dict[str, int | str | None]:
    """Give when it is due next, as columns; empty ones unless it is active."""
    if not (subscription.state == State.ACTIVE if active is None else active):
        return {"next_due_at": None, "next_due_date": None}
    due = next_due(subscription.schedule, now, last_date=date.fromisoformat(last_date) if last_date else None)
    return {"next_due_at": int(due.at.timestamp()), "next_due_date": due.local_date.isoformat()}


def clock_time(minute: int) -> time:
    """Give the time of day for a minute of it, 0 to 1439."""
    return time(*divmod(minute, 60))


def minute_of(at: time) -> int:
    """Give the minute of the day, 0 to 1439."""
    return at.hour * 60 + at.minute


def weekday_bits(weekdays: Iterable[int]) -> int:
    """Give weekdays as bits, Monday being the lowest."""
    return sum(1 << day for day in weekdays)


def weekday_set(bits: int) -> frozenset[int]:
    """Give the weekdays for their bits, Monday being the lowest."""
    return frozenset(day for day in range(7) if bits >> day & 1)


def moment(seconds: int) -> datetime:
    """Give the aware time for seconds since 1970."""
    return datetime.fromtimestamp(seconds, UTC)


def _without(subscription_id: str) -> Select[*tuple[Any, ...]]:
    """Ask for the latest dates that went without, or may have: those sent for which nobody answered."""
    without = _D.state.in_((DeliveryState.SKIPPED, DeliveryState.FAILED))
    may_have = (_D.state == DeliveryState.SENT) & _D.reason.is_not(None)
    query = select(_D.local_date, _D.reason, _D.state).where(_D.subscription_id == subscription_id)
    return query.where(without | may_have).order_by(_D.local_date.desc()).limit(MOST_MISSED)


def _outlook(row: StoredRow, without: Sequence[StoredRow]) -> Outlook:
    last = row.skipped_date and Skipped(date.fromisoformat(row.skipped_date), row.skipped_reason)
    missed = [Skipped(date.fromisoformat(one.local_date), _skip_reason(one)) for one in without]
    if last:
        # The ledger is neither exported nor kept for long, and may have Telegram's words for a reason.
        missed = [last, *(one for one in missed if one.local_date != last.local_date)]
    return Outlook(
        next_due=None if row.next_due_at is None else moment(row.next_due_at),
        last_delivered=None if row.last_delivered_at is None else moment(row.last_delivered_at),
        missed=tuple(sorted(missed, key=lambda one: one.local_date, reverse=True)[:MOST_MISSED]),
    )


def _skip_reason(row: StoredRow) -> SkipReason:
    """Read why a date went without; of a failed one the ledger tells what Telegram said."""
    if row.state == DeliveryState.SENT:
        return SkipReason.UNCONFIRMED
    return SkipReason(row.reason) if row.reason in set(SkipReason) else SkipReason.REFUSED
