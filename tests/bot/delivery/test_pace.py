"""Turns: how long each would have to wait, without waiting; on both databases."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from bot.delivery.answers import AnswersFirst
from bot.delivery.pace import (
    ANSWER_TURNS,
    FARTHEST_SECONDS,
    GROUP_GAP_SECONDS,
    Pace,
    gap_seconds,
    taking_turn,
)
from bot.storage.database import Database
from bot.storage.errors import StorageError

SLACK = 0.1
"""Seconds between what the database's clock says and the monotonic one, on a busy machine."""


@pytest.fixture
def pace(database: Database) -> Pace:
    return Pace(database)


def ahead(at: float) -> float:
    return at - time.monotonic()


async def test_thirty_a_second_leave_and_no_more(pace: Pace) -> None:
    turns = [await pace.turn(chat) for chat in range(1, 41)]

    assert all(turn.among_all for turn in turns)
    # Measured with two clocks: a few hundredths either way.
    assert turns[-1].at - turns[0].at > 39 * pace.gap_seconds - SLACK


async def test_processes_share_their_turns(database: Database) -> None:
    one, other = Pace(database), Pace(database)

    turns = await asyncio.gather(
        *(one.turn(chat) for chat in range(1, 11)), *(other.turn(chat) for chat in range(11, 21))
    )
    moments = sorted(turn.at for turn in turns)

    assert moments[-1] - moments[0] > 19 * one.gap_seconds - SLACK


async def test_a_groups_second_message_waits_for_the_groups_own_turn(pace: Pace) -> None:
    first, second, third = await pace.turn(-7), await pace.turn(-7), await pace.turn(-7)

    assert (first.among_all, second.among_all, third.among_all) == (True, False, False)
    assert second.at - first.at > GROUP_GAP_SECONDS - SLACK
    assert third.at - second.at > GROUP_GAP_SECONDS - SLACK


def test_groups_get_twenty_a_minute_and_people_one_a_second() -> None:
    assert 60 / gap_seconds(-1) < 20
    assert 1 / gap_seconds(1) < 1


async def test_answers_take_their_turns_from_the_deliveries(pace: Pace) -> None:
    for chat in range(1000, 1100):
        pace.note_answer(chat)
    await pace.note_answers()

    turn = await pace.turn(1)

    assert ahead(turn.at) > 90 * pace.gap_seconds
    assert not (await pace.turn(1000)).among_all


async def test_a_turn_already_given_out_is_put_back_by_each_answer(pace: Pace) -> None:
    before = await pace.turn(1)
    for chat in range(1000, 1020):
        pace.note_answer(chat)

    assert pace.leaves_at(before) == pytest.approx(before.at + 20 * ANSWER_TURNS * pace.gap_seconds)
    assert (await pace.come(before)).at == before.at
    assert time.monotonic() >= before.at + 20 * pace.gap_seconds


async def test_an_answer_puts_a_turn_back_once_by_this_process_or_by_the_database(pace: Pace) -> None:
    for chat in range(1000, 1020):
        pace.note_answer(chat)
    between = await pace.turn(1)
    await pace.note_answers()
    after = await pace.turn(2)

    assert pace.leaves_at(between) == pytest.approx(between.at + 20 * ANSWER_TURNS * pace.gap_seconds)
    assert pace.leaves_at(after) == after.at
    assert after.at - between.at > 20 * pace.gap_seconds - SLACK


async def test_answers_that_could_not_be_noted_are_noted_later(
    pace: Pace, monkeypatch: pytest.MonkeyPatch
) -> None:
    @asynccontextmanager
    async def broken(_: Database) -> AsyncIterator[None]:
        raise StorageError("DATABASE_URL", "is away", "wait")
        yield

    for chat in range(1000, 1020):
        pace.note_answer(chat)
    monkeypatch.setattr(Database, "transaction", broken)
    with pytest.raises(StorageError):
        await pace.note_answers()
    monkeypatch.undo()
    await pace.note_answers()

    turn = await pace.turn(1)
    assert ahead(turn.at) > 20 * pace.gap_seconds - SLACK
    assert pace.leaves_at(turn) == turn.at


