"""A queue of missed questions that nobody waits for: fulfils `handlers.missed.MissedQuestions`."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field

from bot.storage.database import pause_after_failure
from bot.storage.errors import StorageError
from bot.storage.missed import NewQuestion, StoredMissed
from handlers.missed import MOST_CHARACTERS
from handlers.person import Clock

EVERY_SECONDS = 1.0
MOST_AT_ONCE = 10
"""Written in a second: to compare one with all others takes a millisecond, in which nobody is answered."""
MOST_WAITING = 200
"""What comes faster, or while the database is away, goes: the newest stay."""


@dataclass(frozen=True, slots=True)
class MissedQueue:
    """Questions wait here until they are written."""

    store: StoredMissed
    clock: Clock
    every_seconds: float = EVERY_SECONDS
    _waiting: deque[NewQuestion] = field(init=False, default_factory=lambda: deque(maxlen=MOST_WAITING))
    _one_at_a_time: asyncio.Lock = field(init=False, default_factory=asyncio.Lock)

    def note(self, question: str, *, language: str, person: int) -> None:
        """Take note of one; it is written a moment later."""
        self._waiting.append(NewQuestion(question[:MOST_CHARACTERS], language, person, self.clock().date()))

    async def of_person(self, person: int) -> tuple[str, ...]:
        """Give what is kept of a person's, oldest first.

        Raises:
            StoreError: The database failed.
        """
        stored = await self.store.of_person(person, self.clock().date())
        return (*stored, *(one.words for one in self._waiting if one.person == person))

    async def forget(self, person: int) -> None:
        """Delete what is kept of a person's, also what waits.

        Raises:
            StoreError: The database failed.
        """
        async with self._one_at_a_time:
            self._keep_waiting([one for one in self._waiting if one.person != person])
            await self.store.forget(person, self.clock().date())

    async def write(self) -> None:
        """Write what waits, every second until cancelled; while the database is away, it goes on waiting."""
        tries = 0
        while True:
            await asyncio.sleep(self.every_seconds)
            try:
                await self.write_once()
            except StorageError:
                await pause_after_failure(tries)
                tries += 1
            else:
                tries = 0

    async def end(self) -> None:
        """Delete what is still somebody's, as soon as the database is there: nothing is kept any more."""
        tries = 0
        while True:
            try:
                await self.store.drop_hidden()
            except StorageError:
                await pause_after_failure(tries)
                tries += 1
            else:
                return

    async def write_once(self) -> None:
        """Write some of what waits.

        Raises:
            StorageError: The database failed; what was to be written waits again.
        """
        async with self._one_at_a_time:
            batch = [self._waiting.popleft() for _ in range(min(MOST_AT_ONCE, len(self._waiting)))]
            if not batch:
                return
            try:
                await self.store.keep(batch)
            except BaseException:
                self._keep_waiting([*batch, *self._waiting])
                raise

    def _keep_waiting(self, noted: list[NewQuestion]) -> None:
        self._waiting.clear()
        self._waiting.extend(noted)
