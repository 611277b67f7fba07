"""Around the handling of one update: its id stands in each line of the log, its time among the figures."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeAlias

from bot.logs import UPDATE
from bot.watching.surface import SURFACE, surface_of

if TYPE_CHECKING:
    from telegram import Update

    from bot.watching.metrics import Metrics

Handle: TypeAlias = "Callable[[Update], Awaitable[None]]"


def watched(handle: Handle, metrics: Metrics, kinds: tuple[str, ...]) -> Handle:
    """Do the same, and watch it.

    Args:
        handle: Does what an update asks; runs in a task of its own.
        metrics: Where it is counted.
        kinds: Names of what an update can hold; anything else counts as "other".
    """

    async def handled(update: Update) -> None:
        kind = next((name for name in kinds if getattr(update, name, None) is not None), "other")
        token, surface = UPDATE.set(update.update_id), SURFACE.set(surface_of(update))
        began = time.perf_counter()
        try:
            told: dict[str, str | int] = {"update.id": update.update_id, "update.kind": kind}
            with metrics.in_hand.track_inprogress(), metrics.span("update", told):
                await handle(update)
        finally:
            metrics.updates.labels(kind).observe(time.perf_counter() - began)
            UPDATE.reset(token)
            SURFACE.reset(surface)

    return handled
