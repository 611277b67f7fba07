"""Calls to Telegram, watched: how long each took to be taken, and how often Telegram told to wait."""

from __future__ import annotations

import time
from collections.abc import Callable, Coroutine
from typing import Any

from telegram.error import RetryAfter

from bot.transports.back_off import BackOff
from bot.transports.flood_control import FloodControl, Sent
from bot.watching.metrics import Metrics


class WatchedFloodControl(FloodControl):
    """The limiter through which all calls go, with figures."""

    def __init__(self, back_off: BackOff, metrics: Metrics) -> None:
        """Keep where they are counted."""
        super().__init__(back_off)
        self._metrics = metrics

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Sent]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,
    ) -> Sent:
        """Let a request out, and time it."""

        async def timed(*args: Any, **kwargs: Any) -> Sent:
            began = time.perf_counter()
            try:
                with self._metrics.span("telegram", {"method": endpoint}):
                    return await callback(*args, **kwargs)
            except RetryAfter:
                self._metrics.too_many.inc()
                raise
            finally:
                self._metrics.stages.labels("telegram").observe(time.perf_counter() - began)

        return await super().process_request(timed, args, kwargs, endpoint, data, rate_limit_args)
