"""Finds the subscriptions whose time has come and writes a delivery for each, batch by batch."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from typing import Protocol

from bot.delivery.yielding import YieldToAnswers
from bot.storage.ledger_rows import DueSubscription
from bot.storage.plans import EarlyPlans, NewTime, Plan, Plans, WaitingSubscription
from bot.storage.subscriptions import MOST_MISSED
from handlers.daily.schedule import CATCH_UP, Due, Lateness, Schedule, lateness, local_now, next_due, passed
from handlers.daily.subscription import SkipReason

BATCH = 100
"""With the pause between them, measured with a million subscribers: a hundred thousand are planned in 33 to
42 seconds, and answers take less than twice their usual time meanwhile (docs/benchmarks-delivery.md)."""
PAUSE_SECONDS = 0.015
"""Between batches, for whatever else the event loop has to do."""
_RULES = "tzdata"
_DAY = timedelta(days=1)


class Read(Protocol):
    """Gives subscriptions in an order of its own, those after `after`."""

    async def __call__(
        self, now: datetime, /, *, after: DueSubscription | None, limit: int
    ) -> tuple[DueSubscription, ...]:
        """Give the next ones, at most `limit`."""


@dataclass(frozen=True, slots=True)
class Planner:
    """Plans what is due.

    Attributes:
        clock: Gives the present time, aware.
        yielding: Steps aside for answers.
    """

    plans: Plans
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    yielding: YieldToAnswers = field(default_factory=YieldToAnswers)

    async def plan_due(self) -> int:
        """Plan everything that is due now, and give how many subscriptions that were."""
        planned = 0
        while batch := await self.plans.due(self.clock(), limit=BATCH):
            now = self.clock()
            await self.plans.plan(plans_for(batch, now), now=now)
            planned += len(batch)
            await self._make_room()
        return planned

    async def _make_room(self) -> None:
        await asyncio.sleep(PAUSE_SECONDS)
        await self.yielding.let_answers_pass()

    async def mend_far_ones(self) -> int:
        """Plan anew what was planned while the clock was far ahead, by index alone; give how many."""
        mended = 0
        async for batch in self._batches(self.plans.too_far):
            mended += await self._plan_anew(batch)
        return mended

    async def mend_if_the_clock_was_ahead(self) -> int:
        """Undo what it has left, if it has left anything; give how many subscriptions it was."""
        if not await self.plans.has_days_to_come(self.clock()):
            return 0
        return await self.mend_after_a_step_back()

    async def mend_after_a_step_back(self) -> int:
        """Undo what a clock that was ahead has left, for every subscription; give how many it was."""
        mended = await self.mend_far_ones()
        async for batch in self._batches(self.plans.served_too_far):
            mended += await self._plan_anew(batch)
        await self.plans.forget_days_to_come(self.clock())
        return mended

    async def follow_new_rules(self) -> int:
        """After an update of the time zones, plan everything anew; give how many had to be moved."""
        present, before = version(_RULES), await self.plans.note(_RULES)
        if before == present:
            return 0
        if before is None:
            # A new database: whatever is in it was reckoned by these rules.
            await self.plans.write_note(_RULES, present)
            return 0
        moved = 0
        async for batch in self._batches(self.plans.after):
            moved += await self._plan_anew(batch)
        await self.plans.write_note(_RULES, present)
        return moved

    async def _batches(self, read: Read) -> AsyncIterator[tuple[DueSubscription, ...]]:
        """Go through what a query gives, leaving room for others; each batch begins after the one before."""
        last: DueSubscription | None = None
        while batch := await read(self.clock(), after=last, limit=BATCH):
            yield batch
            last = batch[-1]
            await self._make_room()

    async def _plan_anew(self, batch: tuple[DueSubscription, ...]) -> int:
        """Set next times as of now, but leave alone what is due already."""
        now = self.clock()
        ahead = [each for each in batch if each.due.at > now]
        early = await self.plans.planned_too_early([each.subscription.id for each in ahead], now)
        anew = [planned_anew(each, now, early=early) for each in ahead]
        changed = [new for new in anew if new.due != new.found.due]
        await self.plans.reschedule(changed)
        return len(changed)


def planned_anew(found: DueSubscription, now: datetime, *, early: EarlyPlans) -> NewTime:
    """Reckon a next time as of now.

    Args:
        found: As it is planned.
        now: Aware.
        early: Whom a clock that was ahead has served; if a quote has left, today has had its one.

    What was planned for today and would be past by new rules is due at once. A date served last that no zone
    has reached is a wrong clock's, and holds nobody up: the ledger knows whether today's was sent.
    """
    schedule, last = found.subscription.schedule, found.last_date
    today = local_now(schedule.zone, now).date()
    id_ = found.subscription.id
    if last is not None and (last > today + _DAY or id_ in early.planned):
        last = today if id_ in early.begun else today - _DAY
    recent = next_due(schedule, now - CATCH_UP, last_date=last)
    was_planned = recent.local_date == found.due.local_date
    due = recent if was_planned else next_due(schedule, now, last_date=last)
    return NewTime(found, due, last)


def plans_for(batch: Sequence[WaitingSubscription], now: datetime) -> list[Plan]:
    """Decide what becomes of each; those due at one time on one schedule are decided about together."""
    together: dict[tuple[Schedule, Due], list[str]] = {}
    for found in batch:
        together.setdefault((found.schedule, found.due), []).append(found.subscription_id)
    return [decided(*occurrence, now, ids) for occurrence, ids in together.items()]


def decided(schedule: Schedule, planned: Due, now: datetime, ids: Sequence[str]) -> Plan:
    """Decide about an occurrence whose time has come.

    Of several that went by, the latest counts and the others were missed. It is skipped if even that one is
    too late.
    """
    *missed, due = passed(schedule, now, first=planned)
    return Plan(
        subscription_ids=tuple(ids),
        planned=planned,
        due=due,
        skip=SkipReason.LATE if lateness(due.at, now) == Lateness.LATE else None,
        missed=tuple(missed[-MOST_MISSED:]),
        following=next_due(schedule, due.at, last_date=due.local_date),
    )
