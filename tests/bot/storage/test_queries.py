"""The planner's and the hand-over's queries go by an index, whatever the number of rows."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.sql import Select, Update

from bot.storage.database import Database
from bot.storage.deliveries import Deliveries, waiting_query
from bot.storage.json_rows import PARAMETER
from bot.storage.plans import Plan, Plans, due_query, far_query, moved
from handlers.daily.schedule import next_due
from tests.bot.subscribers import NOON, become_due, subscribers

NOW = int(NOON.timestamp())


async def plan_of(database: Database, query: Select[*tuple[object, ...]]) -> str:
    sql = str(query.compile(dialect=database.engine.dialect, compile_kwargs={"literal_binds": True}))
    return await explained(database, sql.replace("%", "%%"))


async def plan_of_batch(database: Database, statement: Update, batch: list[dict[str, object]]) -> str:
    compiled = statement.compile(dialect=database.engine.dialect)
    given = {**compiled.params, PARAMETER: json.dumps(batch)}
    by_place = [given[name] for name in compiled.positiontup or ()]
    return await explained(database, str(compiled), tuple(by_place) or given)


async def explained(
    database: Database, sql: str, given: dict[str, object] | tuple[object, ...] | None = None
) -> str:
    dialect = database.engine.dialect
    explain = "EXPLAIN QUERY PLAN " if dialect.name == "sqlite" else "EXPLAIN "
    async with database.engine.begin() as connection:
        if dialect.name == "postgresql":
            await connection.execute(text("ANALYZE"))
        rows = await connection.exec_driver_sql(explain + sql, given)
        return "\n".join(" ".join(map(str, row)) for row in rows)


@pytest.fixture
async def crowd(database: Database) -> Database:
    """Many who are due tomorrow, a few who are due now."""
    people = subscribers(20_000)
    await become_due(database, people[:100], due=NOON - timedelta(minutes=1))
    await become_due(database, people[100:], due=NOON + timedelta(days=1))
    return database


async def test_who_is_due_is_found_by_index(crowd: Database) -> None:
    found = await plan_of(crowd, due_query(500).params(now=NOW))

    assert "subscriptions_next_due_at" in found
    assert "SCAN subscriptions" not in found.replace("SCAN subscriptions USING", "")
    assert "Seq Scan" not in found


async def test_who_is_planned_too_far_ahead_is_found_by_index(crowd: Database) -> None:
    found = await plan_of(crowd, far_query(500).params(at=NOW + 86400 * 20, id="~"))

    assert "subscriptions_next_due_at" in found
    assert "Seq Scan" not in found


async def test_a_batch_is_written_down_by_its_keys(crowd: Database) -> None:
    dialect = crowd.engine.dialect.name
    batch: list[dict[str, object]] = [
        {"subscription_id": f"s{number:07}", "planned_at": NOW} for number in range(200)
    ]
    found = await plan_of_batch(crowd, moved(dialect), batch)

    assert "sqlite_autoindex_subscriptions_1" in found or "subscriptions_pkey" in found
    assert "SCAN subscriptions" not in found
    assert "Seq Scan" not in found


async def test_what_waits_for_the_engine_is_found_by_index(crowd: Database) -> None:
    plans = Plans(crowd)
    for due in await plans.due(NOON, limit=100):
        following = next_due(due.schedule, NOON, last_date=due.due.local_date)
        await plans.plan([Plan((due.subscription_id,), due.due, due.due, None, (), following)], now=NOON)
    async with crowd.transaction() as connection:
        await connection.execute(
            text(
                "INSERT INTO deliveries (subscription_id, local_date, due_at, state, attempts, doubts,"
                " handovers, changed_at) SELECT id, '2026-01-01', 0, 'sent', 1, 0, 0, 0 FROM subscriptions"
            )
        )

    found = await plan_of(crowd, waiting_query(90).params(now=NOW))

    assert "deliveries_state_due_at" in found
    assert "Seq Scan" not in found
    assert len(await Deliveries(crowd).waiting(NOON, limit=90)) == 90
