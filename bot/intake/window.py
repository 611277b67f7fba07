"""What may be confirmed: an offset confirms all below it, so it passes only what is handled."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field

MOST_IN_HAND = 100
"""As many as one getUpdates gives."""
SLOW_SECONDS = 4.0
"""An update that takes longer waits for Telegram itself. It then holds up its own chat, and not all others,
even though a kill may now lose it."""
MOST_ASIDE = 500
"""Slow ones beside those in hand; beyond them nothing more is fetched."""


@dataclass(slots=True)
class Window:
    """The updates fetched and not confirmed.

    Attributes:
        clock: Gives seconds that never go back.
    """

    clock: Callable[[], float] = time.monotonic
    _in_hand: dict[int, float] = field(default_factory=dict)
    _done: set[int] = field(default_factory=set)
    _highest: int | None = None

    def __len__(self) -> int:
        return len(self._in_hand)

    @property
    def has_capacity(self) -> bool:
        """Whether more may be fetched: what waits for Telegram itself leaves others their room."""
        if len(self._in_hand) < MOST_IN_HAND:
            return True
        fast = len(self._fast())
        return fast < MOST_IN_HAND and len(self._in_hand) - fast < MOST_ASIDE

    @property
    def offset(self) -> int | None:
        """Id of the first update to ask for; None before anything came."""
        if self._highest is None:
            return None
        waiting = self._in_hand
        if waiting and self._highest - min(waiting) >= MOST_IN_HAND - 1:
            waiting = self._fast()
        return min(waiting, default=self._highest + 1)

    def is_new(self, update_id: int) -> bool:
        """Whether an update was not fetched before."""
        return update_id not in self._in_hand and update_id not in self._done

    def take(self, update_id: int) -> None:
        """Have an update in hand."""
        if not self._in_hand and self._highest is not None and update_id < self._highest:
            # After a week without updates Telegram goes on from an id of its choice.
            self._done.clear()
            self._highest = None
        self._in_hand[update_id] = self.clock()
        self._highest = max(update_id, self._highest or 0)

    def set_aside(self, update_id: int) -> None:
        """Count an update among the slow ones at once: Telegram told its chat to wait."""
        if update_id in self._in_hand:
            self._in_hand[update_id] = -math.inf

    def finish(self, update_id: int) -> None:
        """Have done with an update: it may be confirmed once all before it may."""
        self._in_hand.pop(update_id, None)
        self._done.add(update_id)

    def confirmed(self, offset: int | None) -> None:
        """Forget what the server will not send again."""
        if offset is not None:
            self._done = {one for one in self._done if one >= offset}

    def _fast(self) -> dict[int, float]:
        since = self.clock() - SLOW_SECONDS
        return {one: taken for one, taken in self._in_hand.items() if taken > since}
