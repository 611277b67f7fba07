"""Room for updates in hand: what waits only for Telegram itself takes nobody else's place."""

from __future__ import annotations

from bot.intake.worker_pool import WorkerPool

MOST_IN_HAND = 100
"""Telegram itself makes no more requests at once."""
MOST_WITH_HELD_UP = 400
"""With those of chats to which Telegram lets nothing be sent."""


def has_capacity(in_hand: int, pool: WorkerPool) -> bool:
    """Whether one more may be taken in hand."""
    return in_hand < MOST_IN_HAND or (in_hand < MOST_WITH_HELD_UP and in_hand - pool.held_up < MOST_IN_HAND)
