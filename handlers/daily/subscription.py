"""A subscription to the daily quote, and what a store of them can do."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from random import Random
from typing import Protocol

from handlers.daily.cycle import QuoteFilter
from handlers.daily.schedule import Schedule


class State(StrEnum):
    """Whether a subscription is served."""

    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


class Reason(StrEnum):
    """Why a subscription rests or is over.

    Someone asked; the bot was blocked or removed; the chat or topic is gone, closed, or forbids the bot to
    write.
    """

    ASKED = "asked"
    BLOCKED = "blocked"
    CHAT_GONE = "chat-gone"
    TOPIC_CLOSED = "topic-closed"
    TOPIC_GONE = "topic-gone"
    NO_RIGHTS = "no-rights"


class SkipReason(StrEnum):
    """Why a day went without.

    The bot was down too long; no quote passes the filter; Telegram refused the message, or could not be
    reached; the subscription was paused or ended meanwhile. Unconfirmed: it may have come, Telegram did not
    say so, and to send it once more might bring it twice, or a third time.
    """

    LATE = "late"
    NOTHING_TO_SEND = "nothing-to-send"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    NOT_ACTIVE = "not-active"
    UNCONFIRMED = "unconfirmed"


_ID_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
_ID_LENGTH = 10


@dataclass(frozen=True, slots=True)
class Subscription:
    """Who gets the daily quote, where and when.

    Attributes:
        id: Ten letters and digits; fits in callback data.
        chat_id: Where it is sent; negative for groups and channels.
        thread_id: The forum topic, if it is one.
        user_id: Who made it.
        language: ISO 639 code of the texts around the quote.
        reason: Why it is paused or ended; None while active.
        seed: Decides the order of the quotes; 0 to 2**53.
        created_at: Aware, whole seconds.
        place: The name of the place as it was typed; None if the zone was picked, and is shown by its city.
        is_silent: Whether it comes without a sound.
    """

    id: str
    chat_id: int
    thread_id: int | None
    user_id: int
    schedule: Schedule
    wanted: QuoteFilter
    language: str
    state: State
    reason: Reason | None
    seed: int
    created_at: datetime
    place: str | None = None
    is_silent: bool = False


@dataclass(frozen=True, slots=True)
class Skipped:
    """A local date that went without its quote, and why."""

    local_date: date
    reason: SkipReason


@dataclass(frozen=True, slots=True)
class Outlook:
    """What /settings can tell of a subscription's deliveries; times are aware.

    Attributes:
        next_due: None unless it is active.
        missed: The dates of about the last week that went without, or may have, newest first; at most three.
    """

    next_due: datetime | None
    last_delivered: datetime | None
    missed: tuple[Skipped, ...]


class SubscriptionStore(Protocol):
    """Keeps subscriptions; each method is one transaction."""

    async def get(self, subscription_id: str) -> Subscription | None:
        """Find one; None if it is not there (any more)."""

    async def of_chat(self, chat_id: int) -> tuple[Subscription, ...]:
        """Give all of a chat, of all its topics, ended ones too, oldest first."""

    async def of_user(self, user_id: int) -> tuple[Subscription, ...]:
        """Give all that one person made, wherever, ended ones too, oldest first."""

    async def save(self, subscription: Subscription, *, now: datetime) -> None:
        """Keep a new one, or what was changed of one; its next delivery follows from its schedule.

        A date that had its quote gets no second one, whatever the new zone.
        """

    async def pause(self, subscription_id: str, *, reason: Reason) -> None:
        """Let an active one rest; nothing happens to others."""

    async def resume(self, subscription_id: str, *, now: datetime) -> None:
        """Make it active again, from now on."""

    async def end(self, subscription_id: str, *, reason: Reason) -> None:
        """Stop it; its row stays, so that /settings can say why."""

    async def end_chat(self, chat_id: int, *, reason: Reason) -> int:
        """Stop all of a chat and give how many were not over yet."""

    async def move_chat(self, old_chat_id: int, new_chat_id: int) -> None:
        """Follow a group that became a supergroup."""

    async def forget_user(self, user_id: int) -> int:
        """Delete all that one person made, with its deliveries, and give how many there were."""

    async def another(self, subscription_id: str, *, entries: Collection[str]) -> str | None:
        """Take the next entry of its cycle out of turn, so that no later day repeats it.

        Args:
            subscription_id: Whose.
            entries: Ids that may be shown now.

        Returns:
            The entry's id; None without such a subscription, or without any entry.
        """

    async def outlook(self, subscription_id: str) -> Outlook | None:
        """Tell what was and will be delivered; None if there is no such subscription."""


def new_id(rng: Random) -> str:
    """Make an id for a new subscription.

    Args:
        rng: A `random.SystemRandom`, but for tests.
    """
    return "".join(rng.choices(_ID_LETTERS, k=_ID_LENGTH))


def new_seed(rng: Random) -> int:
    """Make a seed for a new subscription."""
    return rng.randrange(2**53)
