"""Export and import, from one kind of database into another."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from sqlalchemy import insert, select

from bot.storage.database import Database, opened
from bot.storage.exchange import ExchangeError, Imported, exported, imported
from bot.storage.subscriptions import (
    StoredRow,
    StoredSubscriptions,
    as_columns,
    cycle_columns,
    due_columns,
    from_row,
)
from bot.storage.tables import SUBSCRIPTIONS
from handlers.daily.cycle import Cycle, QuoteFilter
from handlers.daily.schedule import Schedule
from handlers.daily.subscription import Reason, State, Subscription
from tests.bot.subscribers import NOON, SOMEONE, become_due, subscribers


async def lines_of(database: Database) -> list[str]:
    return [line async for line in exported(database)]


async def test_what_was_exported_comes_in_elsewhere_as_it_was(database: Database, tmp_path: Path) -> None:
    people = subscribers(1200)
    await become_due(database, people, due=NOON)
    await StoredSubscriptions(database).end(people[3].id, reason=Reason.BLOCKED)
    lines = await lines_of(database)

    other_folder = tmp_path / "other"
    other_folder.mkdir()
    async with opened(None, other_folder) as other:
        came = await imported(other, lines, name="file", now=NOON)
        again = await imported(other, lines, name="file", now=NOON)
        assert await lines_of(other) == lines
        outlook = await StoredSubscriptions(other).outlook(people[0].id)
        ended = await StoredSubscriptions(other).outlook(people[3].id)

    assert (came, again) == (Imported(1200, 0), Imported(0, 1200))
    assert outlook is not None
    assert outlook.next_due is not None
    assert NOON < outlook.next_due <= NOON + timedelta(days=1)
    assert ended is not None
    assert ended.next_due is None


async def test_one_faulty_line_keeps_all_out_and_each_is_named(database: Database) -> None:
    await StoredSubscriptions(database).save(SOMEONE, now=NOON)
    good = json.loads((await lines_of(database))[0])
    bad_zone, bad_time = {**good, "id": "b", "zone": "Asia/Nowhere"}, {**good, "id": "c", "at": "25:00"}
    lines = [json.dumps(line) for line in ({**good, "id": "a"}, bad_zone, bad_time)]

    with pytest.raises(ExchangeError) as error:
        await imported(database, [*lines, "no JSON"], name="people.jsonl", now=NOON)

    places = [line.split(": ")[0] for line in str(error.value).splitlines()]
    assert places == ["people.jsonl:2", "people.jsonl:3", "people.jsonl:4"]
    assert "unknown time zone 'Asia/Nowhere'" in str(error.value)
    assert await StoredSubscriptions(database).count() == 1


async def test_nothing_is_made_of_nothing(database: Database) -> None:
    assert await imported(database, ["", "\n"], name="file", now=NOON) == Imported(0, 0)
    assert await lines_of(database) == []


async def test_the_place_as_typed_and_the_sound_go_along_and_may_be_missing_in_older_lines(
    database: Database, tmp_path: Path
) -> None:
    beijing = replace(SOMEONE, place="北京", is_silent=True)
    await StoredSubscriptions(database).save(beijing, now=NOON)
    [line] = await lines_of(database)
    older = {key: value for key, value in json.loads(line).items() if key not in {"place", "is_silent"}}

    async with opened(None, tmp_path) as other:
        await imported(other, [line, json.dumps({**older, "id": "old"})], name="file", now=NOON)
        store = StoredSubscriptions(other)
        assert await store.get(beijing.id) == beijing
        assert await store.get("old") == replace(SOMEONE, id="old")


WHOLE = Subscription(
    id="whole",
    chat_id=-1001,
    thread_id=7,
    user_id=42,
    schedule=Schedule("Asia/Almaty", time(6, 45), frozenset({0, 3})),
    wanted=QuoteFilter("lavrov", "security"),
    language="ru",
    state=State.PAUSED,
    reason=Reason.ASKED,
    seed=12,
    created_at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    place="Алма-Ата",
    is_silent=True,
)
"""Nothing of it is what it would be if it were left out."""
OF_DELIVERIES = {
    "last_date": "2026-01-04",
    "last_delivered_at": 1_767_500_000,
    "skipped_date": "2026-01-03",
    "skipped_reason": "late",
}
"""Columns that the deliveries write."""


def test_each_column_is_written_and_each_field_read_again() -> None:
    unset = [one.name for one in fields(Subscription) if getattr(WHOLE, one.name) == one.default]
    cycle = cycle_columns(Cycle(3, ("a", "b"), "b"))
    row = as_columns(WHOLE) | due_columns(WHOLE, NOON, last_date=None) | cycle | OF_DELIVERIES

    assert unset == []
    assert set(row) == {column.name for column in SUBSCRIPTIONS.columns}
    assert from_row(cast("StoredRow", SimpleNamespace(**row))) == WHOLE


async def test_each_column_comes_through_an_export(database: Database, tmp_path: Path) -> None:
    row = as_columns(WHOLE) | cycle_columns(Cycle(3, ("a", "b"), "b")) | OF_DELIVERIES
    async with database.transaction() as connection:
        await connection.execute(insert(SUBSCRIPTIONS).values(row))

    async with opened(None, tmp_path) as other:
        await imported(other, await lines_of(database), name="file", now=NOON)
        async with other.reading() as connection:
            came = (await connection.execute(select(SUBSCRIPTIONS))).mappings().one()

    assert {name: value for name, value in came.items() if value is not None} == row


OLDEST = (
    '{"id":"abc","chat_id":42,"thread_id":null,"user_id":42,"zone":"Asia/Tashkent","at":"07:30",'
    '"weekdays":[0,1,2,3,4,5,6],"speaker":null,"theme":null,"language":"en","state":"active","reason":null,'
    '"seed":5,"created_at":"2026-01-01T12:00:00Z","last_date":null,"last_delivered_at":null,'
    '"skipped_date":null,"skipped_reason":null,"cycle":0,"delivered":[],"last_entry":null}'
)
"""A line as the first version exported it."""


async def test_an_export_of_the_first_version_is_read(database: Database) -> None:
    assert await imported(database, [OLDEST], name="file", now=NOON) == Imported(1, 0)

    found = await StoredSubscriptions(database).get("abc")
    assert found is not None
    assert (found.schedule.at, found.place, found.is_silent) == (time(7, 30), None, False)
