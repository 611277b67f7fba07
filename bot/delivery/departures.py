"""What has left within the last second, of one process: whether there is room for an answer, too."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable

WINDOW_SECONDS = 1.0


class Departures:
    """A sliding window, exact: unlike a bucket it never lets a second hold more than its most.

    Deliveries take turns and are only noted here; answers take none, and wait here, one after the other, if
    the second is full. That is rare, since the deliveries step back for each of them, and short: deliveries
    leave evenly spaced, so that a full second has room again a thirtieth of a second later.
    """

    def __init__(self, most: float, *, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with an empty second.

        Args:
            most: Messages within any second.
            clock: Gives seconds that never go back.
        """
        self._most = max(1, int(most))
        self._clock = clock
        self._left: deque[float] = deque(maxlen=self._most)
        self._first_come = asyncio.Lock()

    def note(self) -> None:
        """Count a message that leaves now."""
        self._left.append(self._clock())

    def wait_seconds(self) -> float:
        """Give how long there is no room for one more; 0 if there is."""
        if len(self._left) < self._most:
            return 0.0
        return max(0.0, self._left[0] + WINDOW_SECONDS - self._clock())

    async def leave(self) -> None:
        """Wait for room, first come, first served, and count a message that leaves then."""
        async with self._first_come:
            # Deliveries may leave meanwhile, so that one wait may not do.
            while wait := self.wait_seconds():  # noqa: ASYNC110
                await asyncio.sleep(wait)
            self.note()
