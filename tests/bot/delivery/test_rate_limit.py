"""Slots: how long each would have to wait, without waiting; on both databases."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from itertools import pairwise
from types import SimpleNamespace

import pytest
from sqlalchemy import select, update

from bot.delivery import rate_limit
from bot.delivery.rate_limit import (
    ALL_CHATS,
    FARTHEST_SECONDS,
    GROUP_GAP_SECONDS,
    LATEST_SECONDS,
    LEEWAY_SECONDS,
    RateLimiter,
    Slot,
    gap_seconds,
)
from bot.storage.database import Database
from bot.storage.tables import RATE_LIMITS
from bot.transports.back_off import BackOff

ROUNDING = 1e-3
"""Seconds since 1970 as a double are exact to less than a thousandth."""


@pytest.fixture
def limiter(database: Database) -> RateLimiter:
    return RateLimiter(database)


async def next_free(database: Database, chat_id: int = 0) -> float:
    """Give when a chat's next slot is, or that of all chats (0), in seconds by the database's clock."""
    async with database.reading() as connection:
        query = select(RATE_LIMITS.c.next_at).where(RATE_LIMITS.c.chat_id == chat_id)
        return float((await connection.execute(query)).scalar() or 0.0)


def ahead(at: float) -> float:
    return at - time.monotonic()


async def test_thirty_a_second_leave_and_no_more(limiter: RateLimiter, database: Database) -> None:
    slots = [await limiter.reserve(1)]
    first = await next_free(database)
    slots += [await limiter.reserve(chat) for chat in range(2, 41)]

    assert all(slot.among_all for slot in slots)
    assert await next_free(database) - first >= 39 * limiter.gap_seconds - ROUNDING
    assert 1 < 30 * limiter.gap_seconds < 1.1


async def test_processes_share_their_slots(database: Database) -> None:
    one, other = RateLimiter(database), RateLimiter(database)

    await one.reserve(1)
    first = await next_free(database)
    await asyncio.gather(
        *(one.reserve(chat) for chat in range(2, 11)), *(other.reserve(chat) for chat in range(11, 21))
    )

    assert await next_free(database) - first >= 19 * one.gap_seconds - ROUNDING


async def test_a_groups_second_message_waits_for_the_groups_own_slot(
    limiter: RateLimiter, database: Database
) -> None:
    first = await limiter.reserve(-7)
    after_the_first = await next_free(database, -7)
    second, third = await limiter.reserve(-7), await limiter.reserve(-7)

    assert (first.among_all, second.among_all, third.among_all) == (True, False, False)
    assert await next_free(database, -7) - after_the_first >= 2 * GROUP_GAP_SECONDS - ROUNDING


async def test_half_a_second_of_a_chats_own_wait_is_waited_for(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    if database.file is None:
        pytest.skip("PostgreSQL's own clock counts there")
    limiter, now = RateLimiter(database), time.time()
    monkeypatch.setattr("bot.delivery.rate_limit.time.time", lambda: now)
    await limiter.reserve(1)
    monkeypatch.setattr("bot.delivery.rate_limit.time.time", lambda: now + 0.55)

    assert not (await limiter.reserve(1)).among_all


def test_groups_get_twenty_a_minute_and_people_one_a_second() -> None:
    assert 19 < 60 / gap_seconds(-1) < 20
    assert 0.9 < 1 / gap_seconds(1) < 1


async def test_a_slot_that_was_missed_is_void(limiter: RateLimiter) -> None:
    slot = await limiter.reserve(1)
    await limiter.wait_for(slot)
    await asyncio.sleep(0.2)

    assert (await limiter.wait_for(slot)).at > slot.at


async def test_who_is_late_again_and_again_gets_a_stretch_of_slots_that_is_nobody_elses(
    limiter: RateLimiter, database: Database
) -> None:
    await limiter.reserve(1)
    first = await next_free(database)

    slots = await asyncio.gather(*(limiter._others(passed_by) for passed_by in (0, 2, 1, 2)))

    assert [after.at - before.at for before, after in pairwise(slots)] == pytest.approx(
        3 * [limiter.gap_seconds]
    )
    assert {round(one.at + one.leeway, 3) for one in slots} == {round(slots[0].at + slots[0].leeway, 3)}
    assert slots[-1].leeway <= limiter.gap_seconds + LEEWAY_SECONDS
    assert await next_free(database) - first >= 4 * limiter.gap_seconds + LEEWAY_SECONDS - ROUNDING


async def test_who_is_late_once_gets_no_more_than_another_slot(
    limiter: RateLimiter, database: Database
) -> None:
    slot = await limiter.reserve(1)
    first = await next_free(database)

    again = await limiter.wait_for(replace(slot, at=slot.at - 1), early_seconds=FARTHEST_SECONDS)

    assert again.leeway == LATEST_SECONDS
    assert await next_free(database) - first < limiter.gap_seconds + LEEWAY_SECONDS


async def test_who_lets_two_slots_pass_by_may_be_late_the_third_time(
    limiter: RateLimiter, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, asked = [100.0], list[int]()
    slot, others = replace(await limiter.reserve(1), at=0.0), limiter._others

    async def busy(passed_by: int) -> Slot:
        asked.append(passed_by)
        given = await others(passed_by)
        now[0] = given.at + 0.2
        return given

    monkeypatch.setattr(rate_limit, "time", SimpleNamespace(monotonic=lambda: now[0], time=time.time))
    monkeypatch.setattr(limiter, "_others", busy)
    await limiter.wait_for(slot)

    assert asked == [1, 2]


async def test_only_a_slot_among_all_that_passed_by_tells_of_a_busy_machine(
    limiter: RateLimiter, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, others = list[int](), limiter._others

    async def noted(passed_by: int) -> Slot:
        asked.append(passed_by)
        return await others(passed_by)

    monkeypatch.setattr(limiter, "_others", noted)
    slot = await limiter.wait_for(Slot(time.monotonic(), among_all=False), early_seconds=FARTHEST_SECONDS)

    assert (asked, slot.among_all) == ([0], True)


async def test_who_is_only_getting_ready_takes_nobodys_place_in_the_line(limiter: RateLimiter) -> None:
    slot = replace(await limiter.reserve(1), leeway=3600.0)

    await limiter.wait_for(slot, early_seconds=1.0)
    assert limiter._next_leaves_at == 0.0
    await limiter.wait_for(slot)
    assert limiter._next_leaves_at > slot.at


@pytest.mark.parametrize(("passed_by", "leeway"), [(1, 0.03), (2, 0.3), (3, 0.6), (5, 2.4), (30, 2.4)])
async def test_who_is_late_again_gets_twice_the_time_but_not_for_ever(
    limiter: RateLimiter, database: Database, passed_by: int, leeway: float
) -> None:
    await limiter._others(0)
    first = await next_free(database)
    slot = await limiter._others(passed_by)

    assert slot.leeway <= leeway + limiter.gap_seconds
    if passed_by > 1:
        assert await next_free(database) - first >= leeway + limiter.gap_seconds - ROUNDING


async def test_those_that_may_be_late_leave_one_behind_the_other(limiter: RateLimiter) -> None:
    slot = replace(await limiter.reserve(1), leeway=3600.0)
    left: list[float] = []

    async def leave() -> None:
        assert await limiter.wait_for(slot) == slot
        left.append(time.monotonic())

    await asyncio.gather(*(leave() for _ in range(5)))

    assert all(after - before >= limiter.gap_seconds for before, after in pairwise(left))


@pytest.mark.parametrize(("far", "held"), [(100, 100), (86_400, 120)])
async def test_a_slot_is_never_more_than_two_minutes_away(
    limiter: RateLimiter, database: Database, far: int, held: int
) -> None:
    """A day away is what a clock that was set back leaves."""
    began = time.monotonic()
    await limiter.reserve(1)
    async with database.transaction() as connection:
        await connection.execute(update(RATE_LIMITS).values(next_at=RATE_LIMITS.c.next_at + far))

    slot = await limiter.reserve(2)

    rounding = ROUNDING + limiter.gap_seconds
    assert began + held - rounding <= slot.at <= time.monotonic() + held + rounding


async def test_only_what_holds_up_nobody_any_more_is_forgotten(
    limiter: RateLimiter, database: Database
) -> None:
    async def left_after(seconds: float) -> set[int]:
        async with database.transaction() as connection:
            await connection.execute(
                update(RATE_LIMITS).values(
                    next_at=RATE_LIMITS.c.next_at - seconds, held_until=RATE_LIMITS.c.held_until - seconds
                )
            )
        await limiter.forget()
        async with database.reading() as connection:
            return {row.chat_id for row in await connection.execute(select(RATE_LIMITS.c.chat_id))}

    await limiter.reserve(1)
    await limiter.back_off(7, 5000.0)

    assert await left_after(200.0) == {ALL_CHATS, 1, 7}
    assert await left_after(240.0) == {ALL_CHATS, 7}
    assert await left_after(6000.0) == {ALL_CHATS}


async def test_of_who_is_forgotten_nothing_is_left_and_others_keep_theirs(
    limiter: RateLimiter, database: Database
) -> None:
    for chat in (1, 7):
        await limiter.reserve(chat)

    await limiter.drop(7)

    assert await next_free(database, 7) == 0.0
    assert await next_free(database, 1) > 0.0


async def test_what_is_to_be_done_before_a_slot_is_given_the_time_for_it(limiter: RateLimiter) -> None:
    slot = await limiter.reserve(1)
    in_an_hour = replace(slot, at=slot.at + 3600.0)

    async with asyncio.timeout(60):
        assert await limiter.wait_for(in_an_hour, early_seconds=3601.0) == in_an_hour


async def test_nothing_leaves_before_its_slot(limiter: RateLimiter) -> None:
    slot = await limiter.reserve(1)
    soon = replace(slot, at=time.monotonic() + 0.5)

    assert (await limiter.wait_for(soon)).at >= soon.at
    assert time.monotonic() >= soon.at


async def test_a_chat_waits_exactly_as_told_and_others_pass(limiter: RateLimiter) -> None:
    assert not await limiter.back_off(7, 23.0)

    told, other = await limiter.reserve(7), await limiter.reserve(8)

    assert not told.among_all
    assert ahead(told.at) == pytest.approx(23.0, abs=5)
    assert other.among_all


async def test_two_chats_told_at_once_hold_all_processes(limiter: RateLimiter, database: Database) -> None:
    await limiter.back_off(7, 24.0)
    assert await limiter.back_off(8, 23.5)

    slots = [await RateLimiter(database).reserve(100)]
    first = await next_free(database)
    slots += [await RateLimiter(database).reserve(chat) for chat in range(101, 110)]

    assert ahead(slots[0].at) > 10
    # After the wait they leave one by one again, not all at once.
    assert await next_free(database) - first >= 9 * limiter.gap_seconds - ROUNDING


async def test_what_an_answer_was_told_holds_that_chat_alone(database: Database) -> None:
    back_off = BackOff(clock=lambda: 100.0)
    back_off.told(7, 60.0)
    limiter = RateLimiter(database, back_off=back_off)

    held = await limiter.reserve(7)
    assert not held.among_all
    assert ahead(held.at) > 0
    assert (await limiter.reserve(8)).among_all


async def test_a_wait_that_is_over_is_not_taken_together_with_another(
    limiter: RateLimiter, database: Database
) -> None:
    await limiter.back_off(7, 1.0)
    async with database.transaction() as connection:
        await connection.execute(
            update(RATE_LIMITS).values(held_until=RATE_LIMITS.c.held_from, held_from=0.0)
        )

    assert not await limiter.back_off(8, 1.0)


async def test_answers_are_told_what_holds_all_and_no_other_chats_wait(database: Database) -> None:
    back_off = BackOff()
    limiter = RateLimiter(database, back_off=back_off)
    began = time.monotonic()
    await limiter.back_off(7, 3600.0)
    assert back_off.seconds(None) == 0

    # As if at the same moment, however long the first took to write.
    await limiter.back_off(8, 3600.0 - (time.monotonic() - began))
    assert back_off.seconds(None) > 3000


async def test_a_slot_taken_before_telegram_said_wait_is_void(limiter: RateLimiter) -> None:
    slot = await limiter.reserve(1)
    await limiter.back_off(7, 0.5)
    await limiter.back_off(8, 0.5)

    assert (await limiter.wait_for(slot)).at >= slot.at + 0.4


async def test_a_shorter_wait_does_not_cut_a_longer_one(
    limiter: RateLimiter,
) -> None:
    await limiter.back_off(7, 10 * FARTHEST_SECONDS)
    await limiter.back_off(7, 5.0)

    assert ahead((await limiter.reserve(7)).at) == pytest.approx(10 * FARTHEST_SECONDS, abs=5)


async def test_a_wait_told_by_a_clock_that_was_ahead_is_void(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    if database.file is None:
        pytest.skip("PostgreSQL's own clock counts there")
    limiter, now = RateLimiter(database), time.time()
    monkeypatch.setattr("bot.delivery.rate_limit.time.time", lambda: now + 86_400)
    await limiter.back_off(7, 600.0)
    monkeypatch.undo()

    assert ahead((await limiter.reserve(7)).at) <= FARTHEST_SECONDS + 1


def test_another_rate_keeps_its_own_distance(database: Database) -> None:
    assert RateLimiter(database, per_second=300).gap_seconds == pytest.approx(
        RateLimiter(database).gap_seconds / 10
    )


async def test_who_ends_waits_for_no_slot(limiter: RateLimiter) -> None:
    ending = asyncio.Event()
    ending.set()
    slot = await limiter.reserve(1)

    async with asyncio.timeout(60):
        await limiter.wait_for(replace(slot, at=slot.at + 3600), unless=ending)


async def test_two_groups_told_of_waits_of_their_own_hold_nobody_else(limiter: RateLimiter) -> None:
    assert not await limiter.back_off(-7, 23.0)
    assert not await limiter.back_off(-8, 60.0)

    assert (await limiter.reserve(9)).among_all


async def test_what_an_answer_was_told_for_all_voids_the_slots_given_out(database: Database) -> None:
    back_off = BackOff()
    limiter = RateLimiter(database, back_off=back_off)
    slot = await limiter.reserve(1)
    told_at = time.monotonic()
    back_off.told(None, 0.5)

    assert (await limiter.wait_for(slot)).at >= told_at + 0.5


async def test_what_holds_all_is_waited_for_in_one_go(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, waits = [100.0], list[float]()
    back_off = BackOff(clock=lambda: now[0])
    limiter = RateLimiter(database, back_off=back_off)
    slot = await limiter.reserve(1)
    back_off.told(None, 3600.0)

    async def until(moment: float, _: asyncio.Event | None) -> None:
        waits.append(moment - time.monotonic())
        now[0] += 3600.0

    monkeypatch.setattr(rate_limit, "_until", until)
    await limiter.wait_for(slot)

    assert 3000 < waits[0] <= 3600


async def test_what_is_told_while_a_slot_is_waited_for_voids_it(database: Database) -> None:
    back_off = BackOff()
    limiter = RateLimiter(database, back_off=back_off)
    slot = await limiter.reserve(1)
    waiting = asyncio.create_task(limiter.wait_for(replace(slot, at=slot.at + 0.5)))
    await asyncio.sleep(0)
    told_at = time.monotonic()
    back_off.told(None, 1.5)

    assert (await waiting).at >= told_at + 1.5
