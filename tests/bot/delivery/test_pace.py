"""Turns: how long each would have to wait, without waiting; on both databases."""

from __future__ import annotations

import asyncio
import time
from itertools import pairwise

import pytest

from bot.delivery.pace import (
    FARTHEST_SECONDS,
    GROUP_GAP_SECONDS,
    OVERALL_GAP_SECONDS,
    PRIVATE_GAP_SECONDS,
    Pace,
    gap_seconds,
)
from bot.storage.database import Database


@pytest.fixture
def pace(database: Database) -> Pace:
    return Pace(database)


def ahead(at: float) -> float:
    return at - time.monotonic()


async def test_thirty_a_second_leave_and_no_more(pace: Pace) -> None:
    turns = [await pace.turn(chat) for chat in range(1, 40)]

    moments = [turn.at for turn in turns]
    gaps = [later - earlier for earlier, later in pairwise(moments[5:])]
    assert all(turn.among_all for turn in turns)
    # Measured with two clocks, so to the hundredth.
    assert sum(gaps) / len(gaps) == pytest.approx(OVERALL_GAP_SECONDS, abs=0.01)


async def test_processes_share_their_turns(database: Database) -> None:
    one, other = Pace(database), Pace(database)

    turns = await asyncio.gather(*(pace.turn(chat) for chat in range(1, 11) for pace in (one, other)))

    moments = [turn.at for turn in turns if turn.among_all]
    assert len(moments) == 10
    assert max(moments) - min(moments) > 5 * OVERALL_GAP_SECONDS


@pytest.mark.parametrize(("chat", "gap"), [(7, PRIVATE_GAP_SECONDS), (-7, GROUP_GAP_SECONDS)])
async def test_a_chats_second_message_waits_for_the_chats_own_turn(pace: Pace, chat: int, gap: float) -> None:
    first, second, third = await pace.turn(chat), await pace.turn(chat), await pace.turn(chat)

    assert (first.among_all, second.among_all, third.among_all) == (True, False, False)
    assert ahead(second.at) == pytest.approx(gap, abs=0.5)
    assert third.at - second.at == pytest.approx(gap, abs=0.5)


def test_groups_get_twenty_a_minute_and_people_one_a_second() -> None:
    assert 60 / gap_seconds(-1) < 20
    assert 1 / gap_seconds(1) < 1


async def test_answers_take_their_turns_from_the_deliveries(pace: Pace) -> None:
    for chat in range(1000, 1100):
        pace.note_answer(chat)
    await pace.note_answers()

    turn = await pace.turn(1)

    assert ahead(turn.at) > 90 * OVERALL_GAP_SECONDS
    assert not (await pace.turn(1000)).among_all


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
