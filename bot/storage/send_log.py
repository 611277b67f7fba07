"""Deliveries on their way, several at a time: about to be sent, and sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select, tuple_, update

from bot.storage.delivery_state import DeliveryState
from bot.storage.ledger_rows import Key, cycle_at, key_of, parameters
from bot.storage.subscriptions import cycle_columns, cycle_of
from bot.storage.tables import DELIVERIES, SUBSCRIPTIONS
from handlers.daily.cycle import Cycle, Pick

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

_D, _S = DELIVERIES.c, SUBSCRIPTIONS.c
_IS_KEY = (_D.subscription_id == bindparam("key")) & (_D.local_date == bindparam("date"))


@dataclass(frozen=True, slots=True)
class Start:
    """A delivery whose request goes out now."""

    key: Key
    pick: Pick
    now: datetime


@dataclass(frozen=True, slots=True)
class Send:
    """A delivery that is with Telegram.

    Attributes:
        message_id: None if Telegram did not say so.
        doubt: Why nobody knows, then.
    """

    key: Key
    pick: Pick
    now: datetime
    message_id: int | None
    doubt: str | None = None


async def started(connection: AsyncConnection, starts: Sequence[Start]) -> Sequence[bool]:
    """Note which requests go out now; false for a delivery that is over, or in other hands."""
    keys = [(start.key.subscription_id, start.key.local_date.isoformat()) for start in starts]
    waiting = (
        select(_D.subscription_id, _D.local_date)
        .where(tuple_(_D.subscription_id, _D.local_date).in_(keys))
        .where(_D.state.in_((DeliveryState.DUE, DeliveryState.CLAIMED, DeliveryState.WAITING)))
        .order_by(_D.subscription_id, _D.local_date)
        .with_for_update()
    )
    free = {key_of(row) for row in await connection.execute(waiting)}
    begun = {start.key: start for start in starts if start.key in free}
    if begun:
        await connection.execute(
            update(DELIVERIES)
            .where(_IS_KEY)
            .values(
                state=DeliveryState.SENDING,
                entry_id=bindparam("entry"),
                cycle=bindparam("number"),
                attempts=_D.attempts + 1,
                changed_at=bindparam("at"),
            ),
            [
                {
                    **parameters(key),
                    "entry": start.pick.entry_id,
                    "number": start.pick.cycle.number,
                    "at": start.now.timestamp(),
                }
                for key, start in begun.items()
            ],
        )
    return [begun.get(start.key) is start for start in starts]


async def sent(connection: AsyncConnection, sends: Sequence[Send]) -> Sequence[None]:
    """Note that Telegram has these, and how far their subscriptions' cycles have come."""
    in_order = sorted(sends, key=lambda send: send.key)
    await connection.execute(
        update(DELIVERIES)
        .where(_IS_KEY)
        .values(
            state=DeliveryState.SENT,
            message_id=bindparam("message"),
            reason=bindparam("why"),
            doubts=_D.doubts + bindparam("doubt"),
            changed_at=bindparam("at"),
        ),
        [_row(send) for send in in_order],
    )
    cycles = await _cycles(connection, in_order)
    served = [send for send in in_order if send.key.subscription_id in cycles]
    if served:
        await connection.execute(
            update(SUBSCRIPTIONS)
            .where(_S.id == bindparam("key"))
            .values(
                cycle=bindparam("number"),
                delivered=bindparam("entries"),
                last_entry=bindparam("entry"),
                last_delivered_at=bindparam("at"),
                skipped_date=None,
                skipped_reason=None,
            ),
            [_served(send, cycles) for send in served],
        )
    return [None] * len(sends)


def _row(send: Send) -> dict[str, str | int | float | None]:
    return {
        **parameters(send.key),
        "message": send.message_id,
        "why": send.doubt,
        "doubt": int(send.doubt is not None),
        "at": send.now.timestamp(),
    }


async def _cycles(connection: AsyncConnection, sends: Sequence[Send]) -> dict[str, Cycle]:
    """Give how far the subscriptions have come; none for those forgotten meanwhile."""
    ids = [send.key.subscription_id for send in sends]
    found = await connection.execute(
        select(_S.id, _S.cycle, _S.delivered, _S.last_entry)
        .where(_S.id.in_(ids))
        .order_by(_S.id)
        .with_for_update()
    )
    return {row.id: cycle_of(row) for row in found}


def _served(send: Send, cycles: dict[str, Cycle]) -> dict[str, str | int | None]:
    """Give a subscription's new columns; a second delivery of it goes on from the first."""
    id_, pick = send.key.subscription_id, send.pick
    cycles[id_] = cycle_at(pick.cycle.number, cycles[id_]).after(pick.entry_id)
    columns = cycle_columns(cycles[id_])
    return {
        "key": id_,
        "number": columns["cycle"],
        "entries": columns["delivered"],
        "entry": columns["last_entry"],
        "at": int(send.now.timestamp()),
    }
