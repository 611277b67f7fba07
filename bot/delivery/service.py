"""The deliveries at work beside the bot: started after polling has begun, drained at the end."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot import tasks
from bot.delivery.attempt import Attempts
from bot.delivery.engine import Engine, has_worked
from bot.delivery.in_flight import left_by_the_dead
from bot.delivery.planner import Planner
from bot.delivery.process_slot import ProcessSlot, taken
from bot.delivery.rate_limit import RateLimiter
from bot.delivery.sender import Sender
from bot.delivery.yielding import YieldToAnswers
from bot.storage.database import Database, pause_after_failure
from bot.storage.deliveries import Deliveries
from bot.storage.errors import StorageError
from bot.storage.plans import Plans
from bot.storage.subscriptions import StoredSubscriptions
from handlers.daily.schedule import CATCH_UP
from handlers.errors import told
from knowledge.record.values import Record

TICK_SECONDS = 0.25
AHEAD_SECONDS = 3.0
"""So many seconds' worth of deliveries the engine is given at once. What waits longer waits in the ledger,
where a hundred thousand cost no more than one."""
UNDER_WAY = 1000
"""Most deliveries begun and not over, those asleep until their next try included."""
UNTOUCHED_SECONDS = 1.0
"""Between the looks whether anybody has subscribed; below a minute, so that the first quote is not late."""
HOUSEKEEPING_SECONDS = 10.0
DRAIN_SECONDS = 1.5
"""Of the five seconds that SIGTERM may take; the rest is for answers."""
_GRACE = timedelta(seconds=60)

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Delivery:
    """All parts of the delivery, joined.

    Attributes:
        folder: Where the processes of this machine note what they have under way.
    """

    database: Database
    attempts: Attempts
    planner: Planner
    ledger: Deliveries
    limiter: RateLimiter
    folder: Path
    clock: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))

    async def work(self) -> None:
        """Deliver until cancelled, however often the database is away meanwhile."""
        tries = 0
        while True:
            started = time.monotonic()
            try:
                await self._work_at_a_place()
            except StorageError as error:
                self.database.availability.failed(error)
            except Exception as error:  # noqa: BLE001 - edge of a background loop: the bot goes on answering
                _LOG.error("the daily quote has to start anew: %s", told(error))
            tries = 0 if time.monotonic() - started > HOUSEKEEPING_SECONDS else tries + 1
            await pause_after_failure(tries)

    async def _work_at_a_place(self) -> None:
        async with AsyncExitStack() as stack:
            place = await stack.enter_async_context(taken(self.database))
            # Nothing is begun, and said to be, on a database that fails.
            await self.ledger.under_way()
            await self._settle()
            _LOG.info("delivering the daily quote as %s", place.executor)
            await self._until_somebody_subscribes()
            engine = Engine(self.database.url, self.database.file, place.executor, self.attempts.make)
            stack.push_async_callback(engine.stop)
            await engine.start()
            await _together(
                self._plan(place),
                self._hand_over(place, engine),
                self._keep_house(place, engine),
                self._look_through(place),
                self._forget(engine),
            )

    async def _until_somebody_subscribes(self) -> None:
        """Wait until there is anything to deliver, or to forget: the engine takes 17 MiB and a second."""
        # Other processes may subscribe somebody, too.
        while await self.ledger.is_untouched() and not await has_worked(self.database):  # noqa: ASYNC110
            await asyncio.sleep(UNTOUCHED_SECONDS)

    async def _settle(self) -> None:
        with self.attempts.in_flight.cut_off() as ours, left_by_the_dead(self.folder) as theirs:
            await self.attempts.settle((*ours, *theirs))

    async def _plan(self, place: ProcessSlot) -> None:
        while True:
            if await place.leads():
                await self.planner.plan_due()
            await asyncio.sleep(TICK_SECONDS)

    async def _hand_over(self, place: ProcessSlot, engine: Engine) -> None:
        """Beside the planning: the first leave while the last of a hundred thousand are being planned."""
        began = False
        while True:
            if await place.leads():
                if not began:
                    await self._begin_to_lead()
                    began = True
                await self.hand_over(engine)
            await asyncio.sleep(TICK_SECONDS)

    async def _begin_to_lead(self) -> None:
        now = self.clock()
        late = await self.ledger.expire(now - CATCH_UP, now=now)
        if late:
            _LOG.info("skipped %s deliveries as too late", late)

    async def _look_through(self, place: ProcessSlot) -> None:
        """Go once through all subscriptions, beside the planning: with a million it takes minutes."""
        # It is other processes that are waited for.
        while not await place.leads():  # noqa: ASYNC110
            await asyncio.sleep(HOUSEKEEPING_SECONDS)
        await self._mend()
        moved = await self.planner.follow_new_rules()
        if moved:
            _LOG.info("moved %s deliveries to new time zone rules", moved)

    async def _mend(self) -> None:
        _say_mended(await self.planner.mend_after_a_step_back())

    async def hand_over(self, engine: Engine) -> int:
        """Give the engine what it will send within the next seconds; give how many."""
        begun, waiting = await self.ledger.under_way()
        ahead = int(AHEAD_SECONDS * self.limiter.per_second)
        room = min(ahead - (begun - waiting), UNDER_WAY - begun)
        if room <= 0:
            return 0
        deliveries = await self.ledger.waiting(self.clock(), limit=room)
        if deliveries:
            await engine.hand_over(deliveries)
            await self.ledger.claimed([delivery.key for delivery in deliveries], now=self.clock())
        return len(deliveries)

    async def _keep_house(self, place: ProcessSlot, engine: Engine) -> None:
        latest = self.clock()
        while True:
            if await place.leads():
                if self.clock() < latest:
                    await self._mend()
                latest = self.clock()
                await self.tidy(place, engine)
            await asyncio.sleep(HOUSEKEEPING_SECONDS)

    async def tidy(self, place: ProcessSlot, engine: Engine) -> None:
        """Take up what the dead, the engine and a wrong clock have left, and delete what is over."""
        await self._take_up_from_the_dead(place, engine)
        lost = await engine.lost(await self.ledger.abandoned(self.clock() - _GRACE, limit=UNDER_WAY))
        await self.attempts.take_back(lost)
        await self.planner.mend_far_ones()
        _say_mended(await self.planner.mend_if_the_clock_was_ahead())
        await engine.clear_away()
        await self.limiter.forget()
        await self.ledger.prune(self.clock(), limit=UNDER_WAY)

    async def _forget(self, engine: Engine) -> None:
        """Let the engine forget, at once, the subscriptions that people have deleted."""
        while True:
            if forgotten := tuple(self.database.forgotten):
                await engine.forget(forgotten)
                self.database.forgotten.difference_update(forgotten)
            await asyncio.sleep(TICK_SECONDS)

    async def _take_up_from_the_dead(self, place: ProcessSlot, engine: Engine) -> None:
        for executor in await engine.executors_at_work():
            async with place.vacant(executor) as dead:
                if dead:
                    await self._settle()
                    _LOG.warning("took up %s deliveries of %s", await engine.take_up(executor), executor)


def _say_mended(subscriptions: int) -> None:
    if subscriptions:
        _LOG.warning("the clock was ahead: %s subscriptions planned anew", subscriptions)


async def _together(*loops: Coroutine[object, object, None]) -> None:
    """Run loops until one of them fails, and raise what it raised."""
    tasks = [asyncio.create_task(loop) for loop in loops]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def join(
    database: Database,
    *,
    sender: Sender,
    record: Callable[[], Record],
    limiter: RateLimiter,
    yielding: YieldToAnswers,
    folder: Path,
) -> Delivery:
    """Join the parts of the delivery, without starting anything.

    Args:
        folder: Where to note what is under way; processes of one machine may share it.
    """
    ledger = Deliveries(database)
    attempts = Attempts(ledger, StoredSubscriptions(database), sender, limiter, record, yielding=yielding)
    planner = Planner(Plans(database), yielding=yielding)
    return Delivery(database, attempts, planner, ledger, limiter, folder)


@asynccontextmanager
async def delivering(delivery: Delivery) -> AsyncIterator[None]:
    """Deliver in the background; at the end let out what is with Telegram already, and nothing more.

    What Telegram does not answer by then is left to the next start, as after a kill.
    """
    with delivery.attempts.in_flight.kept_in(delivery.folder):
        work = asyncio.create_task(delivery.work())
        try:
            yield
        finally:
            await tasks.within(DRAIN_SECONDS, delivery.attempts.drain())
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)
