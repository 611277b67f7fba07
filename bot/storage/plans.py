"""What the planner reads and writes: subscriptions whose time has come, and what becomes of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import bindparam, case, delete, func, select, true, update

from bot.storage.database import Database
from bot.storage.delivery_state import OVER, DeliveryState
from bot.storage.json_rows import PARAMETER, json_rows
from bot.storage.ledger_rows import DueSubscription, due_of, occurrence
from bot.storage.subscriptions import schedule_of
from bot.storage.tables import DELIVERIES, NOTES, SUBSCRIPTIONS
from bot.storage.upsert import Upsert, upsert
from handlers.daily.schedule import FARTHEST, Due, Schedule
from handlers.daily.subscription import SkipReason

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Insert, Select, Update

_D, _S = DELIVERIES.c, SUBSCRIPTIONS.c
Row: TypeAlias = "dict[str, str | int | float | None]"
"""As `json_rows` takes it."""
SOON = timedelta(days=1)
"""No zone is more than a day ahead of UTC: a later date is a wrong clock's."""
SKEW = timedelta(minutes=5)
"""What is in the ledger is due already; what is later is a wrong clock's, unless two clocks differ a bit."""


@dataclass(frozen=True, slots=True)
class WaitingSubscription:
    """Of a subscription whose time has come, what the planner has to know."""

    subscription_id: str
    schedule: Schedule
    due: Due


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of due subscriptions: rows in the ledger, and their next time.

    Attributes:
        subscription_ids: All that are on one schedule and were due at one time.
        planned: The occurrence by which they were found.
        due: The one to deliver or to skip: the latest, if several went by.
        skip: Why it is skipped at once; None to deliver it.
        missed: Those that went by before `due`, oldest first.
    """

    subscription_ids: tuple[str, ...]
    planned: Due
    due: Due
    skip: SkipReason | None
    missed: tuple[Due, ...]
    following: Due


@dataclass(frozen=True, slots=True)
class EarlyPlans:
    """Subscriptions that a clock ahead has planned for times to come, and of these the ones begun."""

    planned: frozenset[str]
    begun: frozenset[str]


@dataclass(frozen=True, slots=True)
class NewTime:
    """When a subscription is due next, reckoned anew, and the date that counts as served last."""

    found: DueSubscription
    due: Due
    last_date: date | None


@dataclass(frozen=True, slots=True)
class Plans:
    """The planner's side of the database."""

    database: Database

    async def due(self, now: datetime, *, limit: int) -> tuple[WaitingSubscription, ...]:
        """Give subscriptions whose time has come, longest due first."""
        query = due_query(limit).params(now=int(now.timestamp()))
        async with self.database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return tuple(
            WaitingSubscription(
                row.id,
                schedule_of(row.zone, row.at_minute, row.weekdays),
                occurrence(row.next_due_at, row.next_due_date),
            )
            for row in rows
        )

    async def too_far(
        self, now: datetime, *, after: DueSubscription | None, limit: int
    ) -> tuple[DueSubscription, ...]:
        """Give subscriptions planned farther ahead than a schedule can be: the clock was wrong then.

        Args:
            now: By the clock of now, aware.
            after: The last one of the batch before, so that none comes twice.
            limit: Most of them.
        """
        at, id_ = (after.due.at, after.subscription.id) if after else (now + FARTHEST, "~")
        query = far_query(limit).params(at=int(at.timestamp()), id=id_)
        return await self._found(query)

    async def served_too_far(
        self, now: datetime, *, after: DueSubscription | None, limit: int
    ) -> tuple[DueSubscription, ...]:
        """Give subscriptions served for a time, or a date, that has not come yet; goes through all.

        Args:
            now: By the clock of now, aware.
            after: The last one of the batch before.
            limit: Most of them.
        """
        early = select(_D.subscription_id).where(_D.subscription_id == _S.id, _is_to_come(now))
        query = (
            select(SUBSCRIPTIONS)
            .where(_S.id > (after.subscription.id if after else ""), _S.next_due_at.is_not(None))
            .where((_S.last_date > (now + SOON).date().isoformat()) | early.exists())
            .order_by(_S.id)
            .limit(limit)
        )
        return await self._found(query)

    async def _found(self, query: Select[*tuple[Any, ...]]) -> tuple[DueSubscription, ...]:
        async with self.database.reading() as connection:
            return tuple(due_of(row) for row in await connection.execute(query))

    async def has_days_to_come(self, now: datetime) -> bool:
        """Tell whether the ledger holds deliveries of times to come: the clock was ahead, however shortly."""
        # By its states, so that the index serves.
        query = select(_D.subscription_id).where(_D.state.in_(tuple(DeliveryState)), _is_to_come(now))
        async with self.database.reading() as connection:
            return (await connection.execute(query.limit(1))).first() is not None

    async def planned_too_early(self, ids: Sequence[str], now: datetime) -> EarlyPlans:
        """Tell which subscriptions have deliveries of times to come: the clock was wrong."""
        query = select(_D.subscription_id, _D.state).where(_D.subscription_id.in_(ids), _is_to_come(now))
        async with self.database.reading() as connection:
            rows = (await connection.execute(query)).all()
        begun = frozenset(
            row.subscription_id for row in rows if row.state not in {DeliveryState.DUE, DeliveryState.SKIPPED}
        )
        return EarlyPlans(frozenset(row.subscription_id for row in rows), begun)

    async def forget_days_to_come(self, now: datetime) -> int:
        """Delete what a wrong clock has planned, sent or skipped for later days; give how many rows.

        Otherwise those days would go without when they come.
        """
        planned = _D.state.in_((DeliveryState.DUE, *OVER))
        async with self.database.transaction() as connection:
            gone = await connection.execute(delete(DELIVERIES).where(planned, _is_to_come(now)))
        return gone.rowcount

    async def after(
        self, _now: datetime, *, after: DueSubscription | None, limit: int
    ) -> tuple[DueSubscription, ...]:
        """Give active subscriptions in the order of their ids, to go through all of them."""
        last_id = after.subscription.id if after else ""
        query = select(SUBSCRIPTIONS).where(_S.id > last_id, _S.next_due_at.is_not(None))
        return await self._found(query.order_by(_S.id).limit(limit))

    async def plan(self, plans: Sequence[Plan], *, now: datetime) -> None:
        """Write the rows of a batch and set each subscription's next time.

        A subscription changed since it was read keeps what it was changed to; a date that has a row
        already gets no second one.
        """
        if not plans:
            return
        async with self.database.transaction() as connection:
            dialect = connection.dialect.name
            new = [row for plan in plans for row in _of_each(plan, _fates(plan, now))]
            next_times = [row for plan in plans for row in _of_each(plan, [_next_time(plan)])]
            await connection.execute(new_rows(dialect), {PARAMETER: new})
            await connection.execute(moved(dialect), {PARAMETER: next_times})

    async def reschedule(self, changed: Sequence[NewTime]) -> None:
        """Set the next time of subscriptions anew, where nobody else has done so since."""
        if not changed:
            return
        async with self.database.transaction() as connection:
            await connection.execute(_reckoned_anew(), [_new_time_row(new) for new in changed])

    async def note(self, name: str) -> str | None:
        """Read a note of the program's own."""
        async with self.database.reading() as connection:
            query = select(NOTES.c.value).where(NOTES.c.name == name)
            found: str | None = (await connection.execute(query)).scalar()
        return found

    async def write_note(self, name: str, value: str) -> None:
        """Keep a note of the program's own; of two written at once, the later one stays."""
        async with self.database.transaction() as connection:
            new = _new_note(connection.dialect.name, name, value)
            await connection.execute(
                new.on_conflict_do_update(index_elements=[NOTES.c.name], set_={"value": value})
            )

    async def first_note(self, name: str, value: str) -> str:
        """Keep a note if there is none by its name, and give what is noted: the first one."""
        async with self.database.transaction() as connection:
            await connection.execute(_new_note(connection.dialect.name, name, value).on_conflict_do_nothing())
            noted: str = (
                await connection.execute(select(NOTES.c.value).where(NOTES.c.name == name))
            ).scalar_one()
        return noted


