"""A database is one bot's, also where several processes ask for it at once."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import delete, update

from bot.storage import opening, owner
from bot.storage.database import Database
from bot.storage.errors import AwayError
from bot.storage.opening import Opening
from bot.storage.plans import Plans
from bot.storage.tables import NOTES


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


@pytest.mark.parametrize(("other", "owns"), [("4343", "bot 4343"), (None, "no bot")])
async def test_a_database_that_becomes_anothers_while_it_is_used_is_used_no_more(
    database: Database, monkeypatch: pytest.MonkeyPatch, other: str | None, owns: str
) -> None:
    monkeypatch.setattr(opening, "LOOK_SECONDS", 0.01)
    ours = Opening(database, "4242:AAsecret")
    await ours.begin()
    watching = asyncio.create_task(ours.keep_watch())
    async with asyncio.timeout(60):
        # What is away for a while is looked at again.
        database.gate.closed_by = AwayError("somewhere", "it is away")
        while database.availability.failure is None:  # noqa: ASYNC110 - it is a look that is waited for
            await asyncio.sleep(0.01)
        database.gate.closed_by = None
        async with database.transaction() as connection:
            given = update(NOTES).values(value=other) if other else delete(NOTES)
            await connection.execute(given.where(NOTES.c.name == "bot"))
        await watching

    assert ours.failed.is_set()
    assert ours.error is database.gate.closed_by
    with pytest.raises(owner.OwnerError, match=f"database of {owns}, and this is bot 4242"):
        await Plans(database).note("bot")
