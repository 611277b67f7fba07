"""What is written at one time is committed together, urgent things first, and each is told how it went."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.database import Database, opened
from bot.storage.deliveries import Deliveries
from bot.storage.delivery_state import DeliveryState
from bot.storage.errors import StorageError
from bot.storage.group_commit import GroupCommit
from bot.storage.ledger_rows import Key, is_key
from bot.storage.plans import Plans
from bot.storage.subscriptions import StoredSubscriptions
from bot.storage.tables import DELIVERIES
from bot.storage.write_order import WriteOrder
from handlers.daily.cycle import Cycle, Pick
from tests.bot.subscribers import SOMEONE


@dataclass
class Groups:
    """Writes numbers into the notes, and keeps which were written together."""

    together: list[tuple[int, ...]] = field(default_factory=list)

    async def __call__(self, connection: AsyncConnection, numbers: Sequence[int]) -> Sequence[int]:
        self.together.append(tuple(numbers))
        for number in numbers:
            values = {"name": str(number), "value": "x"}
            await connection.execute(text("INSERT INTO notes VALUES (:name, :value)"), values)
        return [10 * number for number in numbers]


async def test_what_comes_while_others_are_written_is_written_together(database: Database) -> None:
    groups = Groups()
    write = GroupCommit(database, groups)

    results = await asyncio.gather(*(write(number) for number in range(16)))

    assert results == [10 * number for number in range(16)]
    assert groups.together == [tuple(range(16))]
    assert await Plans(database).note("15") == "x"


async def test_behind_several_the_next_are_gathered_and_who_is_alone_does_not_wait(
    database: Database,
) -> None:
    groups = Groups()
    write = GroupCommit(database, groups, gather_seconds=0.2)
    await write(0)
    await write(1)
    await asyncio.gather(write(2), write(3))
    first = asyncio.create_task(write(4))
    await asyncio.sleep(0.05)
    await asyncio.gather(first, write(5))

    assert groups.together == [(0,), (1,), (2, 3), (4, 5)]


async def test_nothing_of_a_group_that_failed_is_kept_and_each_is_told(database: Database) -> None:
    write = GroupCommit(database, Groups())
    await write(1)

    told = await asyncio.gather(*(write(number) for number in (2, 1, 3)), return_exceptions=True)

    assert all(isinstance(each, StorageError) for each in told)
    assert await Plans(database).note("2") is None
    assert await write(4) == 40


async def test_who_no_longer_waits_holds_up_nobody(database: Database) -> None:
    write = GroupCommit(database, Groups())
    gone = asyncio.create_task(write(1))
    await asyncio.sleep(0)
    gone.cancel()

    assert await write(2) == 20


async def test_what_nobody_waits_for_any_more_is_not_written(database: Database) -> None:
    groups = Groups()
    write = GroupCommit(database, groups)
    first, gone, other = (asyncio.create_task(write(number)) for number in (1, 2, 3))
    await asyncio.sleep(0)
    gone.cancel()
    await asyncio.gather(first, gone, other, return_exceptions=True)

    assert [number for together in groups.together for number in together] == [1, 3]


async def test_who_gives_up_while_it_is_written_keeps_the_result_from_nobody(database: Database) -> None:
    begun, goes_on = asyncio.Event(), asyncio.Event()

    async def slowly(_: AsyncConnection, numbers: Sequence[int]) -> Sequence[int]:
        begun.set()
        await goes_on.wait()
        return numbers

    write = GroupCommit(database, slowly)
    gone, other = asyncio.create_task(write(1)), asyncio.create_task(write(2))
    await begun.wait()
    gone.cancel()
    await asyncio.wait([gone])
    goes_on.set()

    async with asyncio.timeout(60):
        assert await other == 2


async def test_a_mistake_in_writing_leaves_nobody_waiting(database: Database) -> None:
    begun, goes_on = asyncio.Event(), asyncio.Event()

    async def wrongly(_: AsyncConnection, __: Sequence[int]) -> Sequence[int]:
        begun.set()
        await goes_on.wait()
        raise ZeroDivisionError

    write = GroupCommit(database, wrongly)
    first = asyncio.create_task(write(1))
    await begun.wait()
    work, later = write._work, asyncio.create_task(write(2))
    await asyncio.sleep(0)
    goes_on.set()

    async with asyncio.timeout(60):
        told = await asyncio.gather(first, later, return_exceptions=True)
        assert work is not None
        await asyncio.wait([work])
    assert [type(one) for one in told] == [asyncio.CancelledError] * 2
    assert isinstance(work.exception(), ZeroDivisionError)


async def test_urgent_writers_go_first_and_the_others_as_they_came() -> None:
    order, written = WriteOrder(), list[str]()

    async def writer(name: str, *, urgent: bool) -> None:
        async with order.turn(urgent=urgent):
            written.append(name)
            await asyncio.sleep(0)

    await asyncio.gather(
        writer("first", urgent=False),
        writer("second", urgent=False),
        writer("third", urgent=False),
        writer("accepted", urgent=True),
    )

    assert written == ["first", "accepted", "second", "third"]


async def test_what_telegram_has_is_written_before_what_was_waiting_already(tmp_path: Path) -> None:
    key, now = Key(SOMEONE.id, date(2024, 1, 14)), datetime.now(UTC)
    async with opened(None, tmp_path) as database:
        ledger, order = await put(database), database._order
        pick = Pick("x", Cycle(0, (), None))
        await ledger.start(key, pick, now=now)

        async def other() -> str:
            async with database.transaction() as connection:
                states = select(DELIVERIES.c.state).where(is_key(key))
                return str((await connection.execute(states)).scalar())

        async with order.turn(urgent=False):
            waiting = asyncio.create_task(other())
            async with asyncio.timeout(60):
                while not order._others:  # noqa: ASYNC110 - it is a place in a queue that is waited for
                    await asyncio.sleep(0)
                accepted = asyncio.create_task(ledger.sent(key, pick, message_id=5, now=now))
                while len(order._others) + len(order._urgent) < 2:  # noqa: ASYNC110
                    await asyncio.sleep(0)
        await accepted

        assert await waiting == DeliveryState.SENT


async def test_a_writer_that_gives_up_lets_the_next_one_in() -> None:
    order, written = WriteOrder(), list[str]()
    holding = order.turn(urgent=False)
    await holding.__aenter__()

    async def writer(name: str) -> None:
        async with order.turn(urgent=False):
            written.append(name)

    one, other = asyncio.create_task(writer("one")), asyncio.create_task(writer("other"))
    await asyncio.sleep(0)
    # It is let in, and gives up before it has noticed.
    await holding.__aexit__(None, None, None)
    one.cancel()
    async with asyncio.timeout(60):
        await other

    assert written == ["other"]


async def test_who_gives_up_while_it_waits_lets_nobody_in_beside_the_one_that_writes() -> None:
    order, inside, most = WriteOrder(), 0, 0

    async def writer() -> None:
        nonlocal inside, most
        async with order.turn(urgent=False):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0)
            inside -= 1

    async with order.turn(urgent=False):
        inside += 1
        waiting = [asyncio.create_task(writer()) for _ in range(3)]
        await asyncio.sleep(0)
        waiting[0].cancel()
        for _ in range(4):
            await asyncio.sleep(0)
        inside -= 1
    await asyncio.gather(*waiting, return_exceptions=True)

    assert (most, waiting[0].cancelled()) == (1, True)


async def test_who_comes_while_the_next_one_is_woken_waits_for_it() -> None:
    order, written = WriteOrder(), list[str]()

    async def writer(name: str) -> None:
        async with order.turn(urgent=True):
            written.append(f"{name} begins")
            await asyncio.sleep(0)
            written.append(f"{name} ends")

    async with order.turn(urgent=False):
        woken = asyncio.create_task(writer("woken"))
        await asyncio.sleep(0)
    # It has its turn, and has not noticed yet.
    await writer("newcomer")
    await woken

    assert written == ["woken begins", "woken ends", "newcomer begins", "newcomer ends"]


async def test_a_writer_that_fails_lets_the_next_one_in() -> None:
    order = WriteOrder()
    with pytest.raises(ZeroDivisionError):
        async with order.turn(urgent=False):
            raise ZeroDivisionError

    async with asyncio.timeout(60), order.turn(urgent=False):
        assert order._is_taken


@pytest.fixture
async def ledger(database: Database) -> Deliveries:
    return await put(database)


async def put(database: Database) -> Deliveries:
    """Let the engine have deliveries of two days."""
    await StoredSubscriptions(database).save(SOMEONE, now=datetime.now(UTC))
    rows = [{"day": f"2024-01-{day:02}", "id": id_} for day in (14, 15) for id_ in (SOMEONE.id, "gone")]
    async with database.transaction() as connection:
        await connection.execute(
            text(
                "INSERT INTO deliveries (subscription_id, local_date, due_at, state, attempts, doubts,"
                " handovers, changed_at) VALUES (:id, :day, 0, 'claimed', 0, 0, 0, 0)"
            ),
            rows,
        )
    return Deliveries(database)


async def test_each_of_several_is_started_once_and_what_is_not_there_not_at_all(ledger: Deliveries) -> None:
    keys = [Key(SOMEONE.id, date(2024, 1, day)) for day in (14, 15, 14, 16)]
    pick, now = Pick("x", Cycle(0, (), None)), datetime.now(UTC)

    begun = await asyncio.gather(*(ledger.start(key, pick, now=now) for key in keys))

    assert sum(begun) == 2
    assert begun[3] is False
    assert not await ledger.start(keys[0], pick, now=datetime.now(UTC))


async def test_two_dates_of_one_subscription_go_on_in_its_cycle(ledger: Deliveries) -> None:
    now, cycle = datetime.now(UTC), Cycle(0, (), None)
    fourteenth, fifteenth = (Key(SOMEONE.id, date(2024, 1, day)) for day in (14, 15))

    await asyncio.gather(
        ledger.sent(fourteenth, Pick("a", cycle), message_id=1, now=now),
        ledger.sent(fifteenth, Pick("b", cycle), message_id=2, now=now),
        ledger.sent(Key("gone", date(2024, 1, 14)), Pick("a", cycle), message_id=3, now=now),
    )

    job = await ledger.job(fifteenth)
    assert job is not None
    assert (job.state, job.cycle.delivered) == (DeliveryState.SENT, ("a", "b"))