async def test_no_second_holds_more_than_thirty_however_many_answers_come_at_once(pace: Pace) -> None:
    left: list[float] = []
    limiter = AnswersFirst(pace)

    async def leave() -> bool:
        left.append(time.monotonic())
        return True

    async def send(chat: int) -> None:
        await limiter.process_request(leave, (), {}, "sendMessage", {"chat_id": chat}, None)

    async def deliver(chat: int) -> None:
        await pace.come(await pace.turn(chat))
        with taking_turn():
            await send(chat)

    async with asyncio.TaskGroup() as people:
        for chat in range(1, 41):
            people.create_task(deliver(chat))
        await asyncio.sleep(0.5)
        for chat in range(1000, 1045):
            people.create_task(send(chat))

    assert len(left) == 85
    # Written down a moment after it was counted: a little less than the second that is counted.
    assert min(later - earlier for earlier, later in zip(left, left[30:], strict=False)) > 0.95


async def test_a_turn_that_was_missed_is_void(pace: Pace) -> None:
    turn = await pace.turn(1)
    await pace.come(turn)
    await asyncio.sleep(0.2)

    assert (await pace.come(turn)).at > turn.at


async def test_a_clock_set_back_holds_nobody_up_for_long(pace: Pace, monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time()
    monkeypatch.setattr("bot.delivery.pace.time.time", lambda: now + 86_400)
    await pace.turn(1)
    monkeypatch.undo()

    turn = await pace.turn(2)

    assert ahead(turn.at) <= FARTHEST_SECONDS + 1


async def test_old_turns_are_forgotten(pace: Pace, monkeypatch: pytest.MonkeyPatch) -> None:
    await pace.turn(1)
    now = time.time()
    monkeypatch.setattr("bot.delivery.pace.time.time", lambda: now + 1000)

    await pace.forget()

    assert (await pace.turn(1)).among_all


async def test_a_chat_waits_exactly_as_told_and_others_pass(pace: Pace) -> None:
    assert not await pace.hold(7, 23.0)

    told, other = await pace.turn(7), await pace.turn(8)

    assert not told.among_all
    assert ahead(told.at) == pytest.approx(23.0, abs=5)
    assert other.among_all
    assert ahead(other.at) < 1


async def test_two_chats_told_at_once_hold_all_of_all_processes(pace: Pace, database: Database) -> None:
    await pace.hold(7, 23.0)
    assert await pace.hold(8, 24.0)

    turns = [await Pace(database).turn(chat) for chat in range(100, 110)]

    moments = [turn.at for turn in turns]
    assert ahead(moments[0]) == pytest.approx(24.0, abs=5)
    # After the wait they leave one by one again, not all at once.
    assert moments[-1] - moments[0] > 9 * pace.gap_seconds - SLACK


async def test_a_turn_taken_before_telegram_said_wait_is_void(pace: Pace) -> None:
    turn = await pace.turn(1)
    await pace.hold(7, 0.5)
    await pace.hold(8, 0.5)

    assert (await pace.come(turn)).at >= turn.at + 0.4


async def test_a_long_wait_is_waited_for_whole_and_a_shorter_one_does_not_cut_it(pace: Pace) -> None:
    await pace.hold(7, 10 * FARTHEST_SECONDS)
    await pace.hold(7, 5.0)

    assert ahead((await pace.turn(7)).at) == pytest.approx(10 * FARTHEST_SECONDS, abs=5)


async def test_a_wait_told_by_a_clock_that_was_ahead_is_void(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    if database.file is None:
        pytest.skip("PostgreSQL's own clock counts there")
    pace, now = Pace(database), time.time()
    monkeypatch.setattr("bot.delivery.pace.time.time", lambda: now + 86_400)
    await pace.hold(7, 600.0)
    monkeypatch.undo()

    assert ahead((await pace.turn(7)).at) <= FARTHEST_SECONDS + 1


def test_another_rate_keeps_its_own_distance(database: Database) -> None:
    assert Pace(database, per_second=300).gap_seconds == pytest.approx(Pace(database).gap_seconds / 10)


async def test_who_ends_waits_for_no_turn(pace: Pace) -> None:
    ending = asyncio.Event()
    ending.set()
    turn = await pace.turn(1)

    async with asyncio.timeout(60):
        await pace.come(replace(turn, at=turn.at + 3600), unless=ending)
