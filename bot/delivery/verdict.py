"""What one try came to: Telegram's answer, or refusal, as a decision."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.transports.flood_control import seconds_of
from bot.transports.outcome import UNREADABLE
from handlers.daily.subscription import Reason
from handlers.refusal import Refusal, says

LONGEST_PAUSE_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class Sent:
    """Telegram has it."""

    message_id: int


@dataclass(frozen=True, slots=True)
class Unanswered:
    """It left, and nobody said in time whether it arrived; most often it has, and nobody wants it twice."""

    reason: str


@dataclass(frozen=True, slots=True)
class Retry:
    """To be tried again after a pause; doubtful if Telegram may have taken it all the same."""

    after_seconds: float
    reason: str
    doubtful: bool


@dataclass(frozen=True, slots=True)
class Ended:
    """Nobody is there any more: the subscription is over."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class Paused:
    """The chat won't have messages now: the subscription rests until a person resumes it."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class Migrated:
    """The group became a supergroup: the same again there."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Refused:
    """Telegram won't take this message; trying again would change nothing."""

    reason: str


Verdict: TypeAlias = Sent | Unanswered | Retry | Ended | Paused | Migrated | Refused

_PAUSING: Mapping[Refusal, Reason] = {
    Refusal.TOPIC_CLOSED: Reason.TOPIC_CLOSED,
    Refusal.TOPIC_GONE: Reason.TOPIC_GONE,
    Refusal.NO_RIGHTS: Reason.NO_RIGHTS,
}
_NEVER_LEFT = ("ConnectionTimeout", "ConnectorError", "ConnectError", "ConnectionRefused")
"""The connection was not even made, so Telegram can't have taken anything (aiohttp's name, and httpx's)."""
_BROKEN = re.compile(r"(httpx\.)?[A-Z]\w*(Error|Exception)\b|Unknown error in HTTP")
"""How the transports begin when it was the connection that failed: with the exception's name."""


def judge(error: TelegramError, *, attempts: int) -> Verdict:
    """Decide what a refusal means.

    Args:
        error: What the library raised.
        attempts: Tries so far, at least 1; pauses grow with them: 1, 2, 4 … 300 seconds.
    """
    match error:
        case RetryAfter():
            seconds = seconds_of(error)
            return Retry(seconds, f"429, wait {seconds:g} s", doubtful=False)
        case ChatMigrated():
            return Migrated(error.new_chat_id)
        case Forbidden():
            return _judge_forbidden(error)
        case TimedOut():
            return Unanswered(error.message)
        case BadRequest():
            return _judge_bad_request(error)
        case _:
            return Retry(_pause(attempts), error.message, doubtful=_may_have_left(error))


def is_doubtful(verdict: Verdict) -> bool:
    """Tell whether Telegram may have taken it without saying so."""
    return isinstance(verdict, Unanswered) or (isinstance(verdict, Retry) and verdict.doubtful)


def _judge_forbidden(error: Forbidden) -> Verdict:
    return Ended(Reason.BLOCKED if says(error, Refusal.BLOCKED) else Reason.CHAT_GONE)


def _judge_bad_request(error: BadRequest) -> Verdict:
    if says(error, Refusal.CHAT_GONE):
        return Ended(Reason.CHAT_GONE)
    closed = next((reason for refusal, reason in _PAUSING.items() if says(error, refusal)), None)
    return Paused(closed) if closed else Refused(error.message)


def _may_have_left(error: TelegramError) -> bool:
    """Tell whether the request can be in Telegram's hands without an answer that we understood.

    A refusal, a 5xx too, is an answer: Telegram says that it did not do it.
    """
    if error.message.startswith(UNREADABLE):
        return True
    return bool(_BROKEN.match(error.message)) and not any(word in error.message for word in _NEVER_LEFT)


def _pause(attempts: int) -> float:
    return min(LONGEST_PAUSE_SECONDS, 2.0 ** min(attempts - 1, 16))
