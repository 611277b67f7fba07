"""The offset passes only what is handled."""

from __future__ import annotations

from bot.intake.window import MOST_ASIDE, MOST_IN_HAND, SLOW_SECONDS, Window


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def holding(*ids: int, clock: Clock | None = None) -> Window:
    window = Window(clock or Clock())
    for one in ids:
        window.take(one)
    return window


def test_nothing_is_confirmed_before_anything_came() -> None:
    assert Window().offset is None


def test_the_offset_waits_for_the_oldest_in_hand() -> None:
    window = holding(5, 6, 7)
    window.finish(6)
    window.finish(7)
    assert window.offset == 5
    assert not window.is_new(6)

    window.finish(5)
    assert window.offset == 8


def test_what_is_confirmed_is_forgotten() -> None:
    window = holding(5)
    window.finish(5)
    window.confirmed(6)

    assert window.is_new(5)


def test_what_is_in_hand_is_not_passed_however_long_it_takes() -> None:
    clock = Clock()
    window = holding(*range(MOST_IN_HAND), clock=clock)
    for one in range(1, MOST_IN_HAND):
        window.finish(one)
    clock.now = 3600.0

    assert window.is_stuck
    assert window.offset == 0


def test_what_is_set_aside_is_passed_once_no_other_can_come() -> None:
    window = holding(*range(MOST_IN_HAND - 1))
    for one in range(1, MOST_IN_HAND - 1):
        window.finish(one)
    window.set_aside(0)
    assert not window.is_stuck
    assert window.offset == 0

    window.take(MOST_IN_HAND - 1)
    window.finish(MOST_IN_HAND - 1)
    assert window.offset == MOST_IN_HAND
    assert not window.is_new(0)
    assert not window.is_stuck


def test_nothing_is_stuck_as_long_as_another_may_come() -> None:
    window = holding(*range(1, MOST_IN_HAND))
    assert not Window().is_stuck
    assert not window.is_stuck

    window.take(MOST_IN_HAND)
    assert window.is_stuck
    window.finish(7)
    assert window.is_stuck
    window.finish(1)
    assert not window.is_stuck


def test_what_is_in_hand_for_longer_than_a_minute_is_slow() -> None:
    clock = Clock()
    window = holding(1, clock=clock)
    clock.now = SLOW_SECONDS
    window.take(2)
    assert not window.is_slow(1)

    clock.now += 0.1
    assert (window.is_slow(1), window.is_slow(2), window.is_slow(3)) == (True, False, False)


def test_what_is_set_aside_leaves_others_their_room_up_to_a_bound() -> None:
    window = holding(*range(MOST_IN_HAND))
    assert not window.has_capacity

    window.set_aside(3)
    assert window.has_capacity

    for one in range(MOST_IN_HAND, MOST_IN_HAND + MOST_ASIDE - 2):
        window.take(one)
        window.set_aside(one)
    window.finish(0)
    assert window.has_capacity

    window.set_aside(4)
    assert not window.has_capacity
    window.finish(4)
    assert window.has_capacity


def test_ids_that_begin_anew_are_followed() -> None:
    window = holding(1000)
    window.finish(1000)
    window.take(3)
    assert window.offset == 3
    assert window.is_new(1000)

    window.finish(3)
    assert window.offset == 4
