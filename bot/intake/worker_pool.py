"""Updates handled side by side: each chat's in order, and no more at once than pays."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from bot.intake.arrival import Arrival
from bot.intake.chat_queues import ChatQueues

SIDE_BY_SIDE = 32
"""Measured to answer most updates a second."""

_LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class WorkerPool:
    """Whoever handles updates.

    Attributes:
        do: Handles one.
        finish: Called when it is handled, however that went; not if it was cut short.
        held_back: Gives the chats to which Telegram told to send nothing for now: they take nobody's place.
        resting: How many of those at work only wait for the database.
    """

    do: Callable[[Arrival], Awaitable[None]]
    finish: Callable[[Arrival], Awaitable[None]]
    held_back: Callable[[], AbstractSet[int]]
    resting: int = 0
    _queues: ChatQueues = field(default_factory=ChatQueues)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _closed: bool = False

    @property
    def at_work(self) -> int:
        """How many are being handled."""
        return self._queues.at_work()

    @property
    def held_up(self) -> int:
        """How many wait, or are being handled, of chats to which nothing may be sent."""
        held = self.held_back()
        return self._queues.at_work() - self._queues.at_work(but=held) + sum(1 for _ in self._queues.of(held))

    def waiting(self, chats: AbstractSet[int]) -> Iterator[Arrival]:
        """Give those that wait of some chats."""
        return self._queues.of(chats)

    def add(self, arrival: Arrival) -> None:
        """Have an update handled behind those of its chat."""
        self.join(arrival)
        self.begin()

    def join(self, arrival: Arrival) -> None:
        """Let an update wait until something is begun: of several that come together an order goes first."""
        self._queues.join(arrival)

    def begin(self) -> None:
        """Have as many handled as may be at once."""
        while not self._closed:
            # Who waits until Telegram takes something again takes nobody else's place.
            at_work = self._queues.at_work(but=self.held_back()) - self.resting
            arrival = self._queues.next(has_room=at_work < SIDE_BY_SIDE)
            if arrival is None:
                return
            task = asyncio.create_task(self._handle(arrival))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def close(self) -> None:
        """Begin nothing more."""
        self._closed = True

    async def end(self, within_seconds: float) -> None:
        """Finish what was begun, and begin nothing more."""
        self.close()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=within_seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _handle(self, arrival: Arrival) -> None:
        try:
            try:
                await self.do(arrival)
            except Exception as error:  # noqa: BLE001 - one update must not end the others
                _LOG.error("update %s could not be handled: %s", arrival.update_id, type(error).__name__)
            await self.finish(arrival)
        finally:
            self._queues.leave(arrival)
            self.begin()
