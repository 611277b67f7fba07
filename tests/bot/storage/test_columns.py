"""Every column of every table is written by the stores: one that a hand-written list forgets fails here.

Each store does all that it can do; in the end no column may hold only what it would hold if it were left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Table, select

from bot.delivery.rate_limit import RateLimiter
from bot.storage.cards import StoredCards
from bot.storage.database import Database, opened
from bot.storage.deliveries import Deliveries
from bot.storage.ledger_rows import Job, Key
from bot.storage.missed import NewQuestion, StoredMissed
from bot.storage.mistakes import StoredMistakes
from bot.storage.plans import Plan, Plans
from bot.storage.preferences import StoredPreferences
from bot.storage.subscriptions import StoredSubscriptions
from bot.storage.tables import METADATA
from bot.storage.update_rows import ClaimedUpdate, HandledUpdate, Kind, Memory, MemoryKey, NewUpdate
from bot.storage.updates import Updates
from handlers.card.files import CardKey
from handlers.daily.cycle import Cycle, Pick
from handlers.daily.schedule import Due
from handlers.daily.subscription import SkipReason
from handlers.mistake import Mistake
from tests.bot.storage.test_exchange import WHOLE
from tests.bot.subscribers import NOON

DAY = date(2026, 11, 24)
KEY = Key(WHOLE.id, DAY)
TOKEN = "4242:token"


@dataclass(frozen=True, slots=True)
class Seen:
    """All values that the columns of some tables held at the moments when somebody looked."""

    database: Database
    values: dict[str, set[Any]] = field(default_factory=lambda: defaultdict(set))

    async def look(self, *tables: str) -> None:
        """Read all rows of these tables."""
        async with self.database.reading() as connection:
            for name in tables:
                for row in (await connection.execute(select(METADATA.tables[name]))).mappings():
                    for column, value in row.items():
                        self.values[f"{name}.{column}"].add(value)


def left_out(column: Column[Any]) -> set[object]:
    """Give what a column holds that nobody writes."""
    default = getattr(column.default, "arg", None)
    server = str(getattr(column.server_default, "arg", "")).strip("'")
    return {None, default, *([int(server), float(server)] if server else [])}


def forgotten(table: Table, seen: Seen) -> list[str]:
    """Give the columns that held nothing of their own."""
    return [
        column.name
        for column in table.columns
        if seen.values[f"{table.name}.{column.name}"] <= left_out(column)
    ]


async def _deliver(seen: Seen) -> None:
    """Subscribe, plan, claim, doubt, take back and send; then skip one, and pause."""
    database = seen.database
    subscriptions, plans, deliveries = StoredSubscriptions(database), Plans(database), Deliveries(database)
    await subscriptions.save(replace(WHOLE, state=WHOLE.state.ACTIVE, reason=None), now=NOON)
    await seen.look("subscriptions")
    async with database.reading() as connection:
        planned = (await connection.execute(select(METADATA.tables["subscriptions"]))).one()
    found = Due(datetime.fromtimestamp(planned.next_due_at, UTC), date.fromisoformat(planned.next_due_date))
    missed = Due(NOON - timedelta(days=1), DAY - timedelta(days=1))
    later = Due(NOON + timedelta(days=1), DAY + timedelta(days=1))
    await plans.plan([Plan((WHOLE.id,), found, Due(NOON, DAY), None, (missed,), later)], now=NOON)
    pick = Pick("a-quote", Cycle(2, ("b-quote",), "b-quote"))
    await deliveries.claimed([KEY], now=NOON)
    await deliveries.start(KEY, pick, now=NOON)
    await deliveries.wait(KEY, reason="no network", doubtful=True, now=NOON)
    await seen.look("deliveries")
    job = await deliveries.job(KEY)
    assert job is not None
    assert {one.name for one in fields(Job) if not getattr(job, one.name)} == set()
    await deliveries.claimed([KEY], now=NOON)
    await deliveries.take_back([KEY], now=NOON)
    await deliveries.claimed([KEY], now=NOON)
    await deliveries.start(KEY, pick, now=NOON)
    await deliveries.sent(KEY, pick, message_id=77, now=NOON)
    await seen.look("deliveries", "subscriptions")
    await plans.plan([Plan((WHOLE.id,), later, later, SkipReason.LATE, (), later)], now=NOON)
    await subscriptions.save(WHOLE, now=NOON)
    await seen.look("subscriptions")


async def _wait(seen: Seen) -> None:
    limiter = RateLimiter(seen.database)
    await limiter.reserve(WHOLE.chat_id)
    await limiter.back_off(WHOLE.chat_id, 5)
    await seen.look("paces")


async def _note(seen: Seen) -> None:
    await Plans(seen.database).write_note("zones", "2026a")
    await seen.look("notes")
    assert await Plans(seen.database).note("zones") == "2026a"


async def _keep_a_card(seen: Seen) -> None:
    await StoredCards(seen.database).keep(
        CardKey("lavrov-team", "0a1b2c3d", "light", "en", design=1), "file-1"
    )
    await seen.look("cards")


async def _prefer(seen: Seen) -> None:
    await StoredPreferences(seen.database).choose_language(7, "ru")
    await seen.look("preferences")
    assert await StoredPreferences(seen.database).languages(most=9) == {7: "ru"}


async def _report_a_mistake(seen: Seen) -> None:
    await StoredMistakes(seen.database).keep(Mistake("lavrov-team", "ru", "a comma is missing", DAY))
    await seen.look("mistakes")


async def _miss(seen: Seen) -> None:
    store = StoredMissed(seen.database, TOKEN)
    for person in (1, 2, 3):
        await store.keep([NewQuestion("Which colour has the carpet of the hall?", "en", person, DAY)])
        await seen.look("missed")
    (shown,) = await store.shown()
    await store.refused(shown.id)
    await seen.look("missed")


REMEMBERED = Memory(MemoryKey(Kind.SHOWN, 42, 3, 9), 7, 1.5, 4e9, '{"page": 2}')


async def _come_by_webhook(seen: Seen) -> None:
    updates = Updates(seen.database, me=12)
    await updates.receive(NewUpdate(1000, 42, 7, '{"first": 1}'))
    await updates.receive(NewUpdate(1001, 42, 7, '{"second": 2}'))
    await seen.look("updates")
    assert await updates.finish(HandledUpdate(1000, 42, (REMEMBERED,))) == ClaimedUpdate(
        1001, 42, '{"second": 2}'
    )
    await seen.look("memories")
    assert (await updates.load_memories([REMEMBERED.key], 7)).memories == (REMEMBERED,)


STORES: Mapping[str, Callable[[Seen], Awaitable[None]]] = {
    "subscriptions": _deliver,
    "deliveries": _deliver,
    "paces": _wait,
    "notes": _note,
    "cards": _keep_a_card,
    "preferences": _prefer,
    "mistakes": _report_a_mistake,
    "missed": _miss,
    "updates": _come_by_webhook,
    "memories": _come_by_webhook,
}
"""Table → all that its store does."""
ON_POSTGRESQL = frozenset({"updates", "memories"})
"""Only replicas have these."""


@pytest.fixture
async def seen(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Seen]:
    url = request.getfixturevalue("postgres_url") if request.param in ON_POSTGRESQL else None
    async with opened(url, tmp_path) as database:
        yield Seen(database)


@pytest.mark.parametrize(("seen", "table"), [(one, one) for one in METADATA.tables], indirect=["seen"])
async def test_no_column_is_forgotten(seen: Seen, table: str) -> None:
    await STORES[table](seen)

    assert forgotten(METADATA.tables[table], seen) == []
