"""Updates of a process that is alone: each is acknowledged when it is handled, so that none is stored."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from telegram import Bot, Update

from bot.intake.arrival import Arrival, Unreadable, read
from bot.intake.contact import Contact
from bot.intake.deferred_orders import DeferredOrders
from bot.intake.journal import Journal
from bot.intake.service import DRAIN_SECONDS
from bot.intake.spool import Spool
from bot.intake.worker_pool import WorkerPool
from bot.webhooks.acceptance import Acceptance
from bot.webhooks.capacity import has_capacity

MOST_KNOWN = 10_000
"""Ids of handled updates that are kept in memory; the journal keeps the last ones over a restart."""


@dataclass(slots=True)
class UnstoredUpdates:
    """Fulfils `Receiver`.

    Attributes:
        handle: Does what an update asks, and keeps what goes wrong to itself.
        refuse: Has an order put down, and says so to who gave it.
        can_store: Asks the database whether it is there.
        held_back: Gives the chats to which Telegram told to send nothing for now.
    """

    bot: Bot
    handle: Callable[[Update], Awaitable[None]]
    refuse: Callable[[Update], Awaitable[None]]
    can_store: Callable[[], Awaitable[bool]]
    held_back: Callable[[], AbstractSet[int]]
    contact: Contact
    journal: Journal
    spool: Spool
    _pool: WorkerPool = field(init=False)
    _held: dict[int, asyncio.Future[None]] = field(default_factory=dict)
    _known: OrderedDict[int, None] = field(default_factory=OrderedDict)
    _deferred: DeferredOrders = field(init=False)
    _ending: bool = False

    def __post_init__(self) -> None:
        self._deferred = DeferredOrders(self.bot, self.handle, self.refuse, self.can_store, self.spool)
        self._pool = WorkerPool(self._deferred.do, self._finish, self.held_back)

    @property
    def is_answering(self) -> bool:
        """Whether an update is being handled just now."""
        return self._pool.at_work > 0

    @property
    def in_hand(self) -> int:
        """How many updates are not finished."""
        return len(self._held)

    async def receive(self, raw: object) -> Acceptance:
        """Have an update handled; who delivers it hears no sooner."""
        if self._ending:
            return Acceptance.ENDING
        found = read(raw, self.bot)
        if isinstance(found, Unreadable):
            self.contact.passes_over(found)
            return Acceptance.TAKEN
        update_id = found.update_id
        is_known = update_id in self._known or self.spool.has(update_id)
        if is_known or self.journal.was_handled(update_id, found.mark):
            return Acceptance.TAKEN
        if update_id not in self._held:
            if not has_capacity(len(self._held), self._pool):
                return Acceptance.FULL
            self._held[update_id] = asyncio.get_running_loop().create_future()
            self._pool.add(found)
        try:
            await asyncio.shield(self._held[update_id])
        except asyncio.CancelledError:
            if not self._ending:
                raise
            return Acceptance.ENDING
        return Acceptance.TAKEN

    async def carry_out(self) -> None:
        """Do the orders that were put down as soon as the database is back, until cancelled."""
        while True:
            for order in await self._deferred.due():
                self._pool.add(order)
            if not self._held:
                self.contact.did_well()
            await self._deferred.rest()

    async def end(self) -> None:
        """Finish what was begun; what was not will come again."""
        self._ending = True
        await self._pool.end(DRAIN_SECONDS)
        for one in self._held.values():
            one.cancel()

    async def _finish(self, arrival: Arrival) -> None:
        if self._deferred.was_one(arrival):
            return
        self.journal.note(arrival.update_id, arrival.mark)
        self._known[arrival.update_id] = None
        while len(self._known) > MOST_KNOWN:
            self._known.popitem(last=False)
        held = self._held.pop(arrival.update_id, None)
        if held is not None and not held.done():
            held.set_result(None)
        self.contact.did_well()
