"""Telegram's ids of the cards are kept, one for each card as it looks now."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

from sqlalchemy import func, select

from bot.storage.cards import StoredCards
from bot.storage.database import Database, opened
from bot.storage.tables import CARDS
from handlers.card.files import CardKey

KEY = CardKey("lavrov-team", "0a1b2c3d", "light", "en", design=1)


async def test_what_was_kept_is_there_after_a_restart(database_url: str | None, tmp_path: Path) -> None:
    async with opened(database_url, tmp_path) as database:
        await StoredCards(database).keep(KEY, "file-1")

    async with opened(database_url, tmp_path) as database:
        assert await StoredCards(database).file_id(KEY) == "file-1"


async def test_a_card_that_looks_different_is_another_one(database: Database) -> None:
    cards = StoredCards(database)
    await cards.keep(KEY, "file-1")

    for other in (
        replace(KEY, entry="wang-spirit"),
        replace(KEY, record_version="ffffffff"),
        replace(KEY, theme="dark"),
        replace(KEY, language="ru"),
        replace(KEY, design=KEY.design + 1),
    ):
        assert await cards.file_id(other) is None


async def test_of_each_card_only_the_newest_is_kept(database: Database) -> None:
    cards = StoredCards(database)
    newer = replace(KEY, record_version="ffffffff")

    await cards.keep(KEY, "file-1")
    await cards.keep(KEY, "file-2")
    assert await cards.file_id(KEY) == "file-2"
    await cards.keep(newer, "file-3")

    assert (await cards.file_id(KEY), await cards.file_id(newer)) == (None, "file-3")
    async with database.reading() as connection:
        assert (await connection.execute(select(func.count()).select_from(CARDS))).scalar() == 1


async def test_processes_that_keep_the_same_card_at_once_do_no_harm(database: Database) -> None:
    cards = StoredCards(database)

    await asyncio.gather(*(cards.keep(KEY, f"file-{number}") for number in range(8)))

    assert await cards.file_id(KEY)
