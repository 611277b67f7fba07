"""Waits as Telegram tells by a 429, and then sends what had to wait."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from typing import Any, TypeAlias

from telegram._utils.types import JSONDict
from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.transports.back_off import BackOff

LONGEST_WAIT_SECONDS = 60.0
"""An answer waits no longer than this in all: a group takes 20 messages a minute, so that Telegram asks for
no longer wait for a while. After that nobody looks for it any more."""

_LOG = logging.getLogger(__name__)
Sent: TypeAlias = bool | JSONDict | list[JSONDict]
_BULK: ContextVar[bool] = ContextVar("bulk", default=False)


@contextmanager
def bulk() -> Iterator[None]:
    """Mark what is sent within as a delivery: it has waited already, and a 429 is its sender's to judge."""
    token = _BULK.set(True)
    try:
        yield
    finally:
        _BULK.reset(token)


class FloodControl(BaseRateLimiter[None]):
    """The library's place for a limiter; it holds up nothing but what Telegram told to wait."""

    def __init__(self, back_off: BackOff) -> None:
        """Keep here what Telegram tells, deliveries included."""
        self._back_off = back_off

    async def initialize(self) -> None:
        """Open nothing."""

    async def shutdown(self) -> None:
        """Close nothing."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Sent]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,  # noqa: ARG002
        data: dict[str, Any],
        rate_limit_args: None,  # noqa: ARG002
    ) -> Sent:
        """Let a request out as soon as Telegram takes it.

        Raises:
            RetryAfter: Telegram told to wait longer than an answer may take; or it is a delivery.
        """
        chat_id = _chat(data)
        waited = 0.0
        while True:
            if not _BULK.get():
                waited += await self._wait(chat_id, waited)
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                was_quiet = self._back_off.is_quiet
                everyone = self._back_off.told(chat_id, seconds_of(error))
                if _BULK.get():
                    raise
                if was_quiet and seconds_of(error) > LONGEST_WAIT_SECONDS:
                    whom = "anybody" if everyone else "a chat"
                    _LOG.warning("Telegram tells to send nothing to %s for %d s", whom, seconds_of(error))

    async def _wait(self, chat_id: int | None, waited: float) -> float:
        pause = 0.0
        while seconds := self._back_off.seconds(chat_id):
            pause += seconds
            if waited + pause > LONGEST_WAIT_SECONDS:
                raise RetryAfter(timedelta(seconds=seconds))
            await asyncio.sleep(seconds)
        return pause


def seconds_of(error: RetryAfter) -> float:
    """Give how long Telegram tells to wait."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def _chat(data: dict[str, Any]) -> int | None:
    chat_id = data.get("chat_id")
    return chat_id if isinstance(chat_id, int) else None
