"""Rows of the ledger and the values they become at this border."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, update

from bot.storage.delivery_state import DeliveryState
from bot.storage.subscriptions import StoredRow, cycle_of, from_row, moment
from bot.storage.tables import DELIVERIES, SUBSCRIPTIONS
from handlers.daily.cycle import Cycle, Pick
from handlers.daily.schedule import Due
from handlers.daily.subscription import Subscription

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Update

_D, _S = DELIVERIES.c, SUBSCRIPTIONS.c


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """Which delivery: a subscription's, on a date of its zone."""

    subscription_id: str
    local_date: date


@dataclass(frozen=True, slots=True)
class DueSubscription:
    """A subscription with the occurrence that was planned for it, and the date that was served last."""

    subscription: Subscription
    due: Due
    last_date: date | None


@dataclass(frozen=True, slots=True)
class HandOver:
    """A planned delivery for the engine; `handovers` counts how often it had it before."""

    key: Key
    handovers: int


@dataclass(frozen=True, slots=True)
class Job:
    """All that one attempt needs to know.

    Attributes:
        doubts: How many attempts may have arrived without anybody knowing.
        picked: What an earlier attempt chose.
    """

    key: Key
    subscription: Subscription
    due_at: datetime
    state: DeliveryState
    attempts: int
    doubts: int
    cycle: Cycle
    picked: Pick | None


def key_of(row: StoredRow) -> Key:
    """Read which delivery a row is about."""
    return Key(row.subscription_id, date.fromisoformat(row.local_date))


def is_key(key: Key) -> ColumnElement[bool]:
    """Find one delivery."""
    return (_D.subscription_id == key.subscription_id) & (_D.local_date == key.local_date.isoformat())


def parameters(key: Key) -> dict[str, str]:
    """Give a key to a statement for many, which asks for `key` and `date`."""
    return {"key": key.subscription_id, "date": key.local_date.isoformat()}


def due_of(row: StoredRow) -> DueSubscription:
    """Read a subscription that has a next time."""
    due = occurrence(row.next_due_at, row.next_due_date)
    last_date = date.fromisoformat(row.last_date) if row.last_date else None
    return DueSubscription(from_row(row), due, last_date)


@lru_cache(maxsize=10_000)
def occurrence(at: int, local_date: str) -> Due:
    """Read when something is due; many are due at one time."""
    return Due(moment(at), date.fromisoformat(local_date))


def cycle_at(number: int, cycle: Cycle) -> Cycle:
    """Give the cycle as it is once the one with this number has begun."""
    return cycle if number <= cycle.number else Cycle(number, (), cycle.last)


def job_of(key: Key, row: StoredRow) -> Job:
    """Read all that an attempt needs from a joined row."""
    cycle = cycle_of(row)
    picked = None
    if row.entry_id is not None:
        picked = Pick(row.entry_id, cycle_at(row.picked_cycle, cycle))
    return Job(
        key=key,
        subscription=from_row(row),
        due_at=moment(row.due_at),
        state=DeliveryState(row.delivery_state),
        attempts=row.attempts,
        doubts=row.doubts,
        cycle=cycle,
        picked=picked,
    )


def noted_as_skipped() -> Update:
    """Tell /settings that a date went without; asks for `key`, `date` and `why`."""
    return (
        update(SUBSCRIPTIONS)
        .where(_S.id == bindparam("key"))
        .values(skipped_date=bindparam("date"), skipped_reason=bindparam("why"))
    )
