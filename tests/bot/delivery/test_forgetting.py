"""Who is forgotten while quotes are under way is in no table, the engine's own included."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

from sqlalchemy import create_engine, inspect, text

from bot.delivery.rate_limit import RateLimiter
from bot.delivery.sender import PlainSender
from bot.delivery.service import delivering, join
from bot.delivery.yielding import YieldToAnswers
from bot.storage.database import Database
from bot.storage.subscriptions import StoredSubscriptions
from knowledge.snapshot import Snapshot
from tests.bot.delivery.bot_api import Refusal, bot_on_api
from tests.bot.subscribers import become_due, just_now, subscribers


def tables_with(address: str, *needles: str) -> list[str]:
    """Name the tables of every schema in whose rows one of these stands."""
    found = []
    engine = create_engine(address)
    with engine.connect() as connection:
        for schema in inspect(engine).get_schema_names():
            if schema in {"information_schema", "pg_catalog"}:
                continue
            for table in inspect(engine).get_table_names(schema=schema):
                rows = connection.execute(text(f'SELECT * FROM "{schema}"."{table}"')).all()  # noqa: S608
                if any(needle in str(row) for row in rows for needle in needles):
                    found.append(f"{schema}.{table}")
    engine.dispose()
    return found


def content(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


async def test_neither_the_ledger_nor_the_engine_knows_who_was_forgotten(
    database: Database, snapshot: Snapshot, tmp_path: Path
) -> None:
    moment, schedule = just_now()
    # No time or checksum holds eleven such digits by chance.
    made = subscribers(4, schedule=schedule, first_chat=77_100_200_301)
    people = [replace(one, user_id=77_000_111) for one in made]
    await become_due(database, people, due=moment)
    async with bot_on_api() as (api, bot):
        # One of them waits for another try, asleep in the engine.
        api.refuse = lambda chat: Refusal(502, "Bad Gateway") if chat == people[0].chat_id else None
        delivery = join(
            database,
            sender=PlainSender(bot, lambda: snapshot.record),
            record=lambda: snapshot.record,
            limiter=RateLimiter(database),
            yielding=YieldToAnswers(),
            folder=tmp_path,
        )
        async with delivering(delivery):
            await api.until(3)
            await StoredSubscriptions(database).forget_user(77_000_111)
            async with asyncio.timeout(60):
                # It is the engine's thread that is waited for.
                while database.forgotten:  # noqa: ASYNC110
                    await asyncio.sleep(0.05)
            needles = ["77000111", *(one.id for one in people), *(str(one.chat_id) for one in people)]
            if database.file is None:
                assert tables_with(database.url, *needles) == []
            else:
                assert tables_with(f"sqlite:///{database.file}", *needles) == []
                assert tables_with(f"sqlite:///{tmp_path}/engine.sqlite", *needles) == []
                assert not [one.id for one in people if one.id.encode() in content(tmp_path)]
