"""Lets answers out first within Telegram's limits: the deliveries wait for them."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, TypeAlias

from telegram._utils.types import JSONDict
from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.delivery.pace import Pace, in_turn
from bot.delivery.verdict import seconds_of
from bot.storage.errors import StorageError

_COUNTED = ("send", "edit", "copy", "forward")
_UNCOUNTED = ("sendChatAction",)

Sent: TypeAlias = bool | JSONDict | list[JSONDict]


class AnswersFirst(BaseRateLimiter[None]):
    """The library's place for a limiter; this one holds up deliveries, and answers only in a full second."""

    def __init__(self, pace: Pace) -> None:
        """Note in this pace."""
        self._pace = pace

    async def initialize(self) -> None:
        """Open nothing."""

    async def shutdown(self) -> None:
        """Close nothing."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Sent]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,  # noqa: ARG002
    ) -> Sent:
        """Let a request out, and count it unless it has taken its turn.

        Raises:
            RetryAfter: As Telegram told; the deliveries wait, too.
        """
        chat_id = data.get("chat_id")
        if not isinstance(chat_id, int) or not _counts(endpoint):
            return await callback(*args, **kwargs)
        if in_turn():
            self._pace.note_delivery()
            return await callback(*args, **kwargs)
        await self._pace.answer(chat_id)
        try:
            return await callback(*args, **kwargs)
        except RetryAfter as error:
            with suppress(StorageError):
                await self._pace.hold(chat_id, seconds_of(error))
            raise


def _counts(endpoint: str) -> bool:
    return endpoint.startswith(_COUNTED) and endpoint not in _UNCOUNTED
