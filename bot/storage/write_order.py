"""SQLite's one writer at a time, let in by the bot itself: urgent ones first, the others as they came.

SQLite's own way is to ask again after a pause that grows: of sixteen writers one waited for two seconds.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class WriteOrder:
    """Who writes, and who waits for it."""

    _is_taken: bool = False
    _urgent: deque[asyncio.Future[None]] = field(default_factory=deque)
    _others: deque[asyncio.Future[None]] = field(default_factory=deque)

    @asynccontextmanager
    async def turn(self, *, urgent: bool) -> AsyncIterator[None]:
        """Wait until nobody else writes."""
        if self._is_taken:
            await self._wait(self._urgent if urgent else self._others)
        self._is_taken = True
        try:
            yield
        finally:
            self._pass_on()

    async def _wait(self, queue: deque[asyncio.Future[None]]) -> None:
        mine = asyncio.get_running_loop().create_future()
        queue.append(mine)
        try:
            await mine
        except asyncio.CancelledError:
            if mine.done() and not mine.cancelled():
                # It was this one's turn already.
                self._pass_on()
            raise

    def _pass_on(self) -> None:
        for queue in (self._urgent, self._others):
            while queue:
                following = queue.popleft()
                if not following.done():
                    # Stays taken, so that nobody slips in before the one that is woken.
                    following.set_result(None)
                    return
        self._is_taken = False
