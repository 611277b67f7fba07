"""Who has said /forget to the real process is in no byte of the data folder's files."""

from __future__ import annotations

import asyncio
import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.bot.storage.test_forgotten import PERSON, traces
from tests.e2e.test_daily_quote import subscribe
from tests.e2e.test_telegram import Bot, running
from tests.telegram.world import ANN, PRIVATE

NAME = "Xylophonquartett"
WORDS = "what did lavrov say to Zyxwvutsr?"


def bytes_with(folder: Path, *words: str) -> list[str]:
    """Name the files in which a word stands."""
    found = {file.name: file.read_bytes() for file in sorted(folder.iterdir())}
    return [name for name, content in found.items() if any(word.encode() in content for word in words)]


async def said(bot: Bot, text: str) -> str:
    world, before = bot.server.world, len(bot.server.world.order)
    person = {**ANN, "id": PERSON, "first_name": NAME, "username": NAME.lower()}
    await bot.server.push(world.says(text, user=person, chat={**PRIVATE, "id": PERSON, "first_name": NAME}))
    await bot.server.until_sent(before + 1)
    return world.order[-1].text


async def test_no_file_holds_a_byte_of_who_was_forgotten_by_the_time_it_is_said(tmp_path: Path) -> None:
    order = "abcdefghij"
    await subscribe(tmp_path, due=datetime.now(UTC) - timedelta(minutes=2), user=PERSON)
    assert traces(tmp_path, PERSON)
    async with running(tmp_path, LOG_LEVEL="INFO", MISSED_QUESTIONS="on") as bot:
        await bot.server.until_sent(1)
        for text in (WORDS, "/daily 7:30 Tashkent", "which colour has the carpet?", "/mydata"):
            await said(bot, text)
        assert bytes_with(tmp_path, order)
        assert "deleted" in (await said(bot, "/forget")).lower()

        assert traces(tmp_path, PERSON) == []
        assert bytes_with(tmp_path, NAME, NAME.lower(), "Zyxwvutsr") == []
        async with asyncio.timeout(60):
            # The engine, which knows orders and no people, is told beside it.
            while bytes_with(tmp_path, order):  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        code, _ = await bot.ended(signal.SIGTERM)

    assert code == 0
    assert traces(tmp_path, PERSON) == []
    assert bytes_with(tmp_path, NAME, NAME.lower(), "Zyxwvutsr", order) == []
