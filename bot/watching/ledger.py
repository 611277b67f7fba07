"""The figures of the daily quote, read from the database: seldom, however often Prometheus asks."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.storage.database import Database
from bot.storage.errors import StorageError
from bot.storage.report import report
from bot.watching.metrics import Metrics

EVERY_SECONDS = 30.0
"""A million deliveries of the last days take a fifth of a second to count."""
PATIENCE_SECONDS = 3.0
STATES = ("to_plan", "due", "under_way", "sent", "failed", "skipped", "in_doubt")


@dataclass(slots=True)
class LedgerFigures:
    """Counts deliveries by state."""

    database: Database
    metrics: Metrics
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    _at: float | None = None

    async def refresh(self) -> None:
        """Count anew unless it was done just now; what a database that is away would say stays as it was."""
        if self._at is not None and self.clock() - self._at < EVERY_SECONDS:
            return
        self._at = self.clock()
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                counted = await report(self.database, self.now())
        except (StorageError, TimeoutError):
            return
        for state in STATES:
            self.metrics.deliveries.labels(state).set(getattr(counted, state))