def _is_to_come(now: datetime) -> ColumnElement[bool]:
    """Tell whether a wrong clock has planned it; what is still to come was not missed, however soon it is."""
    called_late = (_D.state == DeliveryState.SKIPPED) & (_D.reason == SkipReason.LATE)
    return (_D.due_at > int(now.timestamp())) & (called_late | (_D.due_at > int((now + SKEW).timestamp())))


def _new_note(dialect: str, name: str, value: str) -> Upsert:
    return upsert(NOTES, dialect).values(name=name, value=value)


def due_query(limit: int) -> Select[*tuple[Any, ...]]:
    """Ask for what is due at `now`, by the index alone."""
    needed = (_S.id, _S.zone, _S.at_minute, _S.weekdays, _S.next_due_at, _S.next_due_date)
    return select(*needed).where(_S.next_due_at <= bindparam("now")).order_by(_S.next_due_at).limit(limit)


def far_query(limit: int) -> Select[*tuple[Any, ...]]:
    """Ask for what is planned later than `at`, or then and with an id after `id`, by the index alone."""
    later = (_S.next_due_at > bindparam("at")) | (_S.id > bindparam("id"))
    return (
        select(SUBSCRIPTIONS)
        .where(_S.next_due_at >= bindparam("at"), later)
        .order_by(_S.next_due_at, _S.id)
        .limit(limit)
    )


