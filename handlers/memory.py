"""What was just talked of, per person and place, for a few minutes: memory that a restart may lose."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Generic, TypeVar

Value = TypeVar("Value")
ChatKey = tuple[int, int, int]
"""Chat, topic (0 outside forums) and person; or chat, message and person or 0."""


def _weightless(_value: object) -> int:
    return 0


@dataclass(slots=True)
class Recent(Generic[Value]):
    """The last value of each place, forgotten after a while; the oldest go first when there are too many.

    Attributes:
        most: Values kept.
        most_bytes: What they may weigh together; the newest is kept whatever it weighs.
        weight: Gives the bytes of a value, always the same for the same one.
    """

    lasts: timedelta
    most: int
    most_bytes: int = 0
    weight: Callable[[Value], int] = _weightless
    _kept: OrderedDict[ChatKey, tuple[datetime, Value]] = field(default_factory=OrderedDict)
    _bytes: int = 0

    def put(self, place: ChatKey, value: Value, now: datetime) -> None:
        """Keep a value instead of the one before; whatever is too old goes."""
        self._take_out(place)
        self._kept[place] = (now, value)
        self._bytes += self.weight(value)
        while self._is_too_much() or now - self._oldest() > self.lasts:
            self._take_out(next(iter(self._kept)))

    def get(self, place: ChatKey, now: datetime) -> Value | None:
        """Give the value kept, unless it is too old."""
        found = self._kept.get(place)
        if found is None or now - found[0] > self.lasts:
            self._take_out(place)
            return None
        return found[1]

    def of_person(self, person: int, now: datetime) -> tuple[Value, ...]:
        """Give all that is kept of one person and not too old, oldest first."""
        return tuple(
            value
            for place, (kept, value) in self._kept.items()
            if place[2] == person and now - kept <= self.lasts
        )

    def all(self, now: datetime) -> tuple[Value, ...]:
        """Give all that is kept and not too old, oldest first."""
        return tuple(value for kept, value in self._kept.values() if now - kept <= self.lasts)

    def of_chat(self, chat: int) -> tuple[tuple[ChatKey, datetime, Value], ...]:
        """Give all that is kept of one chat, with the moment it was kept."""
        return tuple((place, kept, value) for place, (kept, value) in self._kept.items() if place[0] == chat)

    def forget(self, person: int) -> None:
        """Drop all that is kept of one person, and of the chat with that person."""
        self.drop(lambda place, _value: person in {place[0], place[2]})

    def drop(self, unwanted: Callable[[ChatKey, Value], bool]) -> None:
        """Drop all that is unwanted."""
        for place in [place for place, (_, value) in self._kept.items() if unwanted(place, value)]:
            self._take_out(place)

    def _is_too_much(self) -> bool:
        return len(self._kept) > self.most or (self._bytes > self.most_bytes and len(self._kept) > 1)

    def _take_out(self, place: ChatKey) -> None:
        found = self._kept.pop(place, None)
        if found is not None:
            self._bytes -= self.weight(found[1])

    def _oldest(self) -> datetime:
        return next(iter(self._kept.values()))[0]
