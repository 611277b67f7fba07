"""Export and import, from one kind of database into another."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.storage.database import Database, opened
from bot.storage.exchange import ExchangeError, Imported, exported, imported
from bot.storage.subscriptions import StoredSubscriptions
from tests.bot.subscribers import NOON, SOMEONE, become_due, subscribers


async def lines_of(database: Database) -> list[str]:
    return [line async for line in exported(database)]


async def test_what_was_exported_comes_in_elsewhere_as_it_was(database: Database, tmp_path: Path) -> None:
    people = subscribers(1200)
    await become_due(database, people, due=NOON)
    await StoredSubscriptions(database).end(people[3].id, reason="blocked")
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
