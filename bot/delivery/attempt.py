"""One try at one delivery: read, choose, wait for the slot, send, write down."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import assert_never
from weakref import WeakValueDictionary

from telegram.error import RetryAfter, TelegramError

from bot.delivery.in_flight import IN_FLIGHT, AttemptState, AttemptWriter, InFlight, Stage
from bot.delivery.rate_limit import RateLimiter, Slot
from bot.delivery.sender import Sender
from bot.delivery.verdict import (
    Ended,
    Migrated,
    Paused,
    Refused,
    Retry,
    Sent,
    Unanswered,
    Verdict,
    is_doubtful,
    judge,
)
from bot.delivery.yielding import YieldToAnswers
from bot.storage.database import pause_after_failure
from bot.storage.deliveries import Deliveries
from bot.storage.delivery_state import OVER, DeliveryState
from bot.storage.errors import StorageError
from bot.storage.ledger_rows import Job, Key
from bot.transports.flood_control import bulk, seconds_of
from bot.transports.leaving import telling
from handlers.daily.cycle import Pick, eligible, pick_for
from handlers.daily.schedule import CATCH_UP
from handlers.daily.subscription import Reason, SkipReason, State, Subscription, SubscriptionStore
from handlers.refusal import in_words
from knowledge.record.values import Record

WRITING_SECONDS = 0.1
"""So long before its slot a delivery is written down as being sent: afterwards, a busy database would make it
miss the slot, which nobody else could use then."""

TRIES_WHEN_LATE = 8
"""Tries that even a delivery gets which is already later than the catch-up allows: four minutes of them."""

CALM_AFTER_SECONDS = 10.0
"""A process that dies again and again would cut off the same delivery twice. Nobody knows then whether it has
arrived twice or, if the far end drops what a dead sender asked, not at all: it is not sent a third time. It
goes without only if two processes, each older than this, die with the same request on its way and the far end
drops both: of 117 requests that were cut off it dropped 5, so of those cut off twice one in five hundred.
Sent until an answer came instead, two of 1,200 came three times."""

_LOG = logging.getLogger(__name__)


class _ClosingError(Exception):
    """No further request may leave this process."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Attempts:
    """Makes tries; all of one process share it.

    Attributes:
        record: Gives the record in use.
        clock: Gives the present time, aware.
        yielding: Steps aside for answers.
        in_flight: What a kill leaves to the next process.
        calm_after_seconds: Age of the process from which on it sends what may have arrived already.
    """

    ledger: Deliveries
    subscriptions: SubscriptionStore
    sender: Sender
    limiter: RateLimiter
    record: Callable[[], Record]
    clock: Callable[[], datetime] = _utc_now
    yielding: YieldToAnswers = field(default_factory=YieldToAnswers)
    in_flight: InFlight = field(default_factory=InFlight)
    calm_after_seconds: float = CALM_AFTER_SECONDS
    _began: float = field(default_factory=time.monotonic)
    _gate: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(IN_FLIGHT))
    _closing: asyncio.Event = field(default_factory=asyncio.Event)
    _alone: WeakValueDictionary[Key, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    async def make(self, key: Key) -> float | None:
        """Try once; give the seconds to wait before the next try, or None if the delivery is over."""
        # Of one delivery the engine may begin a second try: it takes up again what it lost sight of.
        async with self._alone.setdefault(key, asyncio.Lock()):
            return await self._make(key)

    async def _make(self, key: Key) -> float | None:
        await self.yielding.let_answers_pass()
        job = await self.ledger.job(key)
        if job is None or job.state in OVER:
            return None
        was_cut_off = job.state == DeliveryState.SENDING
        if was_cut_off and not await self._is_to_be_sent_again(job):
            return None
        if was_cut_off or job.doubts:
            pause = self._began + self.calm_after_seconds - time.monotonic()
            if pause > 0:
                return pause
        pick = await self._chosen(job)
        if pick is None:
            return None
        try:
            return await self._in_turn(job, pick)
        except _ClosingError:
            # The process ends: whoever starts next finds this delivery as it is.
            await asyncio.Event().wait()
            return None

    async def _is_to_be_sent_again(self, job: Job) -> bool:
        """Decide about a delivery with which a process died, nobody knows how far it came.

        Nobody is to be left without, so it is sent a second time; not a third.
        """
        if job.doubts and job.picked:
            _LOG.warning("delivery %s was cut off twice; it may have arrived", job.key.subscription_id)
            await self.ledger.unanswered(job.key, job.picked, reason="cut off twice", now=self.clock())
            return False
        await self.ledger.doubt(job.key, now=self.clock())
        return True

    async def settle(self, left: Iterable[AttemptState]) -> None:
        """Write down what a dead process knew of its tries, and the database does not.

        A note says something of the try that it is about, and nothing of later ones.
        """
        for noted in left:
            job = await self.ledger.job(noted.key)
            if job is None or job.state in OVER or job.attempts != noted.attempt:
                continue
            if noted.stage is Stage.READY:
                await self.ledger.not_sent(noted.key, now=self.clock())
            elif noted.stage is Stage.ANSWERED and job.picked:
                await self.ledger.sent(noted.key, job.picked, message_id=noted.message_id, now=self.clock())

    async def take_back(self, keys: Sequence[Key]) -> None:
        """Plan anew what the engine lost."""
        for key in keys:
            job = await self.ledger.job(key)
            if job and job.state == DeliveryState.SENDING:
                await self._is_to_be_sent_again(job)
        await self.ledger.take_back(keys, now=self.clock())

    async def drain(self) -> None:
        """Let no further request out, and wait until those under way are written down."""
        self._closing.set()
        for _ in range(IN_FLIGHT):
            await self._gate.acquire()

    async def _chosen(self, job: Job) -> Pick | None:
        """Choose the entry; without one, or without anybody to get it, set the delivery aside."""
        if job.subscription.state != State.ACTIVE:
            await self._skip(job, SkipReason.NOT_ACTIVE)
            return None
        record = self.record()
        if job.picked and job.picked.entry_id in record.entries:
            return job.picked
        pick = pick_for(
            job.key.local_date,
            record.about,
            seed=job.subscription.seed,
            cycle=job.cycle,
            entries=eligible(record, job.subscription.wanted),
        )
        if pick is None:
            await self._skip(job, SkipReason.NOTHING_TO_SEND)
        return pick

    async def _in_turn(self, job: Job, pick: Pick) -> float | None:
        async with self._gate:
            self._stop_if_closing()
            slot = await self.limiter.reserve(job.subscription.chat_id)
            if slot.among_all:
                return await self._send(job, pick, slot)
        # Beside the gate, so that other chats pass meanwhile.
        await asyncio.sleep(slot.at - time.monotonic())
        async with self._gate:
            return await self._send(job, pick, slot)

    def _stop_if_closing(self) -> None:
        if self._closing.is_set():
            raise _ClosingError

    async def _send(self, job: Job, pick: Pick, slot: Slot) -> float | None:
        slot = await self.limiter.wait_for(slot, early_seconds=WRITING_SECONDS, unless=self._closing)
        self._stop_if_closing()
        await self.yielding.let_answers_pass()
        with self.in_flight.of(job.key, job.attempts + 1) as note:
            if not await self.ledger.start(job.key, pick, now=self.clock()):
                await self._leave_no_trace(job)
                return None
            await self.limiter.wait_for(slot, unless=self._closing)
            if self._closing.is_set():
                await self.ledger.not_sent(job.key, now=self.clock())
                raise _ClosingError
            verdict = await self._let_out(job, pick, note)
            return await self._write_down(job, pick, verdict)

    async def _let_out(self, job: Job, pick: Pick, note: AttemptWriter) -> Verdict:
        try:
            with bulk(), telling(note.left):
                message_id = await self.sender.send(job.subscription, pick.entry_id)
        except TelegramError as error:
            verdict = judge(error, attempts=job.attempts + 1)
            if not is_doubtful(verdict):
                note.ready()
            if isinstance(error, RetryAfter):
                await self._back_off(job, seconds_of(error))
            return verdict
        note.answered(message_id)
        return Sent(message_id)

    async def _back_off(self, job: Job, seconds: float) -> None:
        with suppress(StorageError):
            if await self.limiter.back_off(job.subscription.chat_id, seconds):
                _LOG.warning("Telegram told the bot to wait %g seconds: nothing leaves meanwhile", seconds)
            await self._leave_no_trace(job)

    async def _leave_no_trace(self, job: Job) -> None:
        """Delete a chat's slots again if its subscription was forgotten while this try took one."""
        if await self.ledger.job(job.key) is None:
            await self.limiter.drop(job.subscription.chat_id)

    async def _write_down(self, job: Job, pick: Pick, verdict: Verdict) -> float | None:
        match verdict:
            case Sent():
                await _surely(
                    lambda: self.ledger.sent(job.key, pick, message_id=verdict.message_id, now=self.clock())
                )
            case Unanswered():
                _LOG.warning(
                    "delivery %s may have arrived or not: %s", job.key.subscription_id, verdict.reason
                )
                await _surely(
                    lambda: self.ledger.unanswered(
                        job.key, pick, reason="no answer in time", now=self.clock()
                    )
                )
            case Retry():
                return await self._again(job, verdict)
            case Migrated():
                await _surely(lambda: self.subscriptions.move_chat(job.subscription.chat_id, verdict.chat_id))
                return await self._again(job, Retry(0.0, f"moved to {verdict.chat_id}", doubtful=False))
            case Ended():
                await _surely(lambda: self.subscriptions.end(job.subscription.id, reason=verdict.reason))
                await self._fail(job, verdict.reason)
            case Paused():
                await _surely(lambda: self.subscriptions.pause(job.subscription.id, reason=verdict.reason))
                await self._fail(job, verdict.reason)
                await self._tell(job.subscription, verdict.reason)
            case Refused():
                _LOG.warning("delivery %s set aside: %s", job.key.subscription_id, verdict.reason)
                await self._fail(job, verdict.reason)
            case _:
                assert_never(verdict)
        return None

    async def _again(self, job: Job, verdict: Retry) -> float | None:
        """Wait for another try, unless the day's window closes before."""
        tried_at = self.clock() + timedelta(seconds=verdict.after_seconds)
        if tried_at - job.due_at > CATCH_UP and job.attempts >= TRIES_WHEN_LATE:
            await _surely(
                lambda: self.ledger.set_aside(
                    job.key,
                    state=DeliveryState.FAILED,
                    why=SkipReason.UNREACHABLE,
                    reason=verdict.reason,
                    doubtful=verdict.doubtful,
                    now=self.clock(),
                )
            )
            return None
        await _surely(
            lambda: self.ledger.wait(
                job.key, reason=verdict.reason, doubtful=verdict.doubtful, now=self.clock()
            )
        )
        return verdict.after_seconds

    async def _fail(self, job: Job, reason: str) -> None:
        await _surely(
            lambda: self.ledger.set_aside(
                job.key, state=DeliveryState.FAILED, why=SkipReason.REFUSED, reason=reason, now=self.clock()
            )
        )

    async def _skip(self, job: Job, why: SkipReason) -> None:
        await self.ledger.set_aside(
            job.key, state=DeliveryState.SKIPPED, why=why, reason=why, now=self.clock()
        )

    async def _tell(self, subscription: Subscription, reason: Reason) -> None:
        try:
            await self.sender.tell(subscription, reason)
        except TelegramError as error:
            _LOG.info("who made subscription %s can't be told: %s", subscription.id, in_words(error))


async def _surely(write: Callable[[], Awaitable[None]]) -> None:
    """Write down what has happened outside, however long the database takes to come back."""
    tries = 0
    while True:
        try:
            return await write()
        except StorageError:
            # Said already, once for all who wait for it.
            await pause_after_failure(tries)
            tries += 1
