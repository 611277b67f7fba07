"""What the endpoint says to who delivers an update."""

from __future__ import annotations

from enum import Enum
from typing import Protocol


class Acceptance(Enum):
    """What became of an update; the value is the reason as the operator reads it."""

    TAKEN = "taken"
    """It is handled, or stored, or can never be: it must not come again."""
    FULL = "too many are in hand"
    AWAY = "the database is away"
    ENDING = "this process is ending"


class Receiver(Protocol):
    """Takes updates in."""

    async def receive(self, raw: object) -> Acceptance:
        """Take one update, as JSON gives it."""
