"""A database is one bot's, also where several processes ask for it at once."""

from __future__ import annotations

import asyncio

import pytest

from bot.storage import owner
from bot.storage.database import Database
from bot.storage.plans import Plans


async def test_processes_of_one_bot_may_start_at_once(database: Database) -> None:
    await asyncio.gather(*(owner.claim(database, token=f"4242:AAsecret{number}") for number in range(8)))

    assert await Plans(database).note("bot") == "4242"


async def test_of_several_notes_at_once_one_stays(database: Database) -> None:
    notes = Plans(database)

    noted = await asyncio.gather(*(notes.first_note("first", str(number)) for number in range(8)))
    await asyncio.gather(*(notes.write_note("last", str(number)) for number in range(8)))

    assert set(noted) == {await notes.note("first")}
    assert await notes.note("last") in set("01234567")


async def test_of_two_bots_that_start_at_once_one_is_refused(database: Database) -> None:
    claims = [owner.claim(database, token=token) for token in ("4242:AAsecret", "4343:AAother")]

    told = await asyncio.gather(*claims, return_exceptions=True)

    assert [type(one) for one in told if one is not None] == [owner.OwnerError]


async def test_another_bots_database_is_refused(database: Database) -> None:
    await owner.claim(database, token="4242:AAsecret")

    with pytest.raises(owner.OwnerError, match="database of bot 4242, and this is bot 4343"):
        await owner.claim(database, token="4343:AAother")
