"""What may be confirmed: an offset confirms all below it, so it passes only what is handled."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

MOST_IN_HAND = 100
"""As many as one getUpdates gives."""
SLOW_SECONDS = 60.0
"""Longer than any request to Telegram, or any look into the database, may take. On a busy machine an update
waits for its turn for many seconds, and no kill may lose it meanwhile: with 4, at load 18, 208 of 2,400 were
lost."""
MOST_ASIDE = 500
"""Those set aside, beside those in hand; beyond them nothing more is fetched."""


@dataclass(slots=True)
class Window:
    """The updates fetched and not confirmed.

    Attributes:
        clock: Gives seconds that never go back.
    """

    clock: Callable[[], float] = time.monotonic
    _in_hand: dict[int, float] = field(default_factory=dict)
    _aside: set[int] = field(default_factory=set)
    _done: set[int] = field(default_factory=set)
    _highest: int | None = None

    def __len__(self) -> int:
        return len(self._in_hand)

    @property
    def has_capacity(self) -> bool:
        """Whether more may be fetched: what is set aside leaves others their room."""
        return len(self._in_hand) - len(self._aside) < MOST_IN_HAND and len(self._aside) < MOST_ASIDE

    @property
    def is_stuck(self) -> bool:
        """Whether no update can come unless one of those in hand is set aside, or handled."""
        waited_for = self._waited_for()
        if self._highest is None or not waited_for:
            return False
        return self._highest - min(waited_for) >= MOST_IN_HAND - 1

    @property
    def offset(self) -> int | None:
        """Id of the first update to ask for; None before anything came."""
        if self._highest is None:
            return None
        waiting: AbstractSet[int] = self._in_hand.keys()
        if waiting and self._highest - min(waiting) >= MOST_IN_HAND - 1:
            waiting = self._waited_for()
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

    def is_slow(self, update_id: int) -> bool:
        """Whether an update is in hand for so long that something is wrong with it alone."""
        return self.clock() - self._in_hand.get(update_id, math.inf) > SLOW_SECONDS

    def set_aside(self, update_id: int) -> None:
        """Let the offset pass an update in hand that was put down, if others can't come otherwise."""
        self._aside.add(update_id)

    def finish(self, update_id: int) -> None:
        """Have done with an update: it may be confirmed once all before it may."""
        self._in_hand.pop(update_id, None)
        self._aside.discard(update_id)
        self._done.add(update_id)

    def confirmed(self, offset: int | None) -> None:
        """Forget what the server will not send again."""
        if offset is not None:
            self._done = {one for one in self._done if one >= offset}

    def _waited_for(self) -> AbstractSet[int]:
        return self._in_hand.keys() - self._aside
