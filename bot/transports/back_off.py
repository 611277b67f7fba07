"""How long to send nothing, as Telegram told by a 429: to one chat, or to all of them."""

from __future__ import annotations

import time
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

TOGETHER_SECONDS = 3.0
"""Telegram does not say whether a 429 is for one chat or for the bot. Two chats whose waits end at the same
moment, give or take a rounded second and a slow way, were told of one wait: the bot's."""
_MOST = 10_000
_NOBODY: frozenset[int] = frozenset()


@dataclass(slots=True)
class BackOff:
    """What this process was told; a wait that is over is forgotten.

    Attributes:
        clock: Gives seconds that never go back.
    """

    clock: Callable[[], float] = time.monotonic
    _until: dict[int, float] = field(default_factory=dict)
    _all_until: float = 0.0

    def told(self, chat_id: int | None, seconds: float) -> bool:
        """Keep a wait; of two for one chat the longer one counts.

        Args:
            chat_id: None if the request went to no chat in particular: that wait is the bot's.
            seconds: From now on.

        Returns:
            Whether all chats wait now.
        """
        now = self.clock()
        until = now + seconds
        others = (end for chat, end in self._until.items() if chat != chat_id)
        everyone = chat_id is None or any(abs(end - until) < TOGETHER_SECONDS for end in others)
        if everyone:
            self._all_until = max(self._all_until, until)
        if chat_id is not None:
            self._until[chat_id] = max(self._until.pop(chat_id, 0.0), until)
        self._forget(now)
        return everyone

    def seconds(self, chat_id: int | None) -> float:
        """Give how long nothing may be sent to a chat; 0 if it may be sent now."""
        told = self._until.get(chat_id, 0.0) if chat_id is not None else 0.0
        return max(0.0, max(told, self._all_until) - self.clock())

    @property
    def is_quiet(self) -> bool:
        """Whether nobody waits."""
        return not self.held_back() and self._all_until <= self.clock()

    def held_back(self) -> AbstractSet[int]:
        """Give the chats that were told to wait, each for itself, and wait still."""
        if not self._until:
            return _NOBODY
        now = self.clock()
        return {chat for chat, end in self._until.items() if end > now}

    def _forget(self, now: float) -> None:
        for chat in [chat for chat, end in self._until.items() if end <= now]:
            del self._until[chat]
        while len(self._until) > _MOST:
            del self._until[next(iter(self._until))]
