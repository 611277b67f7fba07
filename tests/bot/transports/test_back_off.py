"""What Telegram told by a 429: whom it holds, and how long."""

from __future__ import annotations

from dataclasses import dataclass

from bot.transports.back_off import BackOff


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_wait_holds_its_chat_alone_and_ends_when_it_was_told_to() -> None:
    clock = Clock()
    back_off = BackOff(clock)

    assert not back_off.told(7, 30)

    assert (back_off.seconds(7), back_off.seconds(8), back_off.seconds(None)) == (30, 0, 0)
    clock.now += 30
    assert back_off.seconds(7) == 0


def test_two_chats_whose_waits_end_together_hold_everybody() -> None:
    clock = Clock()
    back_off = BackOff(clock)
    back_off.told(7, 30)
    clock.now += 1

    assert back_off.told(8, 29)
    assert back_off.seconds(9) == 29


def test_two_chats_with_waits_of_their_own_hold_nobody_else() -> None:
    back_off = BackOff(Clock())
    back_off.told(-7, 3600)

    assert not back_off.told(-8, 20)
    assert back_off.seconds(9) == 0


def test_a_wait_told_to_no_chat_in_particular_is_everybodys() -> None:
    back_off = BackOff(Clock())

    assert back_off.told(None, 5)
    assert back_off.seconds(9) == 5


def test_a_shorter_word_does_not_shorten_a_wait() -> None:
    back_off = BackOff(Clock())
    back_off.told(7, 3600)
    back_off.told(7, 1)

    assert back_off.seconds(7) == 3600


def test_only_chats_with_a_wait_of_their_own_are_held_and_only_as_long_as_it_lasts() -> None:
    clock = Clock()
    back_off = BackOff(clock)
    back_off.told(None, 60)
    assert back_off.held_back() == set()

    back_off.told(7, 30)
    assert back_off.held_back() == {7}

    clock.now += 30
    assert back_off.held_back() == set()
