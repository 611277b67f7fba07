"""What each refusal of Telegram's comes to."""

from __future__ import annotations

from datetime import timedelta

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.delivery.verdict import (
    Ended,
    Migrated,
    Paused,
    Refused,
    Retry,
    Unanswered,
    Verdict,
    is_doubtful,
    judge,
)
from handlers.daily.subscription import Reason


@pytest.mark.parametrize(
    ("error", "verdict"),
    [
        (Forbidden("Forbidden: bot was blocked by the user"), Ended(Reason.BLOCKED)),
        (Forbidden("Forbidden: user is deactivated"), Ended(Reason.CHAT_GONE)),
        (Forbidden("Forbidden: bot was kicked from the supergroup chat"), Ended(Reason.CHAT_GONE)),
        (BadRequest("Chat not found"), Ended(Reason.CHAT_GONE)),
        (BadRequest("Bad Request: group chat was deactivated"), Ended(Reason.CHAT_GONE)),
        (BadRequest("PEER_ID_INVALID"), Ended(Reason.CHAT_GONE)),
        (ChatMigrated(-100777), Migrated(-100777)),
        (BadRequest("Bad Request: TOPIC_CLOSED"), Paused(Reason.TOPIC_CLOSED)),
        (BadRequest("Message thread not found"), Paused(Reason.TOPIC_GONE)),
        (BadRequest("Not enough rights to send text messages to the chat"), Paused(Reason.NO_RIGHTS)),
        (BadRequest("CHAT_WRITE_FORBIDDEN"), Paused(Reason.NO_RIGHTS)),
        (BadRequest("Can't parse entities: unclosed tag"), Refused("Can't parse entities: unclosed tag")),
        (BadRequest("Message is too long"), Refused("Message is too long")),
        (TimedOut("no answer in time"), Unanswered("no answer in time")),
    ],
)
def test_a_refusal_is_understood(error: TelegramError, verdict: Verdict) -> None:
    assert judge(error, attempts=1) == verdict


@pytest.mark.parametrize("wait", [17, timedelta(seconds=17)])
def test_429_waits_exactly_as_told(wait: int | timedelta) -> None:
    verdict = judge(RetryAfter(wait), attempts=5)

    assert isinstance(verdict, Retry)
    assert (verdict.after_seconds, verdict.doubtful) == (17.0, False)


def test_pauses_grow_up_to_a_limit() -> None:
    pauses = []
    for attempts in range(1, 30):
        verdict = judge(NetworkError("Bad Gateway"), attempts=attempts)
        assert isinstance(verdict, Retry)
        pauses.append(verdict.after_seconds)

    assert pauses[:5] == [1.0, 2.0, 4.0, 8.0, 16.0]
    assert pauses == sorted(pauses)
    assert pauses[-1] == 300.0
    assert judge(NetworkError("Bad Gateway"), attempts=10_000) == verdict


@pytest.mark.parametrize(
    ("error", "doubtful"),
    [
        (NetworkError("ServerDisconnectedError"), True),
        (NetworkError("ClientOSError: Connection reset by peer"), True),
        (NetworkError("httpx.ReadError: "), True),
        (TelegramError("Invalid server response"), True),
        (NetworkError("ClientConnectorError: Connect call failed"), False),
        (NetworkError("ConnectionTimeoutError"), False),
        (NetworkError("httpx.ConnectError: All connection attempts failed"), False),
        (NetworkError("Bad Gateway"), False),
        (NetworkError("Internal Server Error (500)"), False),
        (NetworkError("Gateway Timeout (504)"), False),
        (InvalidToken("Unauthorized"), False),
        (Conflict("terminated by other getUpdates request"), False),
    ],
)
def test_only_a_request_without_an_answer_is_doubtful(error: TelegramError, doubtful: bool) -> None:  # noqa: FBT001
    verdict = judge(error, attempts=1)

    assert isinstance(verdict, Retry)
    assert verdict.doubtful is doubtful


@pytest.mark.parametrize(
    ("verdict", "doubtful"),
    [
        (Unanswered("no answer in time"), True),
        (Retry(1.0, "ServerDisconnectedError", doubtful=True), True),
        (Retry(1.0, "Bad Gateway", doubtful=False), False),
        (Refused("message is too long"), False),
    ],
)
def test_only_what_telegram_may_have_is_noted_as_such(verdict: Verdict, *, doubtful: bool) -> None:
    assert is_doubtful(verdict) is doubtful
