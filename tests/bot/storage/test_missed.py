"""Missed questions on SQLite and on PostgreSQL, also where two replicas keep them at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from bot.storage.database import Database, opened
from bot.storage.errors import StorageError
from bot.storage.missed import NewQuestion, StoredMissed

TODAY = date(2026, 11, 29)
QUESTION = "Which colour has the carpet of the great hall?"
TOKEN = "4242:token"


@pytest.fixture(params=["sqlite", "postgresql"])
async def either(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else None
    async with opened(url, tmp_path) as database:
        yield database


def noted(person: int, words: str = QUESTION) -> NewQuestion:
    return NewQuestion(words, "en", person, TODAY)


async def test_three_different_people_show_a_question(either: Database) -> None:
    store = StoredMissed(either, TOKEN)
    await store.keep([noted(1), noted(2), noted(1)])
    hidden = await store.shown()
    await store.keep([noted(3)])

    assert hidden == ()
    assert [(one.words, one.times) for one in await store.shown()] == [(QUESTION, 3)]
    assert await store.of_person(1, TODAY) == ()


async def test_what_is_refused_is_shown_no_more_and_what_is_answered_is_gone(either: Database) -> None:
    store = StoredMissed(either, TOKEN)
    await store.keep([noted(person) for person in range(1, 4)])
    (shown,) = await store.shown()
    await store.refused(shown.id)
    await store.keep([noted(person) for person in range(4, 8)])
    after = await store.shown()
    await store.answered(shown.id)
    await store.keep([noted(person) for person in range(4, 7)])

    assert after == ()
    assert [one.times for one in await store.shown()] == [3]


async def test_forget_finds_its_persons_alone(either: Database) -> None:
    store = StoredMissed(either, TOKEN)
    await store.keep([noted(1), noted(2, "How many windows face the river?")])
    await store.forget(1, TODAY)

    assert await store.of_person(1, TODAY) == ()
    assert await store.of_person(2, TODAY) == ("How many windows face the river?",)


async def test_replicas_that_write_at_once_lose_nothing(either: Database) -> None:
    store = StoredMissed(either, TOKEN)
    await store.keep([noted(1)])
    done = await asyncio.gather(
        *(store.keep([noted(person)]) for person in range(2, 8)), return_exceptions=True
    )

    assert not [one for one in done if isinstance(one, StorageError)]
    assert [one.times for one in await store.shown()] == [7]
