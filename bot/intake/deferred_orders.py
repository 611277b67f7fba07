"""Orders that the database could not take: done when it is back, before later ones of their chat."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field

from telegram import Bot, Update

from bot.intake.arrival import Arrival, read
from bot.intake.spool import Spool
from handlers.orders import lasts

LOOK_SECONDS = 1.0
"""Between two looks whether orders can be carried out."""


@dataclass(frozen=True, slots=True)
class DeferredOrders:
    """The spool's orders, and all updates on their way past it.

    Attributes:
        handle: Does what an update asks, and keeps what goes wrong to itself.
        refuse: Has an order put down, and says so to who gave it.
        can_store: Asks the database whether it is there.
    """

    bot: Bot
    handle: Callable[[Update], Awaitable[None]]
    refuse: Callable[[Update], Awaitable[None]]
    can_store: Callable[[], Awaitable[bool]]
    spool: Spool
    _again: set[int] = field(default_factory=set)
    _done: asyncio.Event = field(default_factory=asyncio.Event)

    async def rest(self) -> None:
        """Wait until it is worth another look: a chat's next order may follow as soon as one is done."""
        with suppress(TimeoutError):
            async with asyncio.timeout(LOOK_SECONDS):
                await self._done.wait()
        self._done.clear()

    async def due(self) -> list[Arrival]:
        """Give the orders that can be carried out now, each once."""
        orders = [one for one in self.spool.first_of_each_chat() if int(one["update_id"]) not in self._again]
        if not orders or not await self.can_store():
            return []
        found = [read(order, self.bot) for order in orders]
        due = [one for one in found if isinstance(one, Arrival)]
        self._again.update(one.update_id for one in due)
        return due

    async def do(self, arrival: Arrival) -> None:
        """Have an update handled; an order waits if an earlier one of its chat does."""
        update_id = arrival.update_id
        if self.spool.waits(arrival.chat, before=update_id) and lasts(arrival.update, self.bot.username):
            await self.refuse(arrival.update)
        else:
            self.spool.begin(update_id)
            await self.handle(arrival.update)
        if update_id in self._again:
            self.spool.end(update_id)

    def was_one(self, arrival: Arrival) -> bool:
        """Whether an update that is done now was one of the orders, which no journal notes again."""
        if arrival.update_id not in self._again:
            return False
        self._again.discard(arrival.update_id)
        self._done.set()
        return True
