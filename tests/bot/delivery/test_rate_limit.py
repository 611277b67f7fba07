"""Slots: how long each would have to wait, without waiting; on both databases."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace

import pytest

from bot.delivery.rate_limit import FARTHEST_SECONDS, GROUP_GAP_SECONDS, RateLimiter, gap_seconds
from bot.storage.database import Database
from bot.transports.back_off import BackOff

SLACK = 0.1
"""Seconds between what the database's clock says and the monotonic one, on a busy machine."""


@pytest.fixture
def limiter(database: Database) -> RateLimiter:
    return RateLimiter(database)


def ahead(at: float) -> float:
    return at - time.monotonic()


async def test_thirty_a_second_leave_and_no_more(limiter: RateLimiter) -> None:
    slots = [await limiter.reserve(chat) for chat in range(1, 41)]

    assert all(slot.among_all for slot in slots)
    # Measured with two clocks: a few hundredths either way.
    assert slots[-1].at - slots[0].at > 39 * limiter.gap_seconds - SLACK


async def test_processes_share_their_slots(database: Database) -> None:
    one, other = RateLimiter(database), RateLimiter(database)

    slots = await asyncio.gather(
        *(one.reserve(chat) for chat in range(1, 11)), *(other.reserve(chat) for chat in range(11, 21))
    )
    moments = sorted(slot.at for slot in slots)

    assert moments[-1] - moments[0] > 19 * one.gap_seconds - SLACK


async def test_a_groups_second_message_waits_for_the_groups_own_slot(limiter: RateLimiter) -> None:
    first, second, third = await limiter.reserve(-7), await limiter.reserve(-7), await limiter.reserve(-7)

    assert (first.among_all, second.among_all, third.among_all) == (True, False, False)
    assert second.at - first.at > GROUP_GAP_SECONDS - SLACK
    assert third.at - second.at > GROUP_GAP_SECONDS - SLACK


def test_groups_get_twenty_a_minute_and_people_one_a_second() -> None:
    assert 60 / gap_seconds(-1) < 20
    assert 1 / gap_seconds(1) < 1


async def test_a_slot_that_was_missed_is_void(limiter: RateLimiter) -> None:
    slot = await limiter.reserve(1)
    await limiter.wait_for(slot)
    await asyncio.sleep(0.2)

    assert (await limiter.wait_for(slot)).at > slot.at


async def test_a_clock_set_back_holds_nobody_up_for_long(
    limiter: RateLimiter, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time()
    monkeypatch.setattr("bot.delivery.rate_limit.time.time", lambda: now + 86_400)
    await limiter.reserve(1)
    monkeypatch.undo()

    slot = await limiter.reserve(2)

    assert ahead(slot.at) <= FARTHEST_SECONDS + 1


async def test_old_slots_are_forgotten(limiter: RateLimiter, monkeypatch: pytest.MonkeyPatch) -> None:
    await limiter.reserve(1)
    now = time.time()
    monkeypatch.setattr("bot.delivery.rate_limit.time.time", lambda: now + 1000)

    await limiter.forget()

    assert (await limiter.reserve(1)).among_all


async def test_a_chat_waits_exactly_as_told_and_others_pass(limiter: RateLimiter) -> None:
    assert not await limiter.back_off(7, 23.0)

    told, other = await limiter.reserve(7), await limiter.reserve(8)

    assert not told.among_all
    assert ahead(told.at) == pytest.approx(23.0, abs=5)
    assert other.among_all
    assert ahead(other.at) < 1


async def test_two_chats_told_at_once_hold_all_processes(limiter: RateLimiter, database: Database) -> None:
    await limiter.back_off(7, 23.0)
    assert await limiter.back_off(8, 24.0)

    slots = [await RateLimiter(database).reserve(chat) for chat in range(100, 110)]

    moments = [slot.at for slot in slots]
    assert ahead(moments[0]) == pytest.approx(24.0, abs=5)
    # After the wait they leave one by one again, not all at once.
    assert moments[-1] - moments[0] > 9 * limiter.gap_seconds - SLACK


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
    back_off.told(None, 0.5)
    told_at = time.monotonic()

    assert (await limiter.wait_for(slot)).at >= told_at + 0.4
