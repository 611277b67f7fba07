"""Updates of many processes on one PostgreSQL: each is stored, acknowledged and handled in order."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from telegram import Bot, Update

from bot.intake.arrival import Arrival, Unreadable, read
from bot.intake.contact import Contact
from bot.intake.forgotten import forgotten
from bot.intake.service import DRAIN_SECONDS
from bot.intake.worker_pool import WorkerPool
from bot.storage.errors import StorageError
from bot.storage.presence import Presence
from bot.storage.update_rows import ClaimedUpdate, HandledUpdate, NewUpdate, Receipt
from bot.storage.updates import Updates
from bot.webhooks.acceptance import Acceptance
from bot.webhooks.capacity import MOST_IN_HAND, has_capacity
from bot.webhooks.memory_mapper import MemoryMapper, keys_for
from handlers.errors import told
from handlers.orders import lasts
from handlers.person import person_of, place_of

MOST_WAITING = 10_000
"""Updates of all chats that wait in the database; more of them wait at Telegram."""
STORE_SECONDS = 5.0
"""A database that takes longer counts as away."""
ROOM_SECONDS = 5.0
"""So long a delivery waits for room before it is told to come again."""
SWEEP_SECONDS = 1.0
"""Between two looks for updates that nobody handles."""
DEAD_SECONDS = 5.0
"""Without a sign of life for so long a process is dead; a restart of the database takes all signs."""
RETRY_SECONDS = 0.5
PRUNE_SECONDS = 60.0

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RequeuedOrders:
    """Orders that the database could not take: their updates stay stored, and are handled once more."""

    orders: set[int] = field(default_factory=set)

    def defer(self, update: Update, username: str) -> bool:
        """Have an order handled once more; give whether it will be: not if it is no lasting one."""
        if not lasts(update, username):
            return False
        self.orders.add(update.update_id)
        return True


@dataclass(slots=True)
class StoredUpdates:
    """Fulfils `Receiver`.

    Attributes:
        handle: Does what an update asks, and keeps what goes wrong to itself.
        held_back: Gives the chats to which Telegram told to send nothing for now.
        clock: Gives seconds that never go back.
    """

    bot: Bot
    handle: Callable[[Update], Awaitable[None]]
    held_back: Callable[[], AbstractSet[int]]
    contact: Contact
    updates: Updates
    presence: Presence
    memory_mapper: MemoryMapper
    requeued: RequeuedOrders
    clock: Callable[[], float] = time.monotonic
    waiting: int = 0
    _pool: WorkerPool = field(init=False)
    _in_hand: dict[int, int] = field(default_factory=dict)
    _missed: dict[int, float] = field(default_factory=dict)
    _room: asyncio.Condition = field(default_factory=asyncio.Condition)
    _pruned_at: float = 0.0
    _ending: bool = False

    def __post_init__(self) -> None:
        self._pool = WorkerPool(self._do, self._finish, self.held_back)

    @property
    def is_answering(self) -> bool:
        """Whether an update is being handled just now."""
        return self._pool.at_work > 0

    @property
    def in_hand(self) -> int:
        """How many updates are being stored, or handled."""
        return len(self._in_hand)

    async def receive(self, raw: object) -> Acceptance:
        """Store an update, and handle it if none of its chat is being handled."""
        found = read(raw, self.bot)
        if isinstance(found, Unreadable):
            self.contact.passes_over(found)
            return Acceptance.TAKEN
        if found.lost:
            self.contact.passes_over(found.lost, wholly=False)
        if not await self._there_is_room():
            return Acceptance.ENDING if self._ending else Acceptance.FULL
        update_id = found.update_id
        # Counted, so that what is delivered twice at once is not let go by the first of the two.
        self._in_hand[update_id] = self._in_hand.get(update_id, 0) + 1
        try:
            async with asyncio.timeout(STORE_SECONDS):
                receipt = await self.updates.receive(self._new(found, raw))
        except (StorageError, TimeoutError):
            await self._let_go(update_id)
            return Acceptance.AWAY
        if receipt.is_mine:
            self._begin(found, receipt)
        else:
            await self._let_go(update_id)
        return Acceptance.TAKEN

    async def carry_out(self) -> None:
        """See to what nobody handles, until cancelled, however often the database is away meanwhile."""
        while True:
            try:
                async with asyncio.timeout(STORE_SECONDS):
                    await self._sweep()
            except StorageError as error:
                self.updates.database.availability.failed(error)
            except TimeoutError:
                await self.presence.withdraw()
            except Exception as error:  # noqa: BLE001 - edge of a background loop
                _LOG.error("stored updates could not be looked through: %s", told(error))
            await asyncio.sleep(SWEEP_SECONDS)

    async def end(self) -> None:
        """Finish what was begun, and leave the rest to the others at once."""
        self._ending = True
        await self._pool.end(DRAIN_SECONDS)
        try:
            async with asyncio.timeout(1):
                await self.updates.give_back([self.updates.me])
        except (StorageError, TimeoutError):
            _LOG.warning("what is in hand stays so until others see that this process has ended")
        await self.presence.withdraw()

    async def _there_is_room(self) -> bool:
        if self.waiting > MOST_WAITING:
            return False
        try:
            async with asyncio.timeout(ROOM_SECONDS), self._room:
                await self._room.wait_for(
                    lambda: self._ending or has_capacity(len(self._in_hand), self._pool)
                )
        except TimeoutError:
            return False
        return not self._ending

    def _new(self, arrival: Arrival, raw: object) -> NewUpdate:
        user = person_of(arrival.update)
        return NewUpdate(
            arrival.update_id,
            arrival.chat,
            user.id if user else None,
            json.dumps(raw, separators=(",", ":")),
            keys_for(arrival.update, self.bot.username),
        )

    def _begin(self, arrival: Arrival, receipt: Receipt) -> None:
        if self._ending:
            return  # It is given back with all that is this process's.
        self.memory_mapper.load(arrival.chat, receipt.loaded)
        self._pool.add(arrival)

    async def _let_go(self, update_id: int) -> None:
        times = self._in_hand.get(update_id, 0)
        if times > 1:
            self._in_hand[update_id] = times - 1
        else:
            self._in_hand.pop(update_id, None)
        async with self._room:
            self._room.notify_all()

    async def _do(self, arrival: Arrival) -> None:
        await self.handle(arrival.update)
        while arrival.update_id in self.requeued.orders:
            self._pool.resting += 1
            try:
                await self._until_it_stores()
            finally:
                self._pool.resting -= 1
            self.requeued.orders.discard(arrival.update_id)
            await self.handle(arrival.update)

    async def _until_it_stores(self) -> None:
        while True:
            await asyncio.sleep(RETRY_SECONDS)
            try:
                await self.updates.waiting()
            except StorageError:
                continue
            return

    async def _finish(self, arrival: Arrival) -> None:
        self.contact.did_well()
        following = await self._settled(arrival)
        self.memory_mapper.unload(arrival.chat, _person(arrival))
        await self._let_go(arrival.update_id)
        if following is not None:
            await self._go_on(following)

    async def _settled(self, arrival: Arrival) -> ClaimedUpdate | None:
        """Note an update as handled, however long the database is away."""
        written, deleted = self.memory_mapper.changes(arrival.chat, _person(arrival))
        while True:
            finished = HandledUpdate(
                arrival.update_id,
                arrival.chat,
                written,
                deleted,
                forgotten=forgotten(arrival.update, self.bot.username),
                goes_on=not self._ending,
            )
            try:
                return await self.updates.finish(finished)
            except StorageError:
                self._pool.resting += 1
                try:
                    await asyncio.sleep(RETRY_SECONDS)
                finally:
                    self._pool.resting -= 1

    async def _go_on(self, taken: ClaimedUpdate) -> None:
        """Handle an update that was stored before, with what is remembered of its chat now."""
        if taken.update_id in self._in_hand:
            return
        self._in_hand[taken.update_id] = 1
        try:
            await self._take_up(taken)
        except StorageError:
            # Not in hand, though the table says so: the next look gives it back.
            await self._let_go(taken.update_id)

    async def _take_up(self, taken: ClaimedUpdate) -> None:
        arrival = read(_parsed(taken.body), self.bot)
        if isinstance(arrival, Unreadable):
            # Another version of the program has stored what this one can't read.
            self.contact.passes_over(arrival)
            await self.updates.finish(HandledUpdate(taken.update_id, taken.chat, goes_on=False))
            await self._let_go(taken.update_id)
            return
        new = self._new(arrival, None)
        loaded = await self.updates.load_memories(new.keys, new.person)
        self._begin(arrival, Receipt(is_mine=True, loaded=loaded))

    async def _sweep(self) -> None:
        await self.presence.renew()
        await self._give_back_of_the_dead()
        await self.updates.give_back_stray(list(self._in_hand))
        room = MOST_IN_HAND - len(self._in_hand)
        if room > 0 and not self._ending:
            for taken in await self.updates.take(room):
                await self._go_on(taken)
        self.waiting = await self.updates.waiting()
        if not self.waiting and not self._in_hand:
            self.contact.did_well()
        if self.clock() - self._pruned_at > PRUNE_SECONDS:
            self._pruned_at = self.clock()
            await self.updates.prune()

    async def _give_back_of_the_dead(self) -> None:
        missing = await self.updates.holders() - await self.presence.alive()
        now = self.clock()
        self._missed = {one: self._missed.get(one, now) for one in missing}
        dead = [one for one, since in self._missed.items() if now - since >= DEAD_SECONDS]
        if dead:
            count = await self.updates.give_back(dead)
            _LOG.warning("took up %s updates of a process that is gone", count)


def _parsed(body: str) -> object:
    """Give what was stored; its bytes if this process can't read it, deep in whatever it is doing."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return body.encode()


def _person(arrival: Arrival) -> int:
    return place_of(arrival.update)[2] or arrival.chat
