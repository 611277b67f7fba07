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


def test_a_chat_that_telegram_holds_back_does_not_hold_back_all_others() -> None:
    clock = Clock()
    window = holding(*range(MOST_IN_HAND), clock=clock)
    for one in range(1, MOST_IN_HAND):
        window.finish(one)
    assert window.offset == 0

    clock.now = SLOW_SECONDS + 1
    assert window.offset == MOST_IN_HAND
    assert not window.is_new(0)


def test_a_slow_one_is_waited_for_as_long_as_others_can_come() -> None:
    clock = Clock()
    window = holding(1, 2, clock=clock)
    clock.now = SLOW_SECONDS + 1

    assert window.offset == 1


def test_what_waits_for_telegram_leaves_others_their_room_up_to_a_bound() -> None:
    clock = Clock()
    window = holding(*range(MOST_IN_HAND), clock=clock)
    assert not window.has_capacity

    window.set_aside(3)
    assert window.has_capacity

    clock.now = SLOW_SECONDS + 1
    for one in range(MOST_IN_HAND, MOST_ASIDE - 1):
        window.take(one)
        window.set_aside(one)
    assert window.has_capacity

    window.take(MOST_ASIDE)
    window.set_aside(MOST_ASIDE)
    assert not window.has_capacity


def test_ids_that_begin_anew_are_followed() -> None:
    window = holding(1000)
    window.finish(1000)
    window.take(3)
    assert window.offset == 3

    window.finish(3)
    assert window.offset == 4
