"""The sliding window: checked against counting every second anew."""

from __future__ import annotations

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.departures import WINDOW_SECONDS, Departures

PAUSES = st.integers(0, 40).map(lambda steps: steps / 64)
"""Seconds, of which floats hold sums and differences exactly."""


class Clock:
    """Shows what it was set to."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@given(st.lists(PAUSES, max_size=60), st.integers(1, 5))
def test_no_window_holds_more_than_its_most(pauses: list[float], most: int) -> None:
    clock, left = Clock(), list[float]()
    departures = Departures(most, clock=clock)

    for pause in pauses:
        clock.now += pause
        is_full = sum(clock.now - each < WINDOW_SECONDS for each in left) >= most
        assert is_full == (departures.wait_seconds() > 0)
        if not is_full:
            departures.note()
            left.append(clock.now)


@given(st.lists(st.integers(0, 20).map(lambda steps: steps / 64), min_size=3, max_size=3))
def test_after_the_wait_there_is_room(pauses: list[float]) -> None:
    clock = Clock()
    departures = Departures(3, clock=clock)
    for pause in pauses:
        clock.now += pause
        departures.note()

    wait = departures.wait_seconds()
    clock.now += wait + 1e-9

    assert 0 < wait <= WINDOW_SECONDS
    assert departures.wait_seconds() == 0


async def test_who_came_first_leaves_first() -> None:
    departures, left = Departures(1), list[int]()

    async def leave(number: int) -> None:
        await departures.leave()
        left.append(number)

    await asyncio.gather(*map(leave, range(3)))

    assert left == [0, 1, 2]
