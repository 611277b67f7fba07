"""What the planner reads and writes: subscriptions whose time has come, and what becomes of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, case, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.database import Database
from bot.storage.ledger_rows import DueSubscription, due_of, noted_as_skipped
from bot.storage.tables import DELIVERIES, NOTES, SUBSCRIPTIONS
from handlers.daily.schedule import FARTHEST, Due
from handlers.daily.subscription import SkipReason

if TYPE_CHECKING:
    from sqlalchemy import Insert, Select, Update

_D, _S = DELIVERIES.c, SUBSCRIPTIONS.c
SOON = timedelta(days=2)
"""What is planned is due already, and no zone is more than a day ahead; what is later is a wrong clock's."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of a due subscription: a row in the ledger, and its next time.

    Attributes:
        planned: The occurrence by which it was found.
        due: The one to deliver or to skip: the latest, if several went by.
        skip: Why it is skipped at once; None to deliver it.
    """

    subscription_id: str
    planned: Due
    due: Due
    skip: SkipReason | None
    following: Due


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

    async def due(self, now: datetime, *, limit: int) -> tuple[DueSubscription, ...]:
        """Give subscriptions whose time has come, longest due first."""
        query = due_query(limit).params(now=int(now.timestamp()))
        return await self._found(query)

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
        """Give subscriptions that count as served on a date that no zone has reached; goes through all.

        Args:
            now: By the clock of now, aware.
            after: The last one of the batch before.
            limit: Most of them.
        """
        query = (
            select(SUBSCRIPTIONS)
            .where(_S.id > (after.subscription.id if after else ""), _S.next_due_at.is_not(None))
            .where(_S.last_date > (now + SOON).date().isoformat())
            .order_by(_S.id)
            .limit(limit)
        )
        return await self._found(query)

    async def _found(self, query: Select[*tuple[Any, ...]]) -> tuple[DueSubscription, ...]:
        async with self.database.reading() as connection:
            return tuple(due_of(row) for row in await connection.execute(query))

    async def begun_too_early(self, ids: Sequence[str], now: datetime) -> frozenset[str]:
        """Tell which subscriptions got, or may have got, a quote of the days to come: the clock was wrong."""
        query = select(_D.subscription_id).where(
            _D.subscription_id.in_(ids),
            _D.due_at > int((now + SOON).timestamp()),
            _D.state.not_in(("due", "skipped")),
        )
        async with self.database.reading() as connection:
            return frozenset((await connection.execute(query)).scalars())

    async def forget_days_to_come(self, now: datetime) -> int:
        """Delete what a wrong clock has planned, sent or skipped for later days; give how many rows.

        Otherwise those days would go without when they come.
        """
        async with self.database.transaction() as connection:
            gone = await connection.execute(
                delete(DELIVERIES).where(
                    _D.state.in_(("due", "sent", "failed", "skipped")),
                    _D.due_at > int((now + SOON).timestamp()),
                )
            )
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
            await connection.execute(
                _new_row(connection.dialect.name), [_planned_row(plan, now) for plan in plans]
            )
            await connection.execute(_moved(), [_moved_row(plan) for plan in plans])
            skipped = [_skipped_row(plan) for plan in plans if plan.skip]
            if skipped:
                await connection.execute(noted_as_skipped(), skipped)

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
        """Keep a note of the program's own."""
        async with self.database.transaction() as connection:
            await connection.execute(delete(NOTES).where(NOTES.c.name == name))
            await connection.execute(NOTES.insert().values(name=name, value=value))


def due_query(limit: int) -> Select[*tuple[Any, ...]]:
    """Ask for what is due at `now`, by the index alone."""
    return (
        select(SUBSCRIPTIONS).where(_S.next_due_at <= bindparam("now")).order_by(_S.next_due_at).limit(limit)
    )


def far_query(limit: int) -> Select[*tuple[Any, ...]]:
    """Ask for what is planned later than `at`, or then and with an id after `id`, by the index alone."""
    later = (_S.next_due_at > bindparam("at")) | (_S.id > bindparam("id"))
    return (
        select(SUBSCRIPTIONS)
        .where(_S.next_due_at >= bindparam("at"), later)
        .order_by(_S.next_due_at, _S.id)
        .limit(limit)
    )


def _new_row(dialect: str) -> Insert:
    if dialect == "postgresql":
        return postgresql.insert(DELIVERIES).on_conflict_do_nothing()
    return sqlite.insert(DELIVERIES).on_conflict_do_nothing()


def _planned_row(plan: Plan, now: datetime) -> dict[str, str | int | float | None]:
    return {
        "subscription_id": plan.subscription_id,
        "local_date": plan.due.local_date.isoformat(),
        "due_at": int(plan.due.at.timestamp()),
        "state": "skipped" if plan.skip else "due",
        "reason": plan.skip,
        "changed_at": now.timestamp(),
    }


def _moved() -> Update:
    return (
        update(SUBSCRIPTIONS)
        .where(_S.id == bindparam("key"), _S.next_due_at == bindparam("old"))
        .values(
            next_due_at=bindparam("new_at"),
            next_due_date=bindparam("new_date"),
            last_date=bindparam("done_date"),
        )
    )


def _moved_row(plan: Plan) -> dict[str, str | int]:
    return {
        "key": plan.subscription_id,
        "old": int(plan.planned.at.timestamp()),
        "new_at": int(plan.following.at.timestamp()),
        "new_date": plan.following.local_date.isoformat(),
        "done_date": plan.due.local_date.isoformat(),
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
            skipped_date=case((_S.skipped_date > bindparam("latest_date"), None), else_=_S.skipped_date),
        )
    )


def _new_time_row(new: NewTime) -> dict[str, str | int | None]:
    return {
        "key": new.found.subscription.id,
        "old": int(new.found.due.at.timestamp()),
        "new_at": int(new.due.at.timestamp()),
        "new_date": new.due.local_date.isoformat(),
        "last_date": new.last_date.isoformat() if new.last_date else None,
        "latest_date": new.due.local_date.isoformat(),
    }


def _skipped_row(plan: Plan) -> dict[str, str | None]:
    return {"key": plan.subscription_id, "date": plan.due.local_date.isoformat(), "why": plan.skip}
