"""What people chose, remembered: read at once or once a person, and there while the database is away."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from handlers.person import Preferences, StoreError

MOST_REMEMBERED = 20_000
"""People, at some 150 bytes each; who asked longest ago is read anew."""
PATIENCE_SECONDS = 2.0
"""A question waits no longer for a database that does not answer."""
REST_SECONDS = 1.0
"""So long after a failure nothing is asked of it for a question's sake."""


class Store(Preferences, Protocol):
    """Where they are kept."""

    async def languages(self, *, most: int) -> Mapping[int, str]:
        """Give the languages that people chose, of so many people at most."""


@dataclass(slots=True)
class RememberedPreferences:
    """Fulfils `handlers.person.Preferences` over a store of them.

    Attributes:
        store: Asked for whom nothing is remembered.
        clock: Gives seconds that never go back.
    """

    store: Store
    clock: Callable[[], float] = time.monotonic
    _languages: OrderedDict[int, str | None] = field(default_factory=OrderedDict)
    _rests_until: float = 0.0
    _knows_all: bool = False
    _changes: int = 0

    async def learn(self) -> None:
        """Read at once what all people chose, if they are few enough: then the store is asked no more.

        To be called only where no other process lets people choose.
        """
        before = self._changes
        try:
            chosen = await self.store.languages(most=MOST_REMEMBERED)
        except StoreError:
            return
        if len(chosen) < MOST_REMEMBERED and before == self._changes:
            self._languages = OrderedDict(chosen)
            self._knows_all = True

    async def language(self, person: int) -> str | None:
        """Give the language a person chose; None if they chose none, or if it can't be read just now."""
        if person in self._languages:
            self._languages.move_to_end(person)
            return self._languages[person]
        if self._knows_all or self.clock() < self._rests_until:
            return None
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                chosen = await self.store.language(person)
        except (StoreError, TimeoutError):
            self._rests_until = self.clock() + REST_SECONDS
            return None
        # Chosen or forgotten meanwhile: that is newer than what was read.
        return self._languages.setdefault(person, self._kept(chosen))

    def remember(self, person: int, language: str | None) -> None:
        """Take over what was read of a person elsewhere just now."""
        self._languages[person] = self._kept(language)
        self._languages.move_to_end(person)

    async def choose_language(self, person: int, language: str) -> None:
        """Keep the language a person chose.

        Raises:
            StoreError: It could not be kept, and counts as not chosen.
        """
        self._changes += 1
        await self.store.choose_language(person, language)
        self._languages[person] = self._kept(language)

    async def forget(self, person: int) -> None:
        """Delete what a person chose, here at once.

        Raises:
            StoreError: It could not be deleted in the database.
        """
        self._changes += 1
        self._languages.pop(person, None)
        await self.store.forget(person)
        self._languages.pop(person, None)

    def _kept(self, language: str | None) -> str | None:
        while len(self._languages) >= MOST_REMEMBERED:
            self._languages.popitem(last=False)
            self._knows_all = False
        return language
