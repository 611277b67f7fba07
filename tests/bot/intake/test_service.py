"""How the intake goes on when polls fail."""

from __future__ import annotations

from bot.intake.poll_failure import PollError, PollFailure
from bot.intake.service import pause_seconds


def test_pauses_grow_after_failed_polls_up_to_half_a_minute() -> None:
    error = PollError(PollFailure.UNREACHABLE)

    assert [pause_seconds(failures, error) for failures in (0, 1, 2, 3, 4, 5, 6, 7, 10_000)] == [
        *(0.5, 1.0, 2.0, 4.0, 8.0, 16.0),
        *(30.0, 30.0, 30.0),
    ]


def test_a_pause_is_as_long_as_telegram_tells() -> None:
    assert pause_seconds(0, PollError(PollFailure.SLOWED, wait_seconds=90.0)) == 90.0
    assert pause_seconds(6, PollError(PollFailure.SLOWED, wait_seconds=3.0)) == 30.0
