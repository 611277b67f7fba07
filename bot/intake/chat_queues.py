"""Who is next: one chat's updates in order, chats side by side, orders before other chats' questions."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from bot.intake.arrival import Arrival


@dataclass(slots=True)
class ChatQueues:
    """Updates that wait, some hundreds at most, and the chats one of whose is being handled."""

    _waiting: list[Arrival] = field(default_factory=list)
    _busy: set[int] = field(default_factory=set)
    _orders: int = 0

    def join(self, arrival: Arrival) -> None:
        """Wait behind all others of the same chat."""
        self._waiting.append(arrival)
        self._orders += arrival.is_order

    def next(self, *, has_room: bool) -> Arrival | None:
        """Take who is next: a chat with an order first, so that what it asked before goes before its order.

        Args:
            has_room: Whether a question may begin too; an order may always.
        """
        if not has_room and not self._orders:
            return None
        hurried = {one.chat for one in self._waiting if one.is_order} if self._orders else frozenset[int]()
        place = self._first_free(hurried) if hurried else None
        if place is None and has_room:
            place = self._first_free()
        if place is None:
            return None
        found = self._waiting.pop(place)
        self._orders -= found.is_order
        self._busy.add(found.chat)
        return found

    def _first_free(self, among: AbstractSet[int] | None = None) -> int | None:
        """Give the place of the first whose chat is not at work, of some chats or of any."""
        for place, one in enumerate(self._waiting):
            if one.chat not in self._busy and (among is None or one.chat in among):
                return place
        return None

    def leave(self, arrival: Arrival) -> None:
        """Let the chat's next one have its turn."""
        self._busy.discard(arrival.chat)

    def of(self, chats: AbstractSet[int]) -> Iterator[Arrival]:
        """Give those that wait of some chats."""
        return (one for one in self._waiting if one.chat in chats) if chats else iter(())

    def at_work(self, *, but: AbstractSet[int] = frozenset()) -> int:
        """Tell how many are being handled.

        Args:
            but: Chats that don't count.
        """
        return len(self._busy - but) if but else len(self._busy)
