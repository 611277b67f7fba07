"""How far a delivery has come, as its row says."""

from __future__ import annotations

from enum import StrEnum


class DeliveryState(StrEnum):
    """How far a delivery has come.

    due: planned; claimed: handed to the engine; sending: perhaps with Telegram at this moment; waiting: to be
    tried again; sent, failed, skipped: over.
    """

    DUE = "due"
    CLAIMED = "claimed"
    SENDING = "sending"
    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    SKIPPED = "skipped"


UNDER_WAY = (DeliveryState.CLAIMED, DeliveryState.SENDING, DeliveryState.WAITING)
OVER = (DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.SKIPPED)
