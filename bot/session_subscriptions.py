"""Daily quotes that are ordered as long as the process lasts: for the terminal, where none is delivered."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import datetime

from handlers.daily.cycle import Cycle, pick
from handlers.daily.schedule import next_due
from handlers.daily.subscription import Outlook, Reason, State, Subscription


@dataclass(slots=True)
class SessionSubscriptions:
    """Fulfils `handlers.daily.subscription.SubscriptionStore` in memory."""

    _kept: dict[str, Subscription] = field(default_factory=dict)
    _due: dict[str, datetime] = field(default_factory=dict)

    async def get(self, subscription_id: str) -> Subscription | None:
        """Find one; None if it is not there (any more)."""
        return self._kept.get(subscription_id)

    async def of_chat(self, chat_id: int) -> tuple[Subscription, ...]:
        """Give all of a chat, oldest first."""
        return tuple(one for one in self._kept.values() if one.chat_id == chat_id)

    async def of_user(self, user_id: int) -> tuple[Subscription, ...]:
        """Give all that one person made, oldest first."""
        return tuple(one for one in self._kept.values() if one.user_id == user_id)

    async def save(self, subscription: Subscription, *, now: datetime) -> None:
        """Keep a new one, or what was changed of one."""
        self._kept[subscription.id] = subscription
        self._due[subscription.id] = next_due(subscription.schedule, now).at

    async def pause(self, subscription_id: str, *, reason: Reason) -> None:
        """Let an active one rest; nothing happens to others."""
        self._rest(State.PAUSED, reason, lambda one: one.id == subscription_id and one.state == State.ACTIVE)

    async def resume(self, subscription_id: str, *, now: datetime) -> None:
        """Make it active again, from now on."""
        known = self._kept.get(subscription_id)
        if known is not None:
            await self.save(replace(known, state=State.ACTIVE, reason=None), now=now)

    async def end(self, subscription_id: str, *, reason: Reason) -> None:
        """Stop it; it stays, so that /settings can say why."""
        self._rest(State.ENDED, reason, lambda one: one.id == subscription_id)

    async def end_chat(self, chat_id: int, *, reason: Reason) -> int:
        """Stop all of a chat and give how many were not over yet."""
        return self._rest(State.ENDED, reason, lambda one: one.chat_id == chat_id)

    async def move_chat(self, old_chat_id: int, new_chat_id: int) -> None:
        """Follow a group that became a supergroup."""
        moved = await self.of_chat(old_chat_id)
        self._kept |= {one.id: replace(one, chat_id=new_chat_id) for one in moved}

    async def forget_user(self, user_id: int) -> int:
        """Delete all that one person made, and give how many there were."""
        made = await self.of_user(user_id)
        for one in made:
            del self._kept[one.id]
        return len(made)

    async def another(self, subscription_id: str, *, entries: Collection[str]) -> str | None:
        """Take any entry: no day follows that could repeat it."""
        known = self._kept.get(subscription_id)
        taken = pick(known.seed, Cycle(), entries) if known else None
        return taken.entry_id if taken else None

    async def outlook(self, subscription_id: str) -> Outlook | None:
        """Tell when it would be due."""
        known = self._kept.get(subscription_id)
        if known is None:
            return None
        return Outlook(self._due[known.id] if known.state == State.ACTIVE else None, None, ())

    def _rest(self, state: State, reason: Reason, belongs: Callable[[Subscription], bool]) -> int:
        changed = [one for one in self._kept.values() if belongs(one) and one.state != State.ENDED]
        self._kept |= {one.id: replace(one, state=state, reason=reason) for one in changed}
        return len(changed)
