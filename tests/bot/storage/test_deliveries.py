"""The ledger: from which state a delivery may go on to which, on both databases."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import insert, select

from bot.storage.database import Database
from bot.storage.deliveries import Deliveries, waiting_query
from bot.storage.delivery_state import OVER, UNDER_WAY, DeliveryState
from bot.storage.ledger_rows import HandOver, Job, Key
from bot.storage.subscriptions import StoredSubscriptions
from bot.storage.tables import DELIVERIES, SUBSCRIPTIONS
from handlers.daily.cycle import Cycle, Pick
from handlers.daily.subscription import Outlook, Skipped, SkipReason
from tests.bot.subscribers import NOON, SOMEONE, become_due

DAY = date(2026, 11, 24)
KEY, NEXT = Key(SOMEONE.id, DAY), Key(SOMEONE.id, date(2026, 11, 25))
IN_STATE = {
    state: Key(SOMEONE.id, DAY + timedelta(days=number)) for number, state in enumerate(DeliveryState)
}
"""A delivery in each state."""
NOW = datetime(2026, 11, 24, 13, 0, tzinfo=UTC)
FIRST = Pick("a-quote", Cycle(0, (), None))


@dataclass(frozen=True, slots=True)
class Ledger:
    """One subscription, and its deliveries as a test wants them."""

    database: Database
    deliveries: Deliveries

    async def put(self, state: DeliveryState, key: Key = KEY, *, due_at: datetime = NOON) -> None:
        """Write a row."""
        async with self.database.transaction() as connection:
            await connection.execute(
                insert(DELIVERIES).values(
                    subscription_id=key.subscription_id,
                    local_date=key.local_date.isoformat(),
                    due_at=int(due_at.timestamp()),
                    state=state,
                    changed_at=NOON.timestamp(),
                )
            )

    async def put_all(self) -> None:
        """Write a row in each state."""
        for state, key in IN_STATE.items():
            await self.put(state, key)

    async def job(self, key: Key = KEY) -> Job:
        """Read a delivery."""
        job = await self.deliveries.job(key)
        assert job is not None
        return job

    async def states(self) -> dict[DeliveryState, DeliveryState]:
        """Give, for each state that a row was put in, the one that it is in now."""
        return {state: (await self.job(key)).state for state, key in IN_STATE.items()}

    async def changed(self) -> set[DeliveryState]:
        """Give the states whose rows were written anew, now."""
        async with self.database.reading() as connection:
            rows = await connection.execute(select(DELIVERIES.c.local_date, DELIVERIES.c.changed_at))
            dates = {row.local_date for row in rows if row.changed_at == NOW.timestamp()}
        return {state for state, key in IN_STATE.items() if key.local_date.isoformat() in dates}

    async def outlook(self) -> Outlook:
        """Read what its person is told."""
        outlook = await StoredSubscriptions(self.database).outlook(SOMEONE.id)
        assert outlook is not None
        return outlook


@pytest.fixture
async def ledger(database: Database) -> Ledger:
    await become_due(database, [SOMEONE], due=NOON)
    return Ledger(database, Deliveries(database))


def each_but(these: Collection[DeliveryState], becomes: DeliveryState) -> dict[DeliveryState, DeliveryState]:
    """Give the states afterwards, where these have changed and all others stay."""
    return {state: becomes if state in these else state for state in DeliveryState}


async def test_only_what_is_in_no_other_hands_and_not_over_is_begun(ledger: Ledger) -> None:
    await ledger.put_all()
    may_begin = {DeliveryState.DUE, DeliveryState.CLAIMED, DeliveryState.WAITING}

    begun = {state for state, key in IN_STATE.items() if await ledger.deliveries.start(key, FIRST, now=NOW)}

    assert begun == await ledger.changed() == may_begin
    assert await ledger.states() == each_but(may_begin, DeliveryState.SENDING)
    jobs = [await ledger.job(key) for key in IN_STATE.values()]
    assert [(job.attempts, job.picked) for job in jobs] == [
        (1, FIRST) if state in may_begin else (0, None) for state in IN_STATE
    ]


@pytest.mark.parametrize(
    ("what", "becomes", "doubts"),
    [
        ("doubt", DeliveryState.WAITING, 1),
        ("not sent", DeliveryState.CLAIMED, 0),
        ("wait", DeliveryState.WAITING, 0),
        ("wait in doubt", DeliveryState.WAITING, 1),
    ],
)
async def test_only_what_is_being_sent_comes_back_from_it(
    ledger: Ledger, what: str, becomes: DeliveryState, doubts: int
) -> None:
    await ledger.put_all()
    sending = {DeliveryState.SENDING}

    for key in IN_STATE.values():
        if what == "doubt":
            await ledger.deliveries.doubt(key, now=NOW)
        elif what == "not sent":
            await ledger.deliveries.not_sent(key, now=NOW)
        else:
            await ledger.deliveries.wait(key, reason="so", doubtful=what == "wait in doubt", now=NOW)

    assert await ledger.states() == each_but(sending, becomes)
    assert await ledger.changed() == sending
    assert (await ledger.job(IN_STATE[DeliveryState.SENDING])).doubts == doubts


@pytest.mark.parametrize("doubtful", [False, True])
async def test_a_date_goes_without_unless_its_quote_was_sent(ledger: Ledger, *, doubtful: bool) -> None:
    await ledger.put_all()
    unsent = set(DeliveryState) - {DeliveryState.SENT}

    for key in IN_STATE.values():
        await ledger.deliveries.set_aside(
            key,
            state=DeliveryState.FAILED,
            why=SkipReason.REFUSED,
            reason="so",
            now=NOW,
            doubtful=doubtful,
        )

    assert await ledger.states() == each_but(unsent, DeliveryState.FAILED)
    assert await ledger.changed() == unsent
    assert (await ledger.job()).doubts == int(doubtful)


async def test_a_date_whose_quote_was_sent_is_not_told_as_one_that_went_without(ledger: Ledger) -> None:
    await ledger.put(DeliveryState.SENT)
    await ledger.deliveries.set_aside(
        KEY, state=DeliveryState.SKIPPED, why=SkipReason.LATE, reason=SkipReason.LATE, now=NOW
    )
    assert (await ledger.outlook()).missed == ()

    await ledger.put(DeliveryState.SENDING, NEXT)
    await ledger.deliveries.set_aside(
        NEXT, state=DeliveryState.SKIPPED, why=SkipReason.LATE, reason=SkipReason.LATE, now=NOW
    )
    assert (await ledger.outlook()).missed == (Skipped(NEXT.local_date, SkipReason.LATE),)


async def test_a_date_that_went_without_is_told_no_more_once_a_quote_was_sent_and_its_row_is_gone(
    ledger: Ledger,
) -> None:
    await ledger.put(DeliveryState.SENDING)
    await ledger.deliveries.set_aside(
        KEY, state=DeliveryState.FAILED, why=SkipReason.REFUSED, reason="so", now=NOW
    )
    await ledger.put(DeliveryState.SENDING, NEXT)
    await ledger.deliveries.sent(NEXT, FIRST, message_id=5, now=NOW)
    assert [one.local_date for one in (await ledger.outlook()).missed] == [DAY]

    await ledger.deliveries.prune(NOON + timedelta(days=30), limit=10)

    assert (await ledger.outlook()).missed == ()


async def test_what_was_sent_is_told_and_counts_for_the_cycle(ledger: Ledger) -> None:
    await ledger.put(DeliveryState.SENDING)

    await ledger.deliveries.sent(KEY, FIRST, message_id=5, now=NOW)

    job = await ledger.job()
    assert (job.state, job.doubts, job.cycle.delivered) == (DeliveryState.SENT, 0, ("a-quote",))
    assert (await ledger.outlook()).last_delivered == NOW


async def test_what_nobody_answered_counts_as_sent_and_in_doubt(ledger: Ledger) -> None:
    await ledger.put(DeliveryState.SENDING)

    await ledger.deliveries.unanswered(KEY, FIRST, reason="no answer in time", now=NOW)

    job = await ledger.job()
    assert (job.state, job.doubts, job.cycle.delivered) == (DeliveryState.SENT, 1, ("a-quote",))
    async with ledger.database.reading() as connection:
        row = (await connection.execute(select(DELIVERIES.c.message_id, DELIVERIES.c.reason))).one()
    assert tuple(row) == (None, "no answer in time")


async def test_what_was_forgotten_while_it_was_sent_is_not_written_anew(ledger: Ledger) -> None:
    await ledger.put(DeliveryState.SENDING)
    await StoredSubscriptions(ledger.database).forget_user(SOMEONE.user_id)

    await ledger.deliveries.sent(KEY, FIRST, message_id=5, now=NOW)

    async with ledger.database.reading() as connection:
        assert (await connection.execute(select(DELIVERIES))).all() == []
        assert (await connection.execute(select(SUBSCRIPTIONS))).all() == []


async def test_only_what_is_planned_is_claimed(ledger: Ledger) -> None:
    await ledger.put_all()
    planned = {DeliveryState.DUE}

    await ledger.deliveries.claimed([*IN_STATE.values()], now=NOW)

    assert await ledger.states() == each_but(planned, DeliveryState.CLAIMED)
    assert await ledger.changed() == planned


async def test_only_what_the_engine_had_and_nobody_sends_is_taken_back(ledger: Ledger) -> None:
    await ledger.put_all()
    lost = {DeliveryState.CLAIMED, DeliveryState.WAITING}

    await ledger.deliveries.take_back([*IN_STATE.values()], now=NOW)

    assert await ledger.states() == each_but(lost, DeliveryState.DUE)
    assert await ledger.changed() == lost
    waiting = await ledger.deliveries.waiting(NOW, limit=10)
    assert {one.key: one.handovers for one in waiting} == {
        IN_STATE[DeliveryState.DUE]: 0,
        **{IN_STATE[state]: 1 for state in lost},
    }


async def test_what_is_under_way_and_unmoved_is_looked_after(ledger: Ledger) -> None:
    await ledger.put_all()

    assert await ledger.deliveries.abandoned(NOON, limit=10) == ()
    unmoved = await ledger.deliveries.abandoned(NOON + timedelta(seconds=1), limit=10)

    assert set(unmoved) == {HandOver(IN_STATE[state], 0) for state in UNDER_WAY}
    assert await ledger.deliveries.under_way() == (3, 1)
    assert len(await ledger.deliveries.abandoned(NOW, limit=2)) == 2


async def test_a_row_that_is_over_is_kept_for_eight_days(ledger: Ledger) -> None:
    await ledger.put_all()
    last = NOON + timedelta(days=8)

    assert await ledger.deliveries.prune(last, limit=10) == 0
    assert await ledger.deliveries.prune(last + timedelta(seconds=1), limit=1) == 1
    assert await ledger.deliveries.prune(last + timedelta(seconds=1), limit=10) == len(OVER) - 1


async def test_no_more_than_the_limit_is_given_and_the_longest_due_first(ledger: Ledger) -> None:
    keys = [Key(SOMEONE.id, DAY + timedelta(days=number)) for number in range(3)]
    for key, hours in zip(keys, (1, 3, 2), strict=True):
        await ledger.put(DeliveryState.DUE, key, due_at=NOON - timedelta(hours=hours))

    waiting = await ledger.deliveries.waiting(NOON, limit=2)

    assert [one.key for one in waiting] == [keys[1], keys[2]]
    # The index gives them so by itself, but nobody promises it.
    assert "ORDER BY deliveries.due_at" in str(waiting_query(2))


async def test_what_is_planned_for_later_is_left_until_then(ledger: Ledger) -> None:
    await ledger.put(DeliveryState.DUE, due_at=NOON + timedelta(seconds=1))

    assert await ledger.deliveries.waiting(NOON, limit=10) == ()
    (later,) = await ledger.deliveries.waiting(NOON + timedelta(seconds=1), limit=10)
    assert later.key == KEY


async def test_only_what_nobody_has_begun_expires(ledger: Ledger) -> None:
    await ledger.put_all()
    planned = {DeliveryState.DUE}

    assert await ledger.deliveries.expire(NOON, now=NOW) == 0
    assert await ledger.deliveries.expire(NOON + timedelta(seconds=1), now=NOW) == 1

    assert await ledger.states() == each_but(planned, DeliveryState.SKIPPED)
    assert await ledger.changed() == planned
    assert (await ledger.outlook()).missed[-1] == Skipped(DAY, SkipReason.LATE)


async def test_what_was_begun_once_and_lost_by_the_engine_does_not_expire(ledger: Ledger) -> None:
    await ledger.put(DeliveryState.SENDING)
    await ledger.deliveries.wait(KEY, reason="so", doubtful=False, now=NOW)
    assert await ledger.deliveries.start(KEY, FIRST, now=NOW)
    await ledger.deliveries.doubt(KEY, now=NOW)
    await ledger.deliveries.take_back([KEY], now=NOW)

    assert await ledger.deliveries.expire(NOON + timedelta(days=1), now=NOW) == 0

    assert (await ledger.job()).state == DeliveryState.DUE


async def test_whoever_left_a_row_or_subscribes_leaves_the_database_touched(database: Database) -> None:
    ledger = Ledger(database, Deliveries(database))
    assert await ledger.deliveries.is_untouched()

    await ledger.put(DeliveryState.SENT)
    assert not await ledger.deliveries.is_untouched()

    async with database.transaction() as connection:
        await connection.execute(DELIVERIES.delete())
    await become_due(database, [SOMEONE], due=NOON)
    assert not await ledger.deliveries.is_untouched()
