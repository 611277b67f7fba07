"""What people chose, remembered: asked of the database once a person, and answered while it is away."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from handlers.person import Preferences, StoreError

MOST_REMEMBERED = 20_000
"""People, at some 150 bytes each; who asked longest ago is read anew."""
PATIENCE_SECONDS = 2.0
"""A question waits no longer for a database that does not answer."""
REST_SECONDS = 1.0
"""So long after a failure nothing is asked of it for a question's sake."""


@dataclass(slots=True)
class RememberedPreferences:
    """Fulfils `handlers.person.Preferences` over a store of them.

    Attributes:
        clock: Gives seconds that never go back.
    """

    store: Preferences
    clock: Callable[[], float] = time.monotonic
    _languages: OrderedDict[int, str | None] = field(default_factory=OrderedDict)
    _rests_until: float = 0.0

    async def language(self, person: int) -> str | None:
        """Give the language a person chose; None if they chose none, or if it can't be read just now."""
        if person in self._languages:
            self._languages.move_to_end(person)
            return self._languages[person]
        if self.clock() < self._rests_until:
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
        await self.store.choose_language(person, language)
        self._languages[person] = self._kept(language)

    async def forget(self, person: int) -> None:
        """Delete what a person chose, here at once.

        Raises:
            StoreError: It could not be deleted in the database.
        """
        self._languages.pop(person, None)
        await self.store.forget(person)
        self._languages.pop(person, None)

    def _kept(self, language: str | None) -> str | None:
        while len(self._languages) >= MOST_REMEMBERED:
            self._languages.popitem(last=False)
        return language
