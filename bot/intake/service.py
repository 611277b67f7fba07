"""The intake at work: fetches updates, has them handled side by side, and confirms them when they are."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass, field

from telegram import Bot, Update
from telegram.error import TelegramError

from bot.intake.arrival import Arrival, Unreadable, id_of, read
from bot.intake.contact import Contact
from bot.intake.deferred_orders import DeferredOrders
from bot.intake.forgotten import forgotten
from bot.intake.held_updates import HeldUpdates
from bot.intake.journal import Journal
from bot.intake.poll import Poll, Raw
from bot.intake.poll_failure import PollError, PollFailure
from bot.intake.spool import Spool
from bot.intake.window import MOST_IN_HAND, Window
from bot.intake.worker_pool import WorkerPool

LONG_POLL_SECONDS = 25
LONGEST_PAUSE_SECONDS = 30.0
MOST_OF_A_HELD_CHAT = 50
"""Updates that may wait of a chat to which Telegram lets nothing be sent: nobody reads answers to more."""
_FIRST_PAUSE_SECONDS = 0.5
_GLANCE_SECONDS = 0.1
_LONGEST_GLANCE_SECONDS = 1.0
DRAIN_SECONDS, CONFIRM_SECONDS = 2.0, 1.0
"""Together below the five seconds within which SIGTERM must have ended the process."""

_LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class Intake:
    """All parts of the way in, joined.

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
    poll: Poll
    contact: Contact
    journal: Journal
    spool: Spool
    held: HeldUpdates
    _window: Window = field(default_factory=Window)
    _pool: WorkerPool = field(init=False)
    _deferred: DeferredOrders = field(init=False)
    _in_hand: dict[int, Arrival] = field(default_factory=dict)
    _moved: asyncio.Event = field(default_factory=asyncio.Event)
    _enough: int = 0
    _passed_over: bool = False

    def __post_init__(self) -> None:
        self._deferred = DeferredOrders(self.bot, self.handle, self.refuse, self.can_store, self.spool)
        self._pool = WorkerPool(self._deferred.do, self._finish, self.held_back)

    @property
    def is_answering(self) -> bool:
        """Whether an update is being handled just now."""
        return self._pool.at_work > 0

    def tell(self, figure: Callable[[str, str, Callable[[], float]], None]) -> None:
        """Name what is counted here: name, meaning, value."""
        figure("bot_updates_unconfirmed", "Updates fetched and not confirmed.", lambda: len(self._window))
        figure("bot_orders_put_down", "Orders that wait for the database.", lambda: len(self.spool))

    async def work(self) -> None:
        """Fetch and handle until cancelled, however often Telegram is away meanwhile."""
        failures = 0
        try:
            self._take_up()
            await self._remove_webhook()
            while True:
                failures = 0 if await self._fetched(failures) else failures + 1
        finally:
            self._pool.close()

    async def carry_out(self) -> None:
        """Do the orders that were put down as soon as the database is back, until cancelled."""
        while True:
            for order in await self._deferred.due():
                self._pool.add(order)
            await self._deferred.rest()

    async def end(self) -> None:
        """Finish what was begun, and confirm what was handled; nothing more is fetched or begun by now."""
        await self._pool.end(DRAIN_SECONDS)
        offset = self._window.offset
        if offset is not None:
            with suppress(PollError, TimeoutError):
                async with asyncio.timeout(CONFIRM_SECONDS):
                    await self.poll.fetch(offset, limit=1, timeout_seconds=0)

    def _take_up(self) -> None:
        """Begin with what the process before this one had confirmed, and not handled."""
        for arrival in self.held.of_before(self.bot):
            if self._was_taken_before(arrival):
                self.held.end(arrival.update_id)
            else:
                self._pool.join(arrival)
        self._pool.begin()

    async def _fetched(self, failures: int) -> bool:
        """Ask once, and wait until it is time to ask again; give whether updates can come."""
        try:
            news = await self._fetch()
        except PollError as error:
            self.contact.complain(error)
            await asyncio.sleep(pause_seconds(failures, error))
            return False
        except Exception as error:  # noqa: BLE001 - edge of a background loop: the bot must not go deaf
            _LOG.error("updates could not be taken in: %s", type(error).__name__)
            await asyncio.sleep(LONGEST_PAUSE_SECONDS)
            return False
        await self._until_there_is_room(news=news)
        return True

    async def _fetch(self) -> int:
        """Ask once; give how many updates are new.

        Raises:
            PollError: No updates came, or none that could ever be confirmed.
        """
        offset, is_idle = self._window.offset, not self._window
        wait = LONG_POLL_SECONDS if is_idle else 0
        began = asyncio.get_running_loop().time()
        found = await self.poll.fetch(offset, limit=MOST_IN_HAND, timeout_seconds=wait)
        self._window.confirmed(offset)
        any_came, arrivals = self._read(found)
        news = self._take(arrivals)
        if any_came and is_idle and not news:
            raise PollError(PollFailure.ODD, said="updates without an id")
        self.contact.hears()
        if not any_came:
            self.contact.did_well()
        if wait and not self._window:
            # A server that does not wait for updates, or repeats them, would be asked all the time.
            await asyncio.sleep(began + _GLANCE_SECONDS - asyncio.get_running_loop().time())
        return news

    def _read(self, found: Iterable[Raw]) -> tuple[bool, dict[int, Arrival | Unreadable]]:
        """Read those that are new, each let go before the next one; and tell whether any came at all."""
        arrivals: dict[int, Arrival | Unreadable] = {}
        any_came = False
        for raw in found:
            any_came = True
            update_id = id_of(raw)
            if update_id is None:
                self.contact.passes_over(Unreadable(None, "update", "no update_id"))
            elif update_id not in arrivals and self._window.is_new(update_id):
                arrivals[update_id] = read(raw, self.bot)
        return any_came, arrivals

    def _take(self, arrivals: Mapping[int, Arrival | Unreadable]) -> int:
        news = 0
        for update_id in sorted(arrivals):
            if not self._window.has_capacity:
                break
            self._window.take(update_id)
            news += 1
            self._receive(update_id, arrivals[update_id])
        self._pool.begin()
        return news

    def _receive(self, update_id: int, arrival: Arrival | Unreadable) -> None:
        if isinstance(arrival, Unreadable):
            self.contact.passes_over(arrival)
            self._window.finish(update_id)
        elif self._was_taken_before(arrival) or self._is_too_much(arrival):
            self._window.finish(update_id)
        else:
            if arrival.lost:
                self.contact.passes_over(arrival.lost, wholly=False)
            self._in_hand[update_id] = arrival
            self._pool.join(arrival)

    def _was_taken_before(self, arrival: Arrival) -> bool:
        return self.journal.was_handled(arrival.update_id, arrival.mark) or self.spool.has(arrival.update_id)

    def _is_too_much(self, arrival: Arrival) -> bool:
        """Whether an update comes to where nothing may be sent and enough waits already; it is said once."""
        held = self.held_back()
        if arrival.chat not in held or arrival.is_order:
            self._passed_over &= bool(held)
            return False
        if sum(1 for _ in self._pool.waiting({arrival.chat})) < MOST_OF_A_HELD_CHAT:
            return False
        if not self._passed_over:
            _LOG.warning("a chat asks more than Telegram lets the bot answer: some of it is passed over")
        self._passed_over = True
        return True

    async def _finish(self, arrival: Arrival) -> None:
        if not self._deferred.was_one(arrival):
            self.journal.note(arrival.update_id, arrival.mark)
            self._window.finish(arrival.update_id)
            self._in_hand.pop(arrival.update_id, None)
            self.held.end(arrival.update_id)
            if person := forgotten(arrival.update, self.bot.username):
                self.held.forget(person)
        self.contact.did_well()
        if len(self._window) <= self._enough:
            # Not for each: who waits would only look, and wait again.
            self._moved.set()

    async def _until_there_is_room(self, *, news: int) -> None:
        """Wait until half of what is in hand is handled, or for a moment, as long as there is room.

        What is in hand comes again with each poll, at once: asking all the time would keep both sides busy.
        """
        enough = len(self._window) // 2
        glance = _GLANCE_SECONDS if news else _LONGEST_GLANCE_SECONDS
        with suppress(TimeoutError):
            async with asyncio.timeout(glance):
                await self._until_in_hand(enough)
        while not self._has_room():
            with suppress(TimeoutError):
                async with asyncio.timeout(_LONGEST_GLANCE_SECONDS):
                    await self._until_in_hand(len(self._window) - 1)

    def _has_room(self) -> bool:
        self._pass_by()
        return self._window.has_capacity

    def _pass_by(self) -> None:
        """If no others can come, put down what waits for Telegram itself, or far too long, and confirm it."""
        if not self._window.is_stuck:
            return
        held_back = self.held_back()
        waiting = [
            one
            for one in self._in_hand.values()
            if one.chat in held_back or self._window.is_slow(one.update_id)
        ]
        if self.held.put_down(waiting):
            for one in waiting:
                self._window.set_aside(one.update_id)

    async def _until_in_hand(self, most: int) -> None:
        self._enough = most
        while len(self._window) > most:
            self._moved.clear()
            await self._moved.wait()

    async def _remove_webhook(self) -> None:
        """A webhook keeps updates from who polls; if it can't be removed now, the poll will say so."""
        try:
            await self.bot.delete_webhook()
        except TelegramError as error:
            _LOG.debug("no webhook was removed: %s", type(error).__name__)


def pause_seconds(failures: int, error: PollError) -> float:
    """Give how long to wait after a poll that failed: 0.5, 1, 2 … 30 seconds, or as told.

    Args:
        failures: How many polls failed right before it.
        error: What this one failed of.
    """
    doubled = 2.0 ** min(failures, 10)
    return max(error.wait_seconds, min(LONGEST_PAUSE_SECONDS, _FIRST_PAUSE_SECONDS * doubled))
