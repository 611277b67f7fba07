"""Finds the subscriptions whose time has come and writes a delivery for each, batch by batch."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version

from bot.storage.ledger_rows import DueSubscription
from bot.storage.plans import Plan, Plans
from handlers.daily.schedule import Due, last_due, lateness, next_due
from handlers.daily.subscription import SkipReason

BATCH = 500
"""Measured: a batch keeps the event loop from nothing else for longer than some 20 ms."""
_RULES = "tzdata"


@dataclass(frozen=True, slots=True)
class Planner:
    """Plans what is due.

    Attributes:
        clock: Gives the present time, aware.
    """

    plans: Plans
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    async def plan_due(self) -> int:
        """Plan everything that is due now, and give how many subscriptions that were."""
        planned = 0
        while batch := await self.plans.due(self.clock(), limit=BATCH):
            now = self.clock()
            await self.plans.plan([plan_for(each, now) for each in batch], now=now)
            planned += len(batch)
            await asyncio.sleep(0)
        return planned

    async def mend_far_ones(self) -> int:
        """Plan anew what was planned while the clock was far ahead; give how many."""
        mended = 0
        while batch := await self.plans.too_far(self.clock(), limit=BATCH):
            await self._plan_anew(batch)
            mended += len(batch)
        return mended

    async def follow_new_rules(self) -> int:
        """After an update of the time zones, plan everything anew; give how many had to be moved."""
        present = version(_RULES)
        if await self.plans.note(_RULES) == present:
            return 0
        moved, last_id = 0, ""
        while batch := await self.plans.after(last_id, limit=BATCH):
            moved += await self._plan_anew(batch)
            last_id = batch[-1].subscription.id
            await asyncio.sleep(0)
        await self.plans.write_note(_RULES, present)
        return moved

    async def _plan_anew(self, batch: tuple[DueSubscription, ...]) -> int:
        """Set next times as of now, but leave alone what is due already."""
        now = self.clock()
        ahead = [each for each in batch if each.due.at > now]
        pairs = [
            (each, next_due(each.subscription.schedule, now, last_date=each.last_date)) for each in ahead
        ]
        changed = [(each, due) for each, due in pairs if due != each.due]
        await self.plans.reschedule(changed)
        return len(changed)


def plan_for(found: DueSubscription, now: datetime) -> Plan:
    """Decide what becomes of a due subscription.

    Of several occurrences that went by, the latest counts. It is skipped if even that one is too late.
    """
    schedule = found.subscription.schedule
    due = last_due(schedule, now, first=found.due)
    following: Due = next_due(schedule, max(now, due.at), last_date=due.local_date)
    skip: SkipReason | None = "late" if lateness(due.at, now) == "late" else None
    return Plan(found.subscription.id, found.due, due, skip, following)