@cache
def new_rows(dialect: str) -> Insert:
    """Write rows into the ledger, where their date has none yet."""
    names = ("subscription_id", "local_date", "due_at", "state", "reason", "changed_at")
    given = json_rows(dialect, {name: _D[name].type for name in names})
    # Without a condition SQLite would read the "ON" of "ON CONFLICT" as a join's.
    table = upsert(DELIVERIES, dialect)
    return table.from_select(names, select(given).where(true())).on_conflict_do_nothing()


def _of_each(plan: Plan, values: Sequence[Row]) -> list[Row]:
    """Give the values for every subscription of a plan."""
    return [{**one, "subscription_id": id_} for one in values for id_ in plan.subscription_ids]


def _fates(plan: Plan, now: datetime) -> list[Row]:
    """Give the ledger's rows of one subscription: what is to be delivered, and what was missed."""
    return [_fate(plan.due, plan.skip, now), *(_fate(due, SkipReason.LATE, now) for due in plan.missed)]


def _fate(due: Due, reason: SkipReason | None, now: datetime) -> Row:
    return {
        "local_date": due.local_date.isoformat(),
        "due_at": int(due.at.timestamp()),
        "state": DeliveryState.SKIPPED if reason else DeliveryState.DUE,
        "reason": reason,
        "changed_at": now.timestamp(),
    }


@cache
def moved(dialect: str) -> Update:
    """Set the next times of subscriptions that are planned as they were found."""
    given = json_rows(
        dialect,
        {
            "subscription_id": _S.id.type,
            "planned_at": _S.next_due_at.type,
            "next_at": _S.next_due_at.type,
            "next_date": _S.next_due_date.type,
            "served_date": _S.last_date.type,
            "missed_date": _S.skipped_date.type,
            "missed_why": _S.skipped_reason.type,
        },
    )
    return (
        update(SUBSCRIPTIONS)
        .where(_S.id == given.c.subscription_id, _S.next_due_at == given.c.planned_at)
        .values(
            next_due_at=given.c.next_at,
            next_due_date=given.c.next_date,
            last_date=given.c.served_date,
            skipped_date=func.coalesce(given.c.missed_date, _S.skipped_date),
            skipped_reason=func.coalesce(given.c.missed_why, _S.skipped_reason),
        )
    )


def _next_time(plan: Plan) -> Row:
    without = (*plan.missed, plan.due) if plan.skip else plan.missed
    missed = without[-1] if without else None
    return {
        "planned_at": int(plan.planned.at.timestamp()),
        "next_at": int(plan.following.at.timestamp()),
        "next_date": plan.following.local_date.isoformat(),
        "served_date": plan.due.local_date.isoformat(),
        "missed_date": missed.local_date.isoformat() if missed else None,
        "missed_why": (plan.skip or "late") if missed else None,
    }


def _reckoned_anew() -> Update:
    last_date = bindparam("last_date", type_=_S.last_date.type)
    return (
        update(SUBSCRIPTIONS)
        .where(_S.id == bindparam("key"), _S.next_due_at == bindparam("old"))
        .values(
            next_due_at=bindparam("new_at"),
            next_due_date=bindparam("new_date"),
            last_date=last_date,
            # A day to come is not one that went without.
            skipped_date=case((_S.skipped_date >= bindparam("next_date"), None), else_=_S.skipped_date),
        )
    )


def _new_time_row(new: NewTime) -> dict[str, str | int | None]:
    return {
        "key": new.found.subscription.id,
        "old": int(new.found.due.at.timestamp()),
        "new_at": int(new.due.at.timestamp()),
        "new_date": new.due.local_date.isoformat(),
        "last_date": new.last_date.isoformat() if new.last_date else None,
        "next_date": new.due.local_date.isoformat(),
    }
